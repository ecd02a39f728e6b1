package pointsman.model.fleet;

import java.util.Optional;

/// An address and port on which a service listens on each of its nodes.
///
/// @param address empty for all addresses (`*`)
/// @param port which
/// @param tls empty for plain text
/// @param proxyProtocol whether clients speak the PROXY protocol here
public record Listener(
    Optional<Host> address, Port port, Optional<Tls> tls, boolean proxyProtocol) {
  /// Whether both cannot stand on one node, given the same protocol: the same port, and the same
  /// address or one that means all. An IPv6 socket may hold IPv4, so `::` means all as well.
  public boolean clashesWith(Listener other) {
    return port.equals(other.port)
        && (isOnAll() || other.isOnAll() || address.equals(other.address));
  }

  private boolean isOnAll() {
    return address
        .map(host -> host.value().equals("0.0.0.0") || host.value().equals("::"))
        .orElse(true);
  }

  /// `*:8080` or `192.0.2.1:8080`.
  @Override
  public String toString() {
    return address.map(host -> new Endpoint(host, port).toString()).orElse("*:" + port);
  }
}
