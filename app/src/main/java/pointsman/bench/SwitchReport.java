package pointsman.bench;

import java.util.List;
import pointsman.bench.DeployReport.Bar;
import pointsman.bench.DeployReport.Spread;

/// The same change of a split by several tools in one run.
///
/// @param nodes how many
/// @param rounds how often each was measured, the tools taking turns
/// @param rows one for each tool and case
/// @param prepareMillis Pointsman's until all nodes were ready
/// @param commitMillis Pointsman's from the word to go until the last node was read back
/// @param backSeconds Pointsman's way back, from the call to the result
/// @param bars what was promised, and whether it is kept
/// @param notes what else is to be known
public record SwitchReport(
    int nodes,
    int rounds,
    List<Row> rows,
    Spread prepareMillis,
    Spread commitMillis,
    Spread backSeconds,
    List<Bar> bars,
    List<String> notes) {
  /// Copies.
  public SwitchReport {
    rows = List.copyOf(rows);
    bars = List.copyOf(bars);
    notes = List.copyOf(notes);
  }

  /// A tool's figures.
  ///
  /// @param tool such as `ansible`
  /// @param open whether its connections were open before
  /// @param wallSeconds on the wall, until it said that it was done
  /// @param skewMillis from the first to the last node, by their own stamps
  public record Row(String tool, boolean open, Spread wallSeconds, Spread skewMillis) {}
}
