package pointsman.model.fleet;

import pointsman.model.value.InvalidValueException;

/// A TCP or UDP port.
///
/// @param value 1 to 65535
public record Port(int value) implements Comparable<Port> {
  /// Refuses what is out of range.
  public Port {
    if (value < 1 || value > 65535) {
      throw new InvalidValueException(value + " is not a port", "a number from 1 to 65535");
    }
  }

  @Override
  public int compareTo(Port other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
