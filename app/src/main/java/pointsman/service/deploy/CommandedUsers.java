package pointsman.service.deploy;

import java.util.List;
import pointsman.engine.plan.BareLanes;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NodePlan;
import pointsman.model.traffic.ServerOverrides;
import pointsman.port.TrafficStore;

/// Holds a plan against what is commanded of the users: asked where it is made, and once more where
/// it is carried out, as users may be moved between.
final class CommandedUsers {
  private final KeysAtRest keys;
  private final ServedLanes lanes;

  /// @param store what is commanded, and where the rollouts stand
  CommandedUsers(TrafficStore store) {
    this.keys = new KeysAtRest(store);
    this.lanes = new ServedLanes(store);
  }

  /// The same plan, when no user is the worse for it.
  ///
  /// @param fleet which lanes are live
  /// @throws FailureException with {@link pointsman.model.Failure.Refused}
  NodePlan require(Fleet fleet, NodePlan plan) throws FailureException {
    return lanes.require(fleet, keys.require(plan));
  }

  /// What keeps a fleet from being deployed as it is, whatever the nodes run.
  List<Failure> foreseen(Fleet fleet) throws FailureException {
    return lanes.refusals(fleet, BareLanes.of(fleet.pools(), ServerOverrides.none()));
  }

  /// The same of all nodes of a plan.
  void require(Fleet fleet, DeployPlan plan) throws FailureException {
    for (NodePlan each : plan.nodes()) {
      require(fleet, each);
    }
  }
}
