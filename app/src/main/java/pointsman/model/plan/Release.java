package pointsman.model.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Files for one node, ready to be sent.
///
/// @param manifest what it says of itself
/// @param files text by file name, without the manifest
/// @param stateFiles first contents of the run-time files that must exist, by name below the state
///   folder; one that exists on the node is kept as it is
/// @param anew those of them that are written even so: they are left from before the node had the
///   pool
/// @param taken whose users another inventory commanded there: the commit brings them to ours
public record Release(
    Manifest manifest,
    Map<String, String> files,
    Map<String, String> stateFiles,
    Set<String> anew,
    List<TakenUsers> taken) {
  /// Copies and sorts.
  public Release {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    stateFiles = Collections.unmodifiableSortedMap(new TreeMap<>(stateFiles));
    anew = Set.copyOf(anew);
    taken = List.copyOf(taken);
  }

  /// One whose run-time files are all kept where they exist.
  public Release(Manifest manifest, Map<String, String> files, Map<String, String> stateFiles) {
    this(manifest, files, stateFiles, Set.of(), List.of());
  }

  /// Its id.
  public ReleaseId id() {
    return manifest.release();
  }
}
