package pointsman.service.rollout;

import java.time.Instant;
import java.util.Set;
import pointsman.model.FailureException;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;
import pointsman.service.node.Desk;

/// Ends the rollouts whose candidate is live: when their time is up, or for the next one.
final class SafetyNets {
  private final TrafficStore store;
  private final String owner;
  private final RolloutPace pace;
  private final Desk desk;

  /// @param owner who ends them
  SafetyNets(TrafficStore store, String owner, RolloutPace pace, Desk desk) {
    this.store = store;
    this.owner = owner;
    this.pace = pace;
    this.desk = desk;
  }

  /// Those whose time is up, whoever let them stand.
  ///
  /// @param driven rollouts that this program drives, which end by themselves
  void endThoseThatAreOver(Set<String> driven) throws FailureException {
    Instant now = desk.clock().instant();
    for (TrafficStore.RolloutEntry entry : store.open()) {
      boolean over =
          entry.rollout().state() instanceof RolloutState.SafetyNet net
              && !now.isBefore(net.until())
              && !driven.contains(entry.id());
      if (over && store.own(entry.id(), owner, now, pace.owned())) {
        end(entry, "its time was up");
      }
    }
  }

  /// Ends one.
  void end(TrafficStore.RolloutEntry entry, String why) throws FailureException {
    Rollout rollout = entry.rollout();
    store.move(
        entry.id(),
        rollout,
        rollout.in(new RolloutState.Ended(new RolloutState.End.Kept())),
        why,
        desk.operator(),
        desk.clock().instant());
  }
}
