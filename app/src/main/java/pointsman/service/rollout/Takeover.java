package pointsman.service.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pointsman.engine.traffic.Decision;
import pointsman.engine.traffic.RolloutMachine;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;
import pointsman.service.node.Desk;

/// The way back waits for nobody: an owner that does not turn at once, dead, frozen or busy, loses
/// the rollout to whoever wants its users home.
final class Takeover {
  /// An owner that lives looks for wishes five times a second.
  static final Duration GRACE = Duration.ofMillis(500);

  private static final int TRIES = 5;

  private final TrafficStore store;
  private final String owner;
  private final RolloutPace pace;
  private final Desk desk;

  /// @param owner who takes over
  Takeover(TrafficStore store, String owner, RolloutPace pace, Desk desk) {
    this.store = store;
    this.owner = owner;
    this.pace = pace;
    this.desk = desk;
  }

  /// Waits a moment for the owner to turn.
  ///
  /// @param asked the rollout as it was when it was asked
  boolean turns(TrafficStore.RolloutEntry asked) throws FailureException {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (System.nanoTime() < deadline) {
      Rollout now = store.find(asked.rollout().pool()).orElse(asked).rollout();
      if (goesHome(now.state()) && !now.equals(asked.rollout())) {
        return true;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FailureException(new Failure.Stopped("The way back"), e);
      }
    }
    return false;
  }

  private static boolean goesHome(RolloutState state) {
    return switch (state) {
      case RolloutState.Returning _, RolloutState.Ended _ -> true;
      case RolloutState.Parted parted -> parted.to() instanceof RolloutState.Target.Home;
      case RolloutState.Shifting _,
          RolloutState.Watching _,
          RolloutState.Held _,
          RolloutState.SafetyNet _ ->
          false;
    };
  }

  /// Takes it, on its way home, in one transaction: what its owner writes or asks for afterwards is
  /// refused.
  ///
  /// @return it, to be driven from here; empty when it was over by then
  Optional<TrafficStore.RolloutEntry> seize(TrafficStore.RolloutEntry asked)
      throws FailureException {
    for (int i = 1; true; i++) {
      Optional<TrafficStore.RolloutEntry> found =
          store
              .find(asked.rollout().pool())
              .filter(each -> each.id().equals(asked.id()) && !each.rollout().over());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try {
        seizeAsItIs(found.get());
        return store.find(asked.rollout().pool());
      } catch (FailureException e) {
        // Its owner lives and took a step meanwhile.
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private void seizeAsItIs(TrafficStore.RolloutEntry entry) throws FailureException {
    Instant now = desk.clock().instant();
    Rollout before = entry.rollout();
    RolloutState after =
        switch (RolloutMachine.decide(before, new RolloutEvent.Abort(desk.operator()), now)) {
          case Decision.Go go -> go.state();
          case Decision.Stay _, Decision.Refuse _ -> before.state();
        };
    String from = entry.owner().map(each -> " from " + each.name()).orElse("");
    store.seize(
        entry.id(),
        new TrafficStore.Owner(owner, now.plus(pace.owned())),
        before,
        new TrafficStore.Line(
            now, desk.operator(), "abort, taken over" + from, Optional.of(before.state()), after));
  }
}
