package pointsman.service.rollout;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;

/// What is told of rollouts, whoever drives them.
final class RolloutSights {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutSights.class);

  private final TrafficStore store;
  private final Map<String, RolloutDriver> drivers;
  private final String owner;
  private final Clock clock;
  private final Feed<Map<Name, RolloutSight>> feed = new Feed<>();

  /// @param drivers of this program, by rollout
  /// @param owner this program's name
  RolloutSights(TrafficStore store, Map<String, RolloutDriver> drivers, String owner, Clock clock) {
    this.store = store;
    this.drivers = drivers;
    this.owner = owner;
    this.clock = clock;
  }

  /// The latest of all.
  Feed<Map<Name, RolloutSight>> feed() {
    return feed;
  }

  /// A rollout as it stands.
  RolloutSight of(TrafficStore.RolloutEntry entry) {
    Optional<RolloutDriver> driver =
        Optional.ofNullable(drivers.get(entry.id())).filter(RolloutDriver::drives);
    boolean ours = driver.isPresent();
    Rollout rollout = entry.rollout();
    Optional<String> alive =
        entry
            .owner()
            .filter(each -> clock.instant().isBefore(each.until()))
            .map(TrafficStore.Owner::name);
    return new RolloutSight(
        entry.id(),
        rollout,
        entry.operator(),
        entry.reason(),
        entry.began(),
        ours ? Optional.of(owner) : alive,
        ours,
        driver
            .map(RolloutDriver::gates)
            .orElse(
                new GateReading.Unknown(
                    alive.isPresent()
                        ? "another program reads the gates"
                        : "nobody reads the gates")),
        next(rollout));
  }

  private static Optional<Instant> next(Rollout rollout) {
    return switch (rollout.state()) {
      case RolloutState.Watching at ->
          Optional.of(at.since().plus(rollout.policy().stages().get(at.stage()).bake()));
      case RolloutState.SafetyNet net -> Optional.of(net.until());
      case RolloutState.Shifting _,
          RolloutState.Held _,
          RolloutState.Returning _,
          RolloutState.Parted _,
          RolloutState.Ended _ ->
          Optional.empty();
    };
  }

  /// Tells all that are not over.
  void publish() {
    Map<Name, RolloutSight> all = new HashMap<>();
    try {
      for (TrafficStore.RolloutEntry entry : store.open()) {
        all.put(entry.rollout().pool(), of(entry));
      }
    } catch (FailureException e) {
      LOG.warn("rollouts cannot be told: {}", e.failure().summary());
      return;
    }
    feed.publish(Map.copyOf(all));
  }
}
