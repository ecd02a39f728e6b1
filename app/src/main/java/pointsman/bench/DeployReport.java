package pointsman.bench;

import java.util.List;

/// The same work by several tools in one run.
///
/// @param nodes how many
/// @param rounds how often each was measured, the tools taking turns
/// @param configBytes the size of a node's config
/// @param rows one for each tool and case
/// @param notes what else is to be known
public record DeployReport(
    int nodes, int rounds, int configBytes, List<Row> rows, List<String> notes) {
  /// Copies.
  public DeployReport {
    rows = List.copyOf(rows);
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

  /// A tool's figures of a case: medians over the rounds.
  ///
  /// @param tool such as `ansible`
  /// @param what the case
  /// @param wallSeconds on the wall
  /// @param cpuMillisPerNode processor time of the client's processes
  /// @param peakMegabytes their largest resident size
  public record Row(
      String tool, Case what, double wallSeconds, double cpuMillisPerNode, double peakMegabytes) {}

  /// How many times longer one tool took than another in a case; 0 when one was not measured.
  double wallRatio(String slow, String fast, Case what) {
    return ratio(find(slow, what), find(fast, what), true);
  }

  /// The same for processor time.
  double cpuRatio(String slow, String fast, Case what) {
    return ratio(find(slow, what), find(fast, what), false);
  }

  private List<Row> find(String tool, Case what) {
    return rows.stream().filter(row -> row.tool().equals(tool) && row.what() == what).toList();
  }

  private static double ratio(List<Row> slow, List<Row> fast, boolean wall) {
    if (slow.isEmpty() || fast.isEmpty()) {
      return 0;
    }
    return wall
        ? slow.getFirst().wallSeconds() / fast.getFirst().wallSeconds()
        : slow.getFirst().cpuMillisPerNode() / fast.getFirst().cpuMillisPerNode();
  }
}
