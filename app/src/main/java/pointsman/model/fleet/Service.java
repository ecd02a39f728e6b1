package pointsman.model.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pointsman.model.value.InvalidValueException;

/// What clients connect to: listeners, and routes to pools.
///
/// @param name its name
/// @param layer what it balances
/// @param listen at least one
/// @param on which nodes run it
/// @param routes at least one; at layer 4 exactly one without conditions
/// @param timeouts how long is waited
/// @param trustedProxies whose forwarded client address is believed
public record Service(
    Name name,
    Layer layer,
    List<Listener> listen,
    Placement on,
    List<Route> routes,
    Timeouts timeouts,
    List<Cidr> trustedProxies) {

  /// Refuses services that could not run anywhere.
  public Service {
    listen = List.copyOf(listen);
    routes = List.copyOf(routes);
    trustedProxies = List.copyOf(trustedProxies);
    if (listen.isEmpty()) {
      throw new InvalidValueException(
          "service " + name + " has no listener", "at least one under 'listen'");
    }
    if (new HashSet<>(listen.stream().map(Listener::toString).toList()).size() < listen.size()) {
      throw new InvalidValueException(
          "service " + name + " has the same listener twice", "different listeners");
    }
    if (routes.isEmpty()) {
      throw new InvalidValueException(
          "service " + name + " has no route", "at least one under 'routes'");
    }
    if (layer != Layer.HTTP && (routes.size() > 1 || !routes.getFirst().when().isEmpty())) {
      throw new InvalidValueException(
          "service " + name + " has conditions at layer 4", "one route without a condition");
    }
    for (int i = 0; i < routes.size() - 1; i++) {
      if (routes.get(i).when().isEmpty()) {
        throw new InvalidValueException(
            "route " + (i + 1) + " of service " + name + " has no condition but is not the last",
            "a condition, or the last place");
      }
    }
  }

  /// The names of the pools it can reach.
  public Set<Name> pools() {
    return routes.stream()
        .map(Route::pool)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /// Whether the other does the same for clients; on which nodes either runs does not count.
  public boolean servesAs(Service other) {
    return equals(
        new Service(
            other.name,
            other.layer,
            other.listen,
            on,
            other.routes,
            other.timeouts,
            other.trustedProxies));
  }
}
