package pointsman.store;

import java.time.Duration;
import java.time.Instant;
import pointsman.json.JsonRollout;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.port.TrafficStore;

/// A canary on its way, for tests of what is kept of it.
final class Traffic {
  static final Instant NOW = Instant.parse("2026-11-23T14:20:09.125Z");
  static final RolloutState WATCHING = new RolloutState.Watching(0, NOW);

  private Traffic() {}

  static TrafficStore store(Database database) {
    return new SqliteTraffic(database, new JsonRollout());
  }

  static Rollout canary(String pool) {
    return Rollout.begin(
        new Name(pool),
        LaneColor.BLUE,
        new Salt("s1"),
        RolloutPolicy.canary(Duration.ofMinutes(15)));
  }
}
