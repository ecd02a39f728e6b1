package pointsman.model.traffic;

import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// What is put before a user's key before it is hashed, so that it is not always the same users who
/// go first. One a rollout.
///
/// @param value 1 to 16 of a-z and 0-9
public record Salt(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{1,16}");

  /// The salt of a pool that never had a rollout.
  public static final Salt FIRST = new Salt("0");

  /// Refuses everything else.
  public Salt {
    if (!SHAPE.matcher(value).matches()) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a salt", "1 to 16 of a-z and 0-9");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
