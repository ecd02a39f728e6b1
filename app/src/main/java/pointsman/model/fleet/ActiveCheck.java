package pointsman.model.fleet;

import java.time.Duration;
import pointsman.model.value.InvalidValueException;

/// How a server is probed. Defaults: GET /health, 200-399, every 5 s, 2 s limit, rise 2, fall 3.
///
/// @param kind what a probe is
/// @param path what is asked for, for HTTP
/// @param expectFrom lowest status that is well, for HTTP
/// @param expectTo highest status that is well, for HTTP
/// @param interval from probe to probe
/// @param timeout of one probe
/// @param rise good probes until a server is up
/// @param fall bad probes until a server is down
public record ActiveCheck(
    Kind kind,
    UrlPath path,
    int expectFrom,
    int expectTo,
    Duration interval,
    Duration timeout,
    int rise,
    int fall) {

  /// What a probe is.
  public enum Kind {
    /// A request and its status.
    HTTP,
    /// A connection.
    TCP
  }

  /// Refuses what no engine could do.
  public ActiveCheck {
    if (expectFrom < 100 || expectTo > 599 || expectFrom > expectTo) {
      throw new InvalidValueException(
          expectFrom + "-" + expectTo + " is not a range of statuses", "such as 200-399");
    }
    if (interval.compareTo(Duration.ofMillis(100)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new InvalidValueException(interval + " is not a check interval", "100ms to 1h");
    }
    if (timeout.compareTo(Duration.ofMillis(10)) < 0
        || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new InvalidValueException(timeout + " is not a check timeout", "10ms to 10m");
    }
    if (rise < 1 || rise > 100 || fall < 1 || fall > 100) {
      throw new InvalidValueException("rise " + rise + ", fall " + fall, "1 to 100 each");
    }
  }

  /// GET /health, 200-399, every 5 s, 2 s limit, rise 2, fall 3.
  public static ActiveCheck http() {
    return new ActiveCheck(
        Kind.HTTP,
        new UrlPath("/health"),
        200,
        399,
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        2,
        3);
  }

  /// A connection every 5 s, 2 s limit, rise 2, fall 3.
  public static ActiveCheck tcp() {
    return new ActiveCheck(
        Kind.TCP,
        new UrlPath("/health"),
        200,
        399,
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        2,
        3);
  }
}
