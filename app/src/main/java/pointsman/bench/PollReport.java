package pointsman.bench;

import java.util.List;

/// What polling a fleet cost.
///
/// @param nodes how many
/// @param intervalMillis from look to look at one node
/// @param samples in order of time
/// @param trends memory, threads and files over time; empty when the run was too short to say
public record PollReport(int nodes, long intervalMillis, List<Sample> samples, List<Trend> trends) {
  /// Copies.
  public PollReport {
    samples = List.copyOf(samples);
    trends = List.copyOf(trends);
  }

  /// Whether anything grew.
  boolean grew() {
    return trends.stream().anyMatch(Trend::grew);
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
