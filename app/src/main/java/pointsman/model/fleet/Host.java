package pointsman.model.fleet;

import java.util.Set;
import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// A host: a DNS name, an IPv4 or an IPv6 address (without brackets or zone). A name whose last
/// part is a number is refused: look-ups take `0x7f.1` for an address.
///
/// @param value a name as written, lower case; an address in its usual form
public record Host(String value) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*");

  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private static final Set<String> NOWHERE = Set.of("0.0.0.0", "255.255.255.255", "::");

  /// Refuses what is neither name nor address.
  public Host {
    value = IpAddress.usual(value);
    if (!IpAddress.isV6(value)
        && !IpAddress.isV4(value)
        && (NUMBER.matcher(value).matches() || !NAME.matcher(value).matches())) {
      throw new InvalidValueException(
          Printable.quote(value) + " is not a host", "a DNS name, an IPv4 or an IPv6 address");
    }
  }

  /// This host, unless it is an address to listen on or to send to everybody, which none can be
  /// reached by.
  public Host reachable() {
    if (NOWHERE.contains(value)) {
      throw new InvalidValueException(
          Printable.quote(value) + " is no single host", "the address that it is reached by");
    }
    return this;
  }

  /// Whether this is an address rather than a name that has to be resolved.
  public boolean isAddress() {
    return isV6() || IpAddress.isV4(value);
  }

  /// Whether this is an IPv6 address.
  public boolean isV6() {
    return IpAddress.isV6(value);
  }

  /// As it is written before a port: an IPv6 address in brackets.
  public String bracketed() {
    return isV6() ? "[" + value + "]" : value;
  }

  @Override
  public String toString() {
    return value;
  }
}
