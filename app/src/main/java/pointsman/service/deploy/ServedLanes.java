package pointsman.service.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.engine.plan.BareLanes;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.plan.NodePlan;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;
import pointsman.service.shift.TrafficService;

/// Keeps a server in every lane that users are sent to: a release without one would answer them
/// with errors.
final class ServedLanes {
  private final TrafficStore store;

  /// @param store what is commanded, and where the rollouts stand
  ServedLanes(TrafficStore store) {
    this.store = store;
  }

  /// The same plan, when it leaves a server to all users.
  ///
  /// @param fleet which lanes are live
  /// @throws FailureException with {@link Failure.Refused} that names pool, lane and share
  NodePlan require(Fleet fleet, NodePlan plan) throws FailureException {
    if (plan instanceof NodePlan.Change change) {
      List<Failure> refusals = refusals(fleet, BareLanes.of(change));
      if (!refusals.isEmpty()) {
        throw new FailureException(refusals.getFirst());
      }
    }
    return plan;
  }

  /// What of these would leave users without a server.
  List<Failure> refusals(Fleet fleet, List<BareLanes.Bare> bare) throws FailureException {
    Map<Name, TrafficStore.PoolSplit> splits = bare.isEmpty() ? Map.of() : store.splits();
    List<Failure> refusals = new ArrayList<>();
    for (BareLanes.Bare lane : bare) {
      Pool pool = fleet.findPool(lane.pool().name()).orElse(lane.pool());
      TrafficStore.PoolSplit commanded = splits.get(pool.name());
      TrafficSplit split =
          commanded == null ? TrafficService.first(pool) : commanded.on(pool.live());
      Optional<RolloutState> rollout =
          store
              .find(pool.name())
              .map(TrafficStore.RolloutEntry::rollout)
              .filter(each -> !each.over())
              .map(Rollout::state);
      lane.users(split, rollout.isPresent())
          .ifPresent(users -> refusals.add(refusal(lane, users, split.live(), rollout)));
    }
    return refusals;
  }

  private static Failure refusal(
      BareLanes.Bare lane, String users, LaneColor live, Optional<RolloutState> rollout) {
    return new Failure.Refused(
        "lane",
        "with this, lane %s of pool %s %s, while %s."
            .formatted(lane.color().word(), lane.pool().name(), lane.words(), users),
        "Nothing was changed. Keep a server that takes users in it, or first "
            + mend(lane, live, rollout)
            + "; then plan again.");
  }

  private static String mend(BareLanes.Bare lane, LaneColor live, Optional<RolloutState> rollout) {
    Name pool = lane.pool().name();
    if (lane.color() == live) {
      return "send its users to the other lane ('pointsman switch %s %s')"
          .formatted(pool, live.other().word());
    }
    if (rollout.isEmpty()) {
      return "take its users away ('pointsman split %s 0')".formatted(pool);
    }
    return rollout.get() instanceof RolloutState.SafetyNet net
        ? "wait until %s, when the way back to it closes".formatted(net.until())
        : "end the rollout ('pointsman rollback %s')".formatted(pool);
  }
}
