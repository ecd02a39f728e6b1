package pointsman.model.fleet;

/// A host and a port.
///
/// @param host where
/// @param port which
public record Endpoint(Host host, Port port) {
  /// `host:port`, an IPv6 address in brackets.
  @Override
  public String toString() {
    return host.bracketed() + ":" + port;
  }
}
