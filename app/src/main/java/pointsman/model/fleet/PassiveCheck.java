package pointsman.model.fleet;

import java.time.Duration;
import pointsman.model.value.InvalidValueException;

/// When real traffic takes a server out. Defaults: 3 failures in 10 s.
///
/// @param failures how many
/// @param window within how long, and how long it stays out
public record PassiveCheck(int failures, Duration window) {
  /// Refuses what is out of range.
  public PassiveCheck {
    if (failures < 1 || failures > 1000) {
      throw new InvalidValueException(failures + " is not a number of failures", "1 to 1000");
    }
    if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofHours(1)) > 0) {
      throw new InvalidValueException(window + " is not a window", "1s to 1h");
    }
  }

  /// 3 failures in 10 s.
  public static PassiveCheck defaults() {
    return new PassiveCheck(3, Duration.ofSeconds(10));
  }
}
