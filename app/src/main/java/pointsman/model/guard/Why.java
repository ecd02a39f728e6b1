package pointsman.model.guard;

import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// A reason in an operator's words, as it is kept: one readable line.
///
/// @param value the words, without blanks around them
public record Why(String value) {
  private static final int LONGEST = 500;

  /// Refuses what is empty, endless or not one readable line.
  public Why {
    value = value.strip();
    if (value.isEmpty()) {
      throw new InvalidValueException("no reason is given", "why you do it, in a line");
    }
    if (value.length() > LONGEST || !Printable.line(value).equals(value)) {
      throw new InvalidValueException(
          "the reason is not one readable line of at most 500 characters",
          "why you do it, in a line");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
