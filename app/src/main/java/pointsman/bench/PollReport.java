package pointsman.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What polling a fleet cost.
///
/// @param nodes how many
/// @param intervalMillis from look to look at one node
/// @param samples in order of time
/// @param trends memory, threads and files over time; empty when the run was too short to say
public record PollReport(int nodes, long intervalMillis, List<Sample> samples, List<Trend> trends) {
  private static final long WARMING = 30;
  private static final double MOST_CORES = 0.20;
  private static final double MOST_P99 = 25;

  /// Copies.
  public PollReport {
    samples = List.copyOf(samples);
    trends = List.copyOf(trends);
  }

  /// Whether anything grew.
  boolean grew() {
    return trends.stream().anyMatch(Trend::grew);
  }

  /// The readings that began once the program had been at it for half a minute. Before that its
  /// code is still being compiled and nodes are signed in to: that costs as well, and is told
  /// apart.
  List<Sample> steady() {
    List<Sample> steady = new ArrayList<>();
    for (int i = 1; i < samples.size(); i++) {
      if (samples.get(i - 1).second() >= WARMING) {
        steady.add(samples.get(i));
      }
    }
    return steady;
  }

  /// What it cost from then on, beside its bars; empty when the run was too short.
  Optional<String> steadyLine() {
    List<Sample> steady = steady();
    if (steady.isEmpty()) {
      return Optional.empty();
    }
    double cores = median(steady, Sample::cores);
    double p99 = median(steady, Sample::p99Millis);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "From second %d on, medians: %.2f cores, P50 %.1f ms, P99 %.1f ms"
                + " (100 nodes: at most %.2f cores %s, P99 at most %.0f ms %s); until then %.2f cores, P99 %.1f ms.",
            WARMING,
            cores,
            median(steady, Sample::p50Millis),
            p99,
            MOST_CORES,
            met(cores <= MOST_CORES),
            MOST_P99,
            met(p99 <= MOST_P99),
            samples.getFirst().cores(),
            samples.getFirst().p99Millis()));
  }

  private static String met(boolean met) {
    return met ? "met" : "NOT met";
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /// One reading.
  ///
  /// @param second since polling began
  /// @param heapKilobytes in use after a collection
  /// @param threads platform threads
  /// @param virtualThreads virtual threads
  /// @param descriptors open files and sockets
  /// @param cores processor time over time since the reading before
  /// @param looks since the reading before
  /// @param p50Millis of a look at a node
  /// @param p99Millis of a look at a node
  /// @param fresh nodes whose picture is fresh
  public record Sample(
      long second,
      long heapKilobytes,
      int threads,
      int virtualThreads,
      long descriptors,
      double cores,
      long looks,
      double p50Millis,
      double p99Millis,
      int fresh) {}

  /// How something changed.
  ///
  /// @param what such as open files
  /// @param first its median over the first third
  /// @param last its median over the last third
  /// @param perMinute the slope between them
  /// @param grew whether that counts as growth
  public record Trend(String what, double first, double last, double perMinute, boolean grew) {}
}
