package pointsman.boot;

import java.awt.Font;
import java.util.Locale;
import java.util.Optional;
import pointsman.model.Failure;

/// Whether the fonts of this computer have a language's characters: a window that would show boxes
/// speaks English instead, and says why.
final class Glyphs {
  private static final String CHINESE = "\u4e2d\u6587\u8282\u70b9";

  private Glyphs() {}

  /// Why a language cannot be shown; empty: it can.
  static Optional<Failure> missing(Locale locale) {
    if (!locale.getLanguage().equals(Locale.CHINESE.getLanguage())) {
      return Optional.empty();
    }
    System.setProperty("java.awt.headless", "true");
    return new Font(Font.DIALOG, Font.PLAIN, 13).canDisplayUpTo(CHINESE) < 0
        ? Optional.empty()
        : Optional.of(
            new Failure.LocalFile(
                "fonts",
                "none of them has Chinese characters, so the window speaks English",
                "Install one, such as the package fonts-droid-fallback, and start again."));
  }
}
