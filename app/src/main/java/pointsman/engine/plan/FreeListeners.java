package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pointsman.model.Failure;
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

  /// Lines `tcp HEXADDRESS HEXPORT LABEL`: none of them may be taken before a commit. Of a listener
  /// on a host name only the wildcards are named: the node resolves the rest.
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

  /// The first listener that two of these services want on one node, as the failure of a plan: only
  /// an inventory's own services were compared when it was applied, not those that stay as
  /// deployed.
  public static Optional<Failure> clash(Node node, List<Service> services) {
    for (int i = 0; i < services.size(); i++) {
      for (Service before : services.subList(0, i)) {
        for (Listener listener : services.get(i).listen()) {
          boolean taken =
              protocol(before).equals(protocol(services.get(i)))
                  && before.listen().stream().anyMatch(listener::clashesWith);
          if (taken) {
            return Optional.of(
                new Failure.PortTaken(
                    node.name(),
                    listener + " of service " + services.get(i).name(),
                    "service " + before.name() + ", which would run beside it"));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String protocol(Service service) {
    return service.layer() == Layer.UDP ? "udp" : "tcp";
  }

  private static String key(Node node, Service service, Listener listener) {
    return protocol(service) + " " + label(listener.on(node.paths()));
  }

  private static String label(Listener placed) {
    return placed.isOnAll() ? "*:" + placed.port() : placed.toString();
  }

  private static List<String> lines(Node node, Service service, Listener listener) {
    String port = String.format(Locale.ROOT, "%04X", listener.port().value());
    Listener placed = listener.on(node.paths());
    Set<String> hexes =
        placed
            .address()
            .filter(_ -> !placed.isOnAll())
            .map(FreeListeners::inTheWay)
            .orElse(Set.of("ANY"));
    List<String> lines = new ArrayList<>();
    for (String hex : hexes) {
      lines.add(protocol(service) + " " + hex + " " + port + " " + label(placed));
    }
    return lines;
  }

  /// The socket addresses that keep a listener from this address, in hex.
  private static Set<String> inTheWay(Host host) {
    Set<String> hexes = new LinkedHashSet<>();
    boolean v6 = host.isV6();
    if (!v6) {
      hexes.add("00000000");
    }
    hexes.add("0".repeat(32)); // a wildcard of IPv6 holds IPv4 as well
    if (v6) {
      hexes.add(words(IpAddress.bytes(host.value())));
    } else if (host.isAddress()) {
      String hex = words(IpAddress.bytes(host.value()));
      hexes.add(hex);
      hexes.add("0000000000000000FFFF0000" + hex); // the same, held by an IPv6 socket
    }
    return hexes;
  }

  /// Bytes as the kernel prints them: words of four, each the other way round.
  private static String words(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i ^ 3] = bytes[i];
    }
    return HexFormat.of().withUpperCase().formatHex(turned);
  }
}
