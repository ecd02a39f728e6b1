package pointsman.service.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Administering;
import pointsman.engine.plan.Observed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;

/// What stands of a node's servers where the run-time file that tells it is gone or empty: then
/// only what runs still knows. Whoever took the file's silence for its word would bring drained
/// servers back. Asks nothing of a node that has its file.
///
/// @param access how nodes are reached
public record LostServers(NodeAccess access) {
  /// What was observed, with what stands as it runs.
  ///
  /// @throws FailureException it is lost, and what runs does not tell
  public Observed recover(Node node, Observed observed) throws FailureException {
    Optional<String> lost = lost(observed.status(), observed.manifest());
    return lost.isEmpty()
        ? observed
        : observed.recovered(lost.get(), running(node, observed.manifest().orElseThrow()));
  }

  /// A status with what stands as it runs.
  ///
  /// @param manifest of the current release
  /// @throws FailureException it is lost, and what runs does not tell
  public NodeStatus recover(Node node, NodeStatus status, Optional<Manifest> manifest)
      throws FailureException {
    return lost(status, manifest).isEmpty()
        ? status
        : status.standing(running(node, manifest.orElseThrow()));
  }

  /// The run-time files of the current release that tell it, where they are lost: without them it
  /// could not be gone back to.
  public Map<String, String> files(Node node, NodeStatus status, Optional<Manifest> manifest)
      throws FailureException {
    if (lost(status, manifest).isEmpty()) {
      return Map.of();
    }
    Manifest release = manifest.orElseThrow();
    String main = access.driver(node).installing().mainFile();
    String config = access.currentFiles(node, status).getOrDefault(main, "");
    return access.serverFiles(
        node, release, status.modules(), config, status.overrides().on(release.pools()));
  }

  private static Optional<String> lost(NodeStatus status, Optional<Manifest> manifest) {
    return manifest.filter(told -> !told.inventory().isEmpty()).flatMap(_ -> status.lostServers());
  }

  private ServerOverrides running(Node node, Manifest release) throws FailureException {
    Administering.AdminSight sight = access.servers(node, release.pools());
    List<ServerOverride> standing = new ArrayList<>();
    sight
        .servers()
        .forEach((at, runs) ->
            standing.add(
                new ServerOverride(at, Optional.of(runs.state()), Optional.of(runs.weight()))));
    return new ServerOverrides(standing).on(release.pools());
  }
}
