package pointsman.lab;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import pointsman.port.LoadResult;

/// Counts times in buckets that are at most 1.6 % wide. Any thread may record.
final class Histogram {
  private static final int SUB_BITS = 6;
  private static final int SUB = 1 << SUB_BITS;

  private final AtomicLongArray counts = new AtomicLongArray((64 - SUB_BITS) * SUB);

  /// Counts a time.
  void record(long nanos) {
    counts.incrementAndGet(bucket(Math.max(0, nanos) / 1000));
  }

  /// The ranks of what was counted; all zero when nothing was.
  LoadResult.Latency read() {
    long[] copy = new long[counts.length()];
    long total = 0;
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts.get(i);
      total += copy[i];
    }
    return new LoadResult.Latency(
        rank(copy, total, 0.50),
        rank(copy, total, 0.95),
        rank(copy, total, 0.99),
        rank(copy, total, 1.0));
  }

  private static Duration rank(long[] copy, long total, double share) {
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < copy.length; i++) {
      seen += copy[i];
      if (seen >= wanted && seen > 0) {
        return Duration.ofNanos(highest(i) * 1000);
      }
    }
    return Duration.ZERO;
  }

  private static int bucket(long micros) {
    if (micros < SUB) {
      return (int) micros;
    }
    int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    return (shift + 1) * SUB + (int) ((micros >> shift) - SUB);
  }

  private static long highest(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
  }
}
