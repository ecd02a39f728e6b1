package pointsman.model.traffic;

import java.time.Instant;
import pointsman.model.value.InvalidValueException;

/// What a node counted of a lane between two looks.
///
/// @param from the former look
/// @param to the latter
/// @param counts what came between
public record LaneGrowth(Instant from, Instant to, LaneCounts counts) {
  /// Refuses time that runs back.
  public LaneGrowth {
    if (to.isBefore(from)) {
      throw new InvalidValueException("counts from " + from + " to " + to, "a time that passes");
    }
  }
}
