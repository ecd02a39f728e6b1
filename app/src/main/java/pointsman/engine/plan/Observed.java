package pointsman.engine.plan;

import java.util.Map;
import java.util.Optional;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;

/// What was found on a node.
///
/// @param status what it said
/// @param manifest of its current release
/// @param texts the files of its current release, read only where they differ from what is wanted
/// @param connections open now; -1 when unknown
/// @param other the release that its process runs where that is not the current one; empty: as far
///   as it was asked, it runs the current one
public record Observed(
    NodeStatus status,
    Optional<Manifest> manifest,
    Map<String, String> texts,
    long connections,
    Optional<String> other) {
  /// Copies.
  public Observed {
    texts = Map.copyOf(texts);
  }

  /// Without a look at what its process runs.
  public Observed(
      NodeStatus status, Optional<Manifest> manifest, Map<String, String> texts, long connections) {
    this(status, manifest, texts, connections, Optional.empty());
  }

  /// The same whose process was found to run another release than the current one.
  public Observed running(String release) {
    return new Observed(status, manifest, texts, connections, Optional.of(release));
  }

  /// Whether every file of the current release is as its manifest says.
  public boolean intact() {
    return manifest
        .map(told ->
            told.files().entrySet().stream()
                .allMatch(file -> file.getValue().equals(status.files().get(file.getKey()))))
        .orElse(false);
  }
}
