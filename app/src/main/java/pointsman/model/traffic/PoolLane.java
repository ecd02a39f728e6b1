package pointsman.model.traffic;

import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;

/// A lane of a pool, in configs and logs `POOL.LANE`.
///
/// @param pool which pool
/// @param lane which of its lanes
public record PoolLane(Name pool, LaneColor lane) {

  /// Ends the name of a lane whose servers differ from the release at run time.
  private static final String NOW = ".now-";

  /// Reads `POOL.LANE`, or `POOL.LANE.SERVER`, each also with `.now-` after it; empty for
  /// everything else.
  public static Optional<PoolLane> find(String text) {
    String name = text.endsWith(NOW) ? text.substring(0, text.length() - NOW.length()) : text;
    String[] parts = name.split("\\.", -1);
    if (parts.length < 2 || parts.length > 3) {
      return Optional.empty();
    }
    for (LaneColor color : LaneColor.values()) {
      if (color.word().equals(parts[1])) {
        try {
          return Optional.of(new PoolLane(new Name(parts[0]), color));
        } catch (InvalidValueException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return pool + "." + lane.word();
  }
}
