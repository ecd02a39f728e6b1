package pointsman.model.fleet;

import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// The path of a URL, as in a route or a health check: begins with `/`, the harmless ones of RFC
/// 3986's characters, no way up a folder in any spelling, no escaped control character; for a
/// health check also a query.
///
/// @param value at most 512 characters
public record UrlPath(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("/[A-Za-z0-9._~+,=:@%/-]{0,511}([?][A-Za-z0-9._~+,=:@%/?&-]{0,511})?");
  private static final Pattern DOTS = Pattern.compile(".*/[.]{1,2}([/?].*|$)");

  private static final Pattern ESCAPES = Pattern.compile("([^%]|%(?![01]|7[fF])[0-9A-Fa-f]{2})*");
  private static final Pattern ESCAPED_DOT = Pattern.compile("%2[eE]");
  private static final Pattern ESCAPED_SLASH = Pattern.compile("%2[fF]|%5[cC]");

  /// Refuses everything else.
  public UrlPath {
    if (value.length() > 512
        || !SHAPE.matcher(value).matches()
        || !ESCAPES.matcher(value).matches()
        || DOTS.matcher(plain(value)).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a URL path",
          "a path that begins with '/', of letters, digits and . _ ~ + , = : @ % / - without '..',"
              + " for a check also '?' and '&'");
    }
  }

  private static String plain(String value) {
    return ESCAPED_SLASH.matcher(ESCAPED_DOT.matcher(value).replaceAll(".")).replaceAll("/");
  }

  @Override
  public String toString() {
    return value;
  }
}
