package pointsman.service.deploy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pointsman.engine.plan.BareLanes;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.TakenUsers;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.Share;
import pointsman.port.TrafficStore;
import pointsman.service.node.NodeAccess;
import pointsman.service.shift.Capacity;
import pointsman.service.shift.FirstSplits;

/// Holds a plan against what is commanded of the users: asked where it is made, and once more where
/// it is carried out, as users may be moved between.
final class CommandedUsers {
  private final KeysAtRest keys;
  private final ServedLanes lanes;
  private final TrafficStore store;
  private final NodeAccess access;

  /// @param store what is commanded, and where the rollouts stand
  /// @param access how nodes are reached
  CommandedUsers(TrafficStore store, NodeAccess access) {
    this.keys = new KeysAtRest(store);
    this.lanes = new ServedLanes(store);
    this.store = store;
    this.access = access;
  }

  /// The same plan, when no user is the worse for it.
  ///
  /// @param fleet which lanes are live
  /// @throws FailureException with {@link pointsman.model.Failure.Refused}
  NodePlan require(Fleet fleet, NodePlan plan) throws FailureException {
    if (plan instanceof NodePlan.Change change) {
      requireAsCommanded(fleet, change);
    }
    return lanes.require(fleet, keys.require(plan));
  }

  /// Users of another inventory go where they are commanded to be when they go.
  private void requireAsCommanded(Fleet fleet, NodePlan.Change change) throws FailureException {
    for (TakenUsers users : change.release().taken()) {
      Optional<Pool> pool = fleet.findPool(users.pool());
      if (users.to().isEmpty() || pool.isEmpty()) {
        continue;
      }
      NodeSplit commanded = new FirstSplits(store, access, fleet).first(pool.get());
      if (!commanded.equals(users.to().get())) {
        throw new FailureException(
            new Failure.Refused(
                "users",
                "the users of "
                    + users.pool()
                    + " on "
                    + change.node()
                    + " were planned to be "
                    + users.words(users.to().get())
                    + "; commanded since is "
                    + users.words(commanded),
                "Nothing was changed. Plan again."));
      }
      if (users.note().isPresent()) {
        requireCarried(fleet, change.node(), pool.get(), users);
      }
    }
  }

  /// No lane gets users that it cannot carry, as on every other way onward. Where its servers are
  /// others than those that are deployed nobody can tell yet, as at any first deploy.
  private void requireCarried(Fleet fleet, Name name, Pool pool, TakenUsers users)
      throws FailureException {
    Node node = fleet.findNode(name).orElseThrow();
    Optional<Pool> there =
        access.observe(node).manifest().stream()
            .flatMap(manifest -> manifest.pools().stream())
            .filter(each -> each.name().equals(pool.name()))
            .findFirst();
    for (LaneColor lane : LaneColor.values()) {
      Share share = users.to().orElseThrow().of(lane);
      boolean more = users.from().filter(from -> from.of(lane).compareTo(share) >= 0).isEmpty();
      boolean same =
          there.filter(each -> places(each, lane).equals(places(pool, lane))).isPresent();
      if (more && same) {
        new Capacity(access).require(fleet, pool, lane.other(), share, List.of(node));
      }
    }
  }

  private static Set<Endpoint> places(Pool pool, LaneColor lane) {
    return pool.lane(lane).servers().stream().map(Server::endpoint).collect(Collectors.toSet());
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
