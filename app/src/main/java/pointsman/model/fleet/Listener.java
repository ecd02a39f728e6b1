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
  /// `*:8080` or `192.0.2.1:8080`.
  @Override
  public String toString() {
    return address.map(host -> new Endpoint(host, port).toString()).orElse("*:" + port);
  }
}
