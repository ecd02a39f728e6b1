package pointsman.model.fleet;

import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// An absolute path on a node: letters, digits and `_ . - + @ /`, without `..` parts. It can stand
/// in a config and in a frame without quoting.
///
/// @param value the path
public record FilePath(String value) {
  private static final Pattern SHAPE = Pattern.compile("/[A-Za-z0-9_.+@/-]{1,250}");
  private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");

  /// Refuses everything else.
  public FilePath {
    if (!SHAPE.matcher(value).matches()
        || DOTS.matcher(value).find()
        || value.contains("//")
        || value.endsWith("/")) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a path",
          "an absolute path of letters, digits and _ . - + @ /, without '..' or '/' at the end");
    }
  }

  /// A path below this one.
  public FilePath resolve(String below) {
    return new FilePath(value + "/" + below);
  }

  @Override
  public String toString() {
    return value;
  }
}
