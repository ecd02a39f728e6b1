package pointsman.service.node;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.engine.plan.DeployPlanner;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;

/// What must hold of a node before anything on it is changed.
public final class Readiness {
  private Readiness() {}

  /// Refuses a node without a load balancer that runs, or with one that was stopped.
  public static void requireRunning(NodeAccess access, Node node, NodeStatus status)
      throws FailureException {
    Optional<Failure> standstill = findStandstill(access, node, status);
    if (standstill.isPresent()) {
      throw new FailureException(standstill.get());
    }
  }

  /// Refuses a node whose script tells that its load balancer serves nothing.
  ///
  /// @throws FailureException also when the script does not answer
  public static void requireLife(NodeAccess access, Node node) throws FailureException {
    try (NodeTalk talk = access.open(node)) {
      requireRunning(access, node, talk.status());
    }
  }

  /// Why a node's load balancer serves nothing: it is gone, or it was stopped.
  public static Optional<Failure> findStandstill(NodeAccess access, Node node, NodeStatus status)
      throws FailureException {
    String engine = access.driver(node).installing().word();
    if (status.masterPid() == 0) {
      return Optional.of(new Failure.NotRunning(node.name(), engine, node.paths().pid().value()));
    }
    return status.halted().isEmpty()
        ? Optional.empty()
        : Optional.of(new Failure.Halted(node.name(), engine, Collections.min(status.halted())));
  }

  /// Refuses a node with an unsettled commit, or without a load balancer that runs.
  public static void requireQuiet(NodeAccess access, Node node, NodeStatus status)
      throws FailureException {
    requireRunning(access, node, status);
    if (status.deadMan().isPresent()) {
      throw new FailureException(DeployPlanner.unsettled(node.name(), status.deadMan().get()));
    }
  }

  /// Refuses a node whose release another inventory put there: its users and servers are another's.
  ///
  /// @param inventory the id of ours
  public static void requireOurs(Node node, Manifest manifest, String inventory)
      throws FailureException {
    Optional<String> other = DeployPlanner.otherInventory(manifest, inventory);
    if (other.isPresent()) {
      throw new FailureException(new Failure.TakeOverNeeded(node.name(), other.get()));
    }
  }

  /// The same with what the node told of itself: what nobody confirmed yet may go back, and then
  /// its users are ours again. Until that is settled it is nobody's.
  public static void requireOurs(Node node, NodeStatus status, Manifest manifest, String inventory)
      throws FailureException {
    boolean anothers = DeployPlanner.otherInventory(manifest, inventory).isPresent();
    if (anothers && status.deadMan().isPresent()) {
      throw new FailureException(DeployPlanner.unsettled(node.name(), status.deadMan().get()));
    }
    requireOurs(node, manifest, inventory);
  }

  /// The same of several, asked anew. One that is not heard is not judged.
  public static void requireOurs(NodeAccess access, List<Node> nodes, String inventory)
      throws FailureException {
    Map<Name, Outcome<Optional<Manifest>>> told =
        FanOut.all(nodes, Node::name, node -> access.observe(node).manifest());
    for (Node node : nodes) {
      Optional<Manifest> manifest =
          Optional.ofNullable(told.get(node.name())).flatMap(Outcome::find).flatMap(each -> each);
      if (manifest.isPresent()) {
        requireOurs(node, manifest.get(), inventory);
      }
    }
  }

  /// Refuses a reload of a release that was edited on the node.
  public static void requireIntact(Node node, NodeStatus status, Manifest manifest)
      throws FailureException {
    if (!new Observed(status, Optional.of(manifest), Map.of(), -1).intact()) {
      throw new FailureException(
          new Failure.Drifted(
              node.name(),
              "release " + manifest.release() + " as deployed",
              "edited: a reload would bring the edit into use"));
    }
  }
}
