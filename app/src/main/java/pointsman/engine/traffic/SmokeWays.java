package pointsman.engine.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.UrlPath;

/// The ways of a user's request to a pool on one node: through which listeners, and with what their
/// routes ask for.
///
/// @param ways one for each HTTP service that leads there
/// @param closed why a service cannot be asked from its node: nothing is wrong with it
/// @param astray why a path does not lead there
public record SmokeWays(List<Way> ways, List<String> closed, List<String> astray) {

  /// One request.
  ///
  /// @param to the listener as it is reached on its node
  /// @param tls whether it speaks TLS
  /// @param headers the host, and what the route's conditions want
  public record Way(Name service, Endpoint to, boolean tls, Map<String, String> headers) {
    /// Copies.
    public Way {
      headers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }
  }

  /// Copies.
  public SmokeWays {
    ways = List.copyOf(ways);
    closed = List.copyOf(closed);
    astray = List.copyOf(astray);
  }

  /// Finds them.
  ///
  /// @param services as they are deployed on the node
  public static SmokeWays of(NodePaths node, List<Service> services, Name pool, UrlPath path) {
    List<Way> ways = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    List<String> astray = new ArrayList<>();
    for (Service service : services) {
      if (service.layer() != Layer.HTTP || !service.pools().contains(pool)) {
        continue;
      }
      Optional<Listener> listener = listener(service);
      Optional<Route> route = route(service, pool, path);
      if (listener.isEmpty()) {
        closed.add("service " + service.name() + " only takes the PROXY protocol");
      } else if (route.isEmpty()) {
        astray.add("no route of service " + service.name() + " leads " + path + " to " + pool);
      } else {
        Endpoint to = new Endpoint(address(node, listener.get()), listener.get().port());
        ways.add(
            new Way(
                service.name(),
                to,
                listener.get().tls().isPresent(),
                headers(route.get().when(), to)));
      }
    }
    return new SmokeWays(ways, closed, astray);
  }

  /// In plain text where it can be had.
  private static Optional<Listener> listener(Service service) {
    List<Listener> open = service.listen().stream().filter(each -> !each.proxyProtocol()).toList();
    return open.stream()
        .filter(each -> each.tls().isEmpty())
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  private static Optional<Route> route(Service service, Name pool, UrlPath path) {
    return service.routes().stream()
        .filter(route -> route.pool().equals(pool))
        .filter(route ->
            route.when().stream()
                .allMatch(each -> !(each instanceof Condition.PathPrefix at) || at.holds(path)))
        .findFirst();
  }

  private static Host address(NodePaths node, Listener listener) {
    Host host = listener.on(node).address().orElse(new Host("0.0.0.0"));
    return switch (host.value()) {
      case "0.0.0.0" -> new Host("127.0.0.1");
      case "::" -> new Host("::1");
      default -> host;
    };
  }

  private static Map<String, String> headers(List<Condition> when, Endpoint to) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Host", to.toString());
    List<String> cookies = new ArrayList<>();
    for (Condition each : when) {
      switch (each) {
        case Condition.HostIs(Host host) -> headers.put("Host", host.value());
        case Condition.HeaderIs is -> headers.put(is.name().value(), is.equals().value());
        case Condition.CookieIs is -> cookies.add(is.name() + "=" + is.equals());
        case Condition.PathPrefix _ -> {}
      }
    }
    if (!cookies.isEmpty()) {
      headers.put("Cookie", String.join("; ", cookies));
    }
    return headers;
  }
}
