package pointsman.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What traffic was counted.
///
/// @param time how long it took
/// @param sent requests that were begun
/// @param failed of those, the ones that were not answered right
/// @param unsent requests that were due but not begun, because too many were under way
/// @param failures the failed ones by kind; only kinds that were seen
/// @param latency from the moment a request was due to its last byte; failed ones are left out
/// @param targets counts by target
/// @param lanes counts by `pool/lane`, of the requests whose answer told it
/// @param servers counts by `pool/lane/server`, of the requests whose answer told it
/// @param samples the first failures, with what is known of each
public record LoadResult(
    Duration time,
    long sent,
    long failed,
    long unsent,
    Map<Kind, Long> failures,
    Latency latency,
    Map<String, Count> targets,
    Map<String, Count> lanes,
    Map<String, Count> servers,
    List<Sample> samples) {

  /// How a request failed.
  public enum Kind {
    /// No connection was made.
    CONNECT,
    /// The connection was reset.
    RESET,
    /// A kept connection was closed before the first byte of the answer.
    CLOSED,
    /// A new connection was closed before the answer was whole, or a kept one in its middle.
    SHORT,
    /// Nothing came within the limit.
    TIMEOUT,
    /// A status of 500 and above.
    STATUS_5XX,
    /// A status of 400 to 499.
    STATUS_4XX,
    /// The answer belongs to another request, or is no HTTP.
    WRONG
  }

  /// Requests of one group.
  ///
  /// @param sent all of them
  /// @param failed the ones that were not answered right
  public record Count(long sent, long failed) {}

  /// Latencies by rank.
  ///
  /// @param p50 half were at most this
  /// @param p95 95 % were at most this
  /// @param p99 99 % were at most this
  /// @param max the slowest
  public record Latency(Duration p50, Duration p95, Duration p99, Duration max) {}

  /// One failed request.
  ///
  /// @param at when it failed
  /// @param target where it went
  /// @param request method and path
  /// @param kept whether it went over a kept connection that had been used before
  /// @param kind how it failed
  /// @param detail what was seen
  public record Sample(
      Instant at, String target, String request, boolean kept, Kind kind, String detail) {}

  /// Copies.
  public LoadResult {
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    kinds.putAll(failures);
    failures = Collections.unmodifiableMap(kinds);
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    lanes = Collections.unmodifiableSortedMap(new TreeMap<>(lanes));
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    samples = List.copyOf(samples);
  }

  /// Requests a second that were begun.
  public double rate() {
    double seconds = time.toNanos() / 1e9;
    return seconds > 0 ? sent / seconds : 0;
  }
}
