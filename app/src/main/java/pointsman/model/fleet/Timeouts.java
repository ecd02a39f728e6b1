package pointsman.model.fleet;

import java.time.Duration;
import pointsman.model.value.InvalidValueException;

/// How long a load balancer waits.
///
/// @param connect for a server to accept
/// @param client for a client's next bytes
/// @param server for a server's next bytes
/// @param oldWorkers for the connections of an old worker after a reload
public record Timeouts(Duration connect, Duration client, Duration server, Duration oldWorkers) {
  /// Refuses what is shorter than a millisecond or longer than a week.
  public Timeouts {
    for (Duration each : new Duration[] {connect, client, server, oldWorkers}) {
      if (each.compareTo(Duration.ofMillis(1)) < 0 || each.compareTo(Duration.ofDays(7)) > 0) {
        throw new InvalidValueException(each + " is not a time limit", "1ms to 7d");
      }
    }
  }

  /// 5 s to connect, 60 s of silence, 10 min for old workers.
  public static Timeouts defaults() {
    return new Timeouts(
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofMinutes(10));
  }
}
