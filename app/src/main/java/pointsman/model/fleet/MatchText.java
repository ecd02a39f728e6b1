package pointsman.model.fleet;

import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// A value that a header or cookie is compared with, or a lane's version: printable ASCII without
/// anything that a shell or a config could take for its own, and without a way up a folder.
///
/// @param value 1 to 128 characters
public record MatchText(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+,=:@/ -]{1,128}");

  private static final Pattern DOTS = Pattern.compile("(.*/)?[.][.](/.*)?|.*[.][.]/.*");

  /// Refuses everything else.
  public MatchText {
    if (!SHAPE.matcher(value).matches()
        || !value.strip().equals(value)
        || value.startsWith("-")
        || DOTS.matcher(value).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " cannot be matched safely",
          "1 to 128 letters, digits, spaces inside and . _ ~ + , = : @ / -, without '-' first or '../'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
