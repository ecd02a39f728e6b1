package pointsman.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import pointsman.bench.PollReport.Sample;
import pointsman.bench.PollReport.Trend;

/// Whether something grows: the median of the last third of the readings against that of the first
/// third; for virtual threads, of which each look on its way has one, the least. The very first
/// reading is left out: it still holds what starting up needed.
final class Growth {
  /// What the criterion is, in words.
  static final String CRITERION =
      "Grown is: from the first third of the readings to the last, the median heap after a"
          + " collection is more than a tenth larger, or there are more than 2 more threads or files"
          + " (of virtual threads the least of each third counts).";

  /// Fewer readings say nothing.
  static final int FEWEST = 7;

  private static final double HEAP_SHARE = 0.10;
  private static final double COUNT = 2;

  private final List<Sample> first;
  private final List<Sample> last;

  /// @param samples at least {@link #FEWEST}
  private Growth(List<Sample> samples) {
    List<Sample> rest = samples.subList(1, samples.size());
    int third = rest.size() / 3;
    first = rest.subList(0, third);
    last = rest.subList(rest.size() - third, rest.size());
  }

  /// One trend for each of memory, threads and files; none when there are too few readings.
  static List<Trend> of(List<Sample> samples) {
    if (samples.size() < FEWEST) {
      return List.of();
    }
    Growth growth = new Growth(samples);
    List<Trend> trends = new ArrayList<>();
    trends.add(growth.trend("heap, kB", Sample::heapKilobytes, HEAP_SHARE, 0));
    trends.add(growth.trend("platform threads", Sample::threads, 0, COUNT));
    trends.add(growth.least("virtual threads", Sample::virtualThreads, COUNT));
    trends.add(growth.trend("open files", Sample::descriptors, 0, COUNT));
    return List.copyOf(trends);
  }

  private Trend trend(String what, ToDoubleFunction<Sample> value, double share, double count) {
    return trend(what, median(first, value), median(last, value), share, count);
  }

  /// Those that a leak leaves behind are there at every reading; the others only at some.
  private Trend least(String what, ToDoubleFunction<Sample> value, double count) {
    return trend(
        what,
        first.stream().mapToDouble(value).min().orElseThrow(),
        last.stream().mapToDouble(value).min().orElseThrow(),
        0,
        count);
  }

  private Trend trend(String what, double before, double after, double share, double count) {
    double minutes = (median(last, Sample::second) - median(first, Sample::second)) / 60;
    return new Trend(
        what,
        before,
        after,
        minutes > 0 ? (after - before) / minutes : 0,
        after > before * (1 + share) + count);
  }

  /// A line for people.
  static String line(Trend trend) {
    return String.format(
        Locale.ROOT,
        "%-17s first third %9.0f, last third %9.0f, %+9.2f a minute: %s",
        trend.what(),
        trend.first(),
        trend.last(),
        trend.perMinute(),
        trend.grew() ? "GREW" : "did not grow");
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
