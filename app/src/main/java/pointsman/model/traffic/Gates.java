package pointsman.model.traffic;

import java.time.Duration;
import java.util.Optional;
import pointsman.model.value.InvalidValueException;

/// The hard limits of a candidate: one passed brings all users back at once.
///
/// @param errors the largest share of failed attempts; an attempt fails that ends 5xx, is refused
///   or times out
/// @param minimum below so many attempts within the window the error limit says nothing
/// @param mean the largest mean response time; empty: none
/// @param probes so many failed probes of the lane in a row
public record Gates(Share errors, int minimum, Optional<Duration> mean, int probes) {
  /// 5 % of at least 20 attempts, no limit of the response time, 3 probes.
  public static final Gates USUAL = new Gates(new Share(500), 20, Optional.empty(), 3);

  /// Refuses limits that could never be passed.
  public Gates {
    if (minimum < 1 || probes < 1) {
      throw new InvalidValueException(
          "a gate of " + Math.min(minimum, probes) + " attempts", "at least 1");
    }
    if (mean.filter(limit -> limit.isNegative() || limit.isZero()).isPresent()) {
      throw new InvalidValueException("a mean response time of 0", "more than 0 ms");
    }
  }
}
