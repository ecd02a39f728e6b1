package pointsman.bench;

import java.util.List;

/// What polling a fleet cost.
///
/// @param nodes how many
/// @param intervalMillis from look to look at one node
/// @param samples in order of time
/// @param grew what grew from the first third to the last; empty when nothing did
public record PollReport(int nodes, long intervalMillis, List<Sample> samples, List<String> grew) {
  /// Copies.
  public PollReport {
    samples = List.copyOf(samples);
    grew = List.copyOf(grew);
  }

  /// One reading.
  ///
  /// @param second since polling began
  /// @param heapKilobytes in use after a collection
  /// @param threads platform threads
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
      long descriptors,
      double cores,
      long looks,
      double p50Millis,
      double p99Millis,
      int fresh) {}
}
