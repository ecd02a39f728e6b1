package pointsman.model.fleet;

import java.util.regex.Pattern;
import pointsman.model.InvalidValueException;
import pointsman.model.Printable;

/// The path of a URL, as in a route or a health check: begins with `/`, RFC 3986 path characters only,
/// for a health check also a query.
///
/// @param value at most 512 characters
public record UrlPath(String value) {
  private static final Pattern SHAPE = Pattern.compile("/[A-Za-z0-9._~!&()*+,=:@%/?-]{0,511}");

  /// Refuses everything else.
  public UrlPath {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a URL path",
          "a path that begins with '/', of letters, digits and . _ ~ ! & ( ) * + , = : @ % / ? -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
