package pointsman.model.fleet;

import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// The name of a node, service, pool, server, region or tag: `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`.
/// Only ASCII, so that two names never look alike by script; safe in a path, a config and a
/// command.
///
/// @param value the name
public record Name(String value) implements Comparable<Name> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /// Refuses everything else.
  public Name {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a name",
          "1 to 63 of a-z, 0-9 and '-', not beginning or ending with '-'");
    }
  }

  @Override
  public int compareTo(Name other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
