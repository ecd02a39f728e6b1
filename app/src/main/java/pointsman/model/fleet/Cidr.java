package pointsman.model.fleet;

import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// A network: an address with a prefix length, such as `10.9.0.0/16`.
///
/// @param value the address in its usual form, and the length
public record Cidr(String value) {
  /// Refuses everything else.
  public Cidr {
    int slash = value.indexOf('/');
    String address = slash < 0 ? value : value.substring(0, slash);
    boolean v4 = IpAddress.isV4(address);
    boolean valid = v4 || IpAddress.isV6(address);
    if (valid && slash >= 0) {
      String bits = value.substring(slash + 1);
      valid = bits.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(bits) <= (v4 ? 32 : 128);
    }
    if (!valid) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a network",
          "an address with a prefix length, such as 10.9.0.0/16");
    }
    value = IpAddress.usual(address) + (slash < 0 ? "" : value.substring(slash));
  }

  @Override
  public String toString() {
    return value;
  }
}
