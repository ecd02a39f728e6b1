package pointsman.model.traffic;

import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;

/// The servers of a pool as one node sees them.
///
/// @param node its name
/// @param blue the one lane
/// @param green the other
public record NodeServers(Name node, LaneServers blue, LaneServers green) {
  /// One of the lanes.
  public LaneServers lane(LaneColor color) {
    return switch (color) {
      case BLUE -> blue;
      case GREEN -> green;
    };
  }
}
