package pointsman.model.traffic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import pointsman.model.value.InvalidValueException;

/// What came of the attempts to be served by a lane. An attempt fails that ends 5xx, is refused,
/// times out or, on layer 4 of HAProxy, is reset by the server; what a client ended early is no
/// attempt. A request that was tried again counts once for each try. Counters of a running load
/// balancer are read one by one, so for a moment more may have failed than were tried.
///
/// @param attempts that came to an end; on layer 4 of HAProxy those that began
/// @param failed of these
/// @param refused of the failed ones: no connection to a server came about
/// @param times of the answers; none on layer 4
public record LaneCounts(long attempts, long failed, long refused, TimeCounts times) {
  /// Nothing.
  public static final LaneCounts NONE = new LaneCounts(0, 0, 0, TimeCounts.NONE);

  /// Refuses what is no count.
  public LaneCounts {
    if (attempts < 0 || failed < 0 || refused < 0) {
      throw new InvalidValueException(
          "counts of " + List.of(attempts, failed, refused), "0 or more each");
    }
  }

  /// Both together.
  public LaneCounts plus(LaneCounts other) {
    return new LaneCounts(
        attempts + other.attempts,
        failed + other.failed,
        refused + other.refused,
        times.plus(other.times));
  }

  /// What came since an earlier look at the same counters; empty when one of them is smaller now,
  /// since then they began anew.
  public Optional<LaneCounts> since(LaneCounts earlier) {
    if (attempts < earlier.attempts || failed < earlier.failed || refused < earlier.refused) {
      return Optional.empty();
    }
    return times
        .since(earlier.times)
        .map(grown ->
            new LaneCounts(
                attempts - earlier.attempts,
                failed - earlier.failed,
                refused - earlier.refused,
                grown));
  }

  /// The share of the failed, 0 to 1; empty without attempts.
  public OptionalDouble errorShare() {
    return attempts == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(1, failed / (double) attempts));
  }
}
