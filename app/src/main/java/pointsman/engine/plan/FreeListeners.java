package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.IpAddress;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;

/// Which listeners a release adds, as they would stand in the kernel's socket tables
/// (`/proc/net/tcp`, `tcp6`, `udp`: addresses in hex, 32-bit words in host order, here
/// little-endian).
public final class FreeListeners {
  private FreeListeners() {}

  /// Lines `tcp HEXADDRESS HEXPORT LABEL`: none of them may be taken before a commit. A listener on
  /// a host name is left out: the node resolves it.
  ///
  /// @param now the services that run
  /// @param next the services that are wanted
  public static List<String> added(Node node, List<Service> now, List<Service> next) {
    Set<String> running = new LinkedHashSet<>();
    now.forEach(service -> service.listen().forEach(each -> running.add(key(node, service, each))));
    List<String> lines = new ArrayList<>();
    for (Service service : next) {
      for (Listener listener : service.listen()) {
        if (!running.contains(key(node, service, listener))) {
          lines.addAll(lines(node, service, listener));
        }
      }
    }
    return lines;
  }

  private static String protocol(Service service) {
    return service.layer() == Layer.UDP ? "udp" : "tcp";
  }

  private static Optional<Host> address(Node node, Listener listener) {
    return listener.address().isPresent() ? listener.address() : node.paths().bind();
  }

  private static String key(Node node, Service service, Listener listener) {
    return protocol(service)
        + " "
        + address(node, listener).map(Host::value).orElse("*")
        + " "
        + listener.port();
  }

  private static List<String> lines(Node node, Service service, Listener listener) {
    String port = String.format(Locale.ROOT, "%04X", listener.port().value());
    Optional<Host> address = address(node, listener);
    String label = address.map(Host::value).orElse("*") + ":" + listener.port();
    List<String> lines = new ArrayList<>();
    Set<String> hexes = new LinkedHashSet<>();
    if (address.isEmpty()) {
      hexes.add("ANY");
    } else {
      hexes.add("00000000");
      hexes.add("0".repeat(32));
    }
    address
        .filter(host -> IpAddress.isV4(host.value()))
        .map(host -> v4(host.value()))
        .ifPresent(hex -> {
          hexes.add(hex);
          hexes.add("0000000000000000FFFF0000" + hex); // the same, held by an IPv6 socket
        });
    for (String hex : hexes) {
      lines.add(protocol(service) + " " + hex + " " + port + " " + label);
    }
    return lines;
  }

  private static String v4(String address) {
    String[] octets = address.split("\\.");
    byte[] reversed = new byte[4];
    for (int i = 0; i < 4; i++) {
      reversed[3 - i] = (byte) Integer.parseInt(octets[i]);
    }
    return HexFormat.of().withUpperCase().formatHex(reversed);
  }
}
