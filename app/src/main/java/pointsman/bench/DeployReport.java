package pointsman.bench;

import java.util.List;

/// The same work by several tools in one run.
///
/// @param nodes how many
/// @param rounds how often each was measured, the tools taking turns
/// @param configBytes the size of a node's config
/// @param rows one for each tool and case
/// @param bars what was promised, and whether it is kept
/// @param notes what else is to be known
public record DeployReport(
    int nodes, int rounds, int configBytes, List<Row> rows, List<Bar> bars, List<String> notes) {
  /// Copies.
  public DeployReport {
    rows = List.copyOf(rows);
    bars = List.copyOf(bars);
    notes = List.copyOf(notes);
  }

  /// What is measured.
  public enum Case {
    /// A changed config, no connection open yet.
    COLD,
    /// A changed config over open connections.
    WARM,
    /// Nothing to do, over open connections.
    UNCHANGED
  }

  /// A tool's figures of a case.
  ///
  /// @param tool such as `ansible`; `window` is this program without its start
  /// @param what the case
  /// @param wallSeconds on the wall
  /// @param cpuMillisPerNode processor time of the client's processes
  /// @param peakMegabytes the largest size of the client's processes together
  public record Row(
      String tool, Case what, Spread wallSeconds, Spread cpuMillisPerNode, Spread peakMegabytes) {}

  /// A figure over the rounds.
  ///
  /// @param least the smallest
  /// @param median the middle one
  public record Spread(double least, double median) {
    /// Of at least one value.
    static Spread of(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      int middle = sorted.size() / 2;
      double median =
          sorted.size() % 2 == 1
              ? sorted.get(middle)
              : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
      return new Spread(sorted.getFirst(), median);
    }
  }

  /// A promise: a ratio of medians, and its bound.
  ///
  /// @param what compared with what
  /// @param ratio measured
  /// @param bound asked for
  /// @param atLeast whether the ratio must reach the bound, else it must not pass it
  /// @param met whether the promise is kept
  public record Bar(String what, double ratio, double bound, boolean atLeast, boolean met) {
    /// Judges the ratio.
    static Bar of(String what, double ratio, double bound, boolean atLeast) {
      return new Bar(what, ratio, bound, atLeast, atLeast ? ratio >= bound : ratio <= bound);
    }
  }
}
