package pointsman.model.traffic;

import java.time.Duration;
import pointsman.model.value.InvalidValueException;

/// A step of a canary.
///
/// @param share of the candidate
/// @param bake how long it is watched before the next step
public record Stage(Share share, Duration bake) {
  /// Refuses steps that would be none.
  public Stage {
    if (share.equals(Share.NONE)) {
      throw new InvalidValueException("a stage of 0 %", "more than 0 and at most 100 %");
    }
    if (bake.isNegative() || bake.toDays() > 30) {
      throw new InvalidValueException("a bake time of " + bake, "0 s to 30 days");
    }
  }
}
