package pointsman.model.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;

/// What a release says of itself; lies beside its files on the node as `manifest.json`.
///
/// @param release its id
/// @param parent the release that it replaced
/// @param operator who deployed it
/// @param inventory the id of the inventory it came from; empty for a bare node
/// @param at when
/// @param contentHash sha256 over the files with release, time and operator as fixed tokens: equal
///   for equal intent
/// @param files sha256 of each file as it lies there, by name
/// @param version the engine's version on the node when it was rendered
/// @param features the optional features that the node's engine had then
/// @param services the services as deployed
/// @param pools the pools as deployed
public record Manifest(
    ReleaseId release,
    Optional<ReleaseId> parent,
    String operator,
    String inventory,
    Instant at,
    String contentHash,
    Map<String, String> files,
    String version,
    Set<String> features,
    List<Service> services,
    List<Pool> pools) {
  /// The name of its file.
  public static final String FILE = "manifest.json";

  /// Copies.
  public Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
    services = List.copyOf(services);
    pools = List.copyOf(pools);
  }
}
