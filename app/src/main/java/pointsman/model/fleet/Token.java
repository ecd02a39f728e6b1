package pointsman.model.fleet;

import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// The name of a header or a cookie (RFC 9110 token, without the characters that configs use).
///
/// @param value letters, digits, `_` and `-`, at most 64, beginning with a letter or digit
public record Token(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  /// Refuses everything else.
  public Token {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a header or cookie name",
          "1 to 64 letters, digits, '_' and '-', beginning with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
