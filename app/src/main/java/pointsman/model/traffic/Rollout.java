package pointsman.model.traffic;

import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;

/// A rollout of a pool's candidate.
///
/// @param pool whose
/// @param live the lane that was live when it began
/// @param salt of its buckets
/// @param policy how it goes
/// @param state where it is
public record Rollout(
    Name pool, LaneColor live, Salt salt, RolloutPolicy policy, RolloutState state) {

  /// A rollout that is about to bring the nodes to its first stage.
  public static Rollout begin(Name pool, LaneColor live, Salt salt, RolloutPolicy policy) {
    return new Rollout(pool, live, salt, policy, new RolloutState.Shifting(0, -1));
  }

  /// The same in another state.
  public Rollout in(RolloutState next) {
    return new Rollout(pool, live, salt, policy, next);
  }

  /// The split of a stage; audience rules count in all of them.
  public TrafficSplit splitAt(int stage) {
    return new TrafficSplit(
        live, policy.stages().get(stage).share(), salt, Optional.of(live.other()));
  }

  /// The split that brings all users back, audience rules off.
  public TrafficSplit home() {
    return TrafficSplit.allOn(live, salt);
  }

  /// The split of a target.
  public TrafficSplit splitFor(RolloutState.Target target) {
    return switch (target) {
      case RolloutState.Target.ToStage to -> splitAt(to.stage());
      case RolloutState.Target.Home _ -> home();
    };
  }

  /// Whether it is over.
  public boolean over() {
    return state instanceof RolloutState.Ended;
  }
}
