package pointsman.ui.desk;

import java.time.Duration;
import java.util.Locale;
import pointsman.model.value.InvalidValueException;

/// What an operator sets for this home.
///
/// @param theme light, dark, or as the system
/// @param poll from look to look at a node, 500 ms to 60 s
/// @param operator who signs journal entries; 1 to 64 characters
/// @param language of the window, from its next start on
public record Settings(Theme theme, Duration poll, String operator, Language language) {
  /// In which language the window speaks.
  public enum Language {
    /// As the system's, where there are words for it.
    SYSTEM,
    /// English.
    ENGLISH,
    /// Chinese.
    CHINESE;

    /// Its locale.
    public Locale locale() {
      return switch (this) {
        case SYSTEM -> Locale.getDefault();
        case ENGLISH -> Locale.ENGLISH;
        case CHINESE -> Locale.SIMPLIFIED_CHINESE;
      };
    }
  }

  /// In the system's language.
  public Settings(Theme theme, Duration poll, String operator) {
    this(theme, poll, operator, Language.SYSTEM);
  }

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
    return new Settings(other, poll, operator, language);
  }

  /// The same in another language.
  public Settings withLanguage(Language other) {
    return new Settings(theme, poll, operator, other);
  }
}
