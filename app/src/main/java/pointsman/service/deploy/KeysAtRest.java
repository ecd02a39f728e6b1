package pointsman.service.deploy;

import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodePlan;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;

/// Keeps a pool's split key as it is while a rollout divides its users: another key would move
/// users back and forth whom the rollout just moved, and mix what its gates count.
final class KeysAtRest {
  private final TrafficStore store;

  /// @param store where the rollouts stand
  KeysAtRest(TrafficStore store) {
    this.store = store;
  }

  /// The same plan, when no rollout divides users that it would divide anew.
  ///
  /// @throws FailureException with {@link Failure.Refused} that names the rollout
  NodePlan require(NodePlan plan) throws FailureException {
    if (plan instanceof NodePlan.Change change) {
      for (Name pool : change.radius().divided()) {
        Optional<TrafficStore.RolloutEntry> rollout =
            store.find(pool).filter(each -> divides(each.rollout().state()));
        if (rollout.isPresent()) {
          throw new FailureException(refusal(pool, rollout.get()));
        }
      }
    }
    return plan;
  }

  private static boolean divides(RolloutState state) {
    return switch (state) {
      case RolloutState.Shifting _ -> true;
      case RolloutState.Watching _ -> true;
      case RolloutState.Held _ -> true;
      case RolloutState.Returning _ -> true;
      case RolloutState.Parted _ -> true;
      // All users are in one lane: no key moves anybody.
      case RolloutState.SafetyNet _ -> false;
      case RolloutState.Ended _ -> false;
    };
  }

  private static Failure refusal(Name pool, TrafficStore.RolloutEntry rollout) {
    return new Failure.Refused(
        "rollout",
        "another key would divide the users of "
            + pool
            + " while rollout "
            + rollout.id()
            + " moves them (begun "
            + rollout.began().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            + " by "
            + rollout.operator()
            + ").",
        "Nothing was changed. Let it finish ('pointsman canary follow "
            + pool
            + "') or end it ('pointsman rollback "
            + pool
            + "'), then plan again.");
  }
}
