package pointsman.model.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import pointsman.model.value.InvalidValueException;

/// How many answers took how long, in buckets that are the same on every node and engine, so that
/// they add up.
///
/// @param buckets one for each of {@link #LIMITS}, of the answers below it, and one for the rest
/// @param micros the sum of all times in microseconds; where an engine does not tell it, estimated
///   from the buckets
public record TimeCounts(List<Long> buckets, long micros) {
  /// Upper ends in milliseconds, growing by a half or so: a percentile is off by at most that.
  public static final List<Integer> LIMITS =
      List.of(
          1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000,
          3000, 5000, 10_000);

  /// No answer.
  public static final TimeCounts NONE =
      new TimeCounts(Collections.nCopies(LIMITS.size() + 1, 0L), 0);

  /// Refuses what cannot be added.
  public TimeCounts {
    buckets = List.copyOf(buckets);
    if (buckets.size() != LIMITS.size() + 1) {
      throw new InvalidValueException(
          buckets.size() + " buckets of times", (LIMITS.size() + 1) + " of them");
    }
    if (micros < 0 || buckets.stream().anyMatch(count -> count < 0)) {
      throw new InvalidValueException("a negative count of times", "0 or more");
    }
  }

  /// Buckets whose engine does not tell a sum.
  public static TimeCounts estimated(List<Long> buckets) {
    double micros = 0;
    for (int i = 0; i < buckets.size(); i++) {
      micros += buckets.get(i) * typical(i);
    }
    return new TimeCounts(buckets, Math.round(micros));
  }

  /// How many answers there are.
  public long total() {
    return buckets.stream().mapToLong(Long::longValue).sum();
  }

  /// Both together.
  public TimeCounts plus(TimeCounts other) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      sums.add(buckets.get(i) + other.buckets.get(i));
    }
    return new TimeCounts(sums, micros + other.micros);
  }

  /// What came since an earlier look at the same counters; empty when one of them is smaller now,
  /// since then they began anew.
  public Optional<TimeCounts> since(TimeCounts earlier) {
    List<Long> grown = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      grown.add(buckets.get(i) - earlier.buckets.get(i));
    }
    boolean anew = micros < earlier.micros || grown.stream().anyMatch(count -> count < 0);
    return anew ? Optional.empty() : Optional.of(new TimeCounts(grown, micros - earlier.micros));
  }

  /// The mean time; empty without answers.
  public Optional<Duration> mean() {
    long total = total();
    return total == 0 ? Optional.empty() : Optional.of(micros(micros / (double) total));
  }

  /// The time that this part of the answers did not exceed, such as 0.99, interpolated within its
  /// bucket; empty without answers. Beyond the last limit it tells that limit.
  public Optional<Duration> quantile(double part) {
    long total = total();
    if (total == 0) {
      return Optional.empty();
    }
    double rank = Math.max(1, part * total);
    long below = 0;
    for (int i = 0; i < LIMITS.size(); i++) {
      long here = buckets.get(i);
      if (here > 0 && below + here >= rank) {
        return Optional.of(within(i, (rank - below) / here));
      }
      below += here;
    }
    return Optional.of(Duration.ofMillis(LIMITS.getLast()));
  }

  private static Duration within(int bucket, double part) {
    double high = LIMITS.get(bucket) * 1000.0;
    double low = bucket == 0 ? 0 : LIMITS.get(bucket - 1) * 1000.0;
    return micros(low == 0 ? high * part : low * Math.pow(high / low, part));
  }

  /// What an answer of a bucket took on average, in microseconds, when the logarithms of the times
  /// are spread evenly within it.
  private static double typical(int bucket) {
    if (bucket == 0) {
      return LIMITS.getFirst() * 500.0;
    }
    double low = LIMITS.get(bucket - 1) * 1000.0;
    if (bucket == LIMITS.size()) {
      return low * 1.5;
    }
    double high = LIMITS.get(bucket) * 1000.0;
    return (high - low) / Math.log(high / low);
  }

  private static Duration micros(double micros) {
    return Duration.ofNanos(Math.round(micros * 1000));
  }
}
