package pointsman.model.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;

/// What the lanes of a pool did lately, over all nodes that were counted.
///
/// @param pool which pool
/// @param over how long back
/// @param blue of the blue lane
/// @param green of the green lane
/// @param counted the nodes whose fresh counts are in it
/// @param silent nodes without fresh counts, and why
/// @param missing of counted nodes, what is known not to be counted
public record PoolCounts(
    Name pool,
    Duration over,
    LaneTally blue,
    LaneTally green,
    List<Name> counted,
    Map<Name, String> silent,
    Map<Name, String> missing) {
  /// Copies.
  public PoolCounts {
    counted = List.copyOf(counted);
    silent = Map.copyOf(silent);
    missing = Map.copyOf(missing);
  }

  /// A lane's counts.
  ///
  /// @param counts in the window
  /// @param perSecond attempts a second, summed over the nodes
  public record LaneTally(LaneCounts counts, double perSecond) {}

  /// Of one lane; worth nothing while no node was counted.
  public LaneTally of(LaneColor lane) {
    return switch (lane) {
      case BLUE -> blue;
      case GREEN -> green;
    };
  }
}
