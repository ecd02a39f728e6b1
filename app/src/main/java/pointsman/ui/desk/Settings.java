package pointsman.ui.desk;

import java.time.Duration;
import pointsman.model.value.InvalidValueException;

/// What an operator sets for this home.
///
/// @param theme light, dark, or as the system
/// @param poll from look to look at a node, 500 ms to 60 s
/// @param operator who signs journal entries; 1 to 64 characters
public record Settings(Theme theme, Duration poll, String operator) {
  /// Which ground the desk is drawn on.
  public enum Theme {
    /// As the system says.
    SYSTEM,
    /// Dark text on light ground.
    LIGHT,
    /// Light text on dark ground.
    DARK
  }

  /// Refuses what is out of range.
  public Settings {
    if (poll.toMillis() < 500 || poll.toMillis() > 60_000) {
      throw new InvalidValueException(
          poll.toMillis() + " ms is not a poll interval", "0.5 s to 60 s");
    }
    if (!operator.matches("[A-Za-z0-9._@+-]{1,64}")) {
      throw new InvalidValueException(
          "this is not an operator's name", "1 to 64 letters, digits and . _ @ + -");
    }
  }

  /// The same with another theme.
  public Settings withTheme(Theme other) {
    return new Settings(other, poll, operator);
  }
}
