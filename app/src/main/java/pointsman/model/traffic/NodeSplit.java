package pointsman.model.traffic;

import java.util.Optional;
import pointsman.model.fleet.LaneColor;

/// What a node holds of a pool's split: one absolute number, so that a promotion, which only
/// renames live and candidate, touches no node.
///
/// @param green green's share
/// @param salt before the users' keys
/// @param audience the lane that `candidate` means in audience rules; empty: the rules are off
public record NodeSplit(Share green, Salt salt, Optional<LaneColor> audience) {
  /// The share of a lane.
  public Share of(LaneColor lane) {
    return switch (lane) {
      case GREEN -> green;
      case BLUE -> green.rest();
    };
  }
}
