package pointsman.ui.kit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// Every text of the desk, in the operator's language.
public final class Words {
  private final ResourceBundle bundle;
  private final Locale locale;

  /// @param locale the language; what it lacks is English
  public Words(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "pointsman.ui.words",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// The text of a key, with its places filled. A key without a text is a fault and shown as
  /// itself.
  ///
  /// @param places strings, or numbers for choices; grouped as the language does
  public String of(String key, Object... places) {
    try {
      String text = bundle.getString(key);
      return places.length == 0 ? text : new MessageFormat(text, locale).format(places);
    } catch (MissingResourceException e) {
      return "⟨" + key + "⟩";
    }
  }

  /// The language.
  public Locale locale() {
    return locale;
  }
}
