package pointsman.engine.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.value.Printable;

/// What was found on a node.
///
/// @param status what it said
/// @param manifest of its current release
/// @param texts the files of its current release, read only where they differ from what is wanted
/// @param connections open now; -1 when unknown
/// @param unloaded why what lies there does not run or could not be loaded again; empty: as far as
///   it was asked, all is well
public record Observed(
    NodeStatus status,
    Optional<Manifest> manifest,
    Map<String, String> texts,
    long connections,
    Optional<String> unloaded) {
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
    return unloaded(
        "its process runs "
            + (release.isEmpty() ? "a release without a name" : Printable.line(release))
            + ", not "
            + status.current().map(ReleaseId::value).orElse("a release")
            + " that lies there: that is made anew and loaded");
  }

  /// The same, with the run-time files named that the wanted release cannot be loaded without.
  public Observed lacking(Release wanted) {
    String current = status.current().map(ReleaseId::value).orElse("");
    List<String> gone =
        wanted.stateFiles().entrySet().stream()
            .filter(file -> !file.getValue().isEmpty())
            .map(file -> file.getKey().replace(wanted.id().value(), current))
            .filter(name -> !status.stateFiles().contains(name))
            .toList();
    return gone.isEmpty()
        ? this
        : unloaded(
            "its run-time files are gone or empty, and its config no longer loads: "
                + String.join(", ", gone)
                + "; they are written anew");
  }

  /// The same, with what stands of servers as it runs, since the file that tells it is lost.
  public Observed recovered(String lost, ServerOverrides running) {
    String found =
        running.isEmpty()
            ? "nothing"
            : running.all().stream().map(ServerOverride::told).collect(Collectors.joining(", "));
    return new Observed(
        status.standing(running),
        manifest,
        texts,
        connections,
        Optional.of(
            "what stands of its servers is lost, "
                + lost
                + " is gone or empty; taken from what runs: "
                + found
                + "; a deploy writes it anew"));
  }

  private Observed unloaded(String why) {
    return new Observed(status, manifest, texts, connections, Optional.of(why));
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
