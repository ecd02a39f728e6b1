package pointsman.driver;

/// The words of a fleet file for {@link HaproxyBox}.
final class BoxFleet {
  static final String BALANCE = "balance: roundrobin";
  private static final String NO_CHECK = "health: {active: none, passive: none}";

  private BoxFleet() {}

  /// The service `shop` on port 8080.
  static String service(String more) {
    return "services: [{name: shop, listen: [{port: 8080}], on: {nodes: [edge-1]}, "
        + more
        + "}]\n";
  }

  /// A pool; without checks, unless it says more.
  static String pool(String name, String more, String blue, String green) {
    return "  - {name: %s, %s%s, lanes: {blue: {servers: [%s]}, green: {servers: [%s]}}}\n"
        .formatted(name, more.contains("health:") ? "" : NO_CHECK + ", ", more, blue, green);
  }

  /// A server on port 80 of an address.
  static String server(String name, int host) {
    return "{name: %s, address: NET.%d, port: 80}".formatted(name, host);
  }
}
