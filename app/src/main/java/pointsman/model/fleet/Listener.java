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
  /// The same with the address that it takes on a node: its own, or the one that the node's
  /// listeners bind to.
  public Listener on(NodePaths node) {
    return new Listener(address.or(node::bind), port, tls, proxyProtocol);
  }

  /// Whether both cannot stand on one node, given the same protocol: the same port, and the same
  /// address or one that means all. An IPv6 socket may hold IPv4, so `::` means all as well.
  public boolean clashesWith(Listener other) {
    return port.equals(other.port)
        && (isOnAll() || other.isOnAll() || address.equals(other.address));
  }

  /// Whether it takes all of a host's addresses.
  public boolean isOnAll() {
    return address
        .map(host -> host.value().equals("0.0.0.0") || host.value().equals("::"))
        .orElse(true);
  }

  /// Its address as it is written before the port, `*` for all.
  public String place() {
    return address.map(Host::bracketed).orElse("*");
  }

  /// `*:8080` or `192.0.2.1:8080`.
  @Override
  public String toString() {
    return place() + ":" + port;
  }
}
