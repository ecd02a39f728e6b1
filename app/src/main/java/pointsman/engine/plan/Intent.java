package pointsman.engine.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.Manifest;

/// What one node is to serve: the chosen services from the inventory and all others as last
/// deployed there.
///
/// @param services by name
/// @param pools what they need
/// @param leftOut services that the inventory would change here but that were not chosen
public record Intent(List<Service> services, List<Pool> pools, List<Name> leftOut) {
  /// Copies.
  public Intent {
    services = List.copyOf(services);
    pools = List.copyOf(pools);
    leftOut = List.copyOf(leftOut);
  }

  /// Merges. The result is in the order of the names: the order of an inventory has no say in what
  /// a node runs.
  ///
  /// @param chosen names of services; empty: all, so that services that left the inventory leave
  ///   the node
  /// @param deployed what the node's release says of itself
  public static Intent of(Fleet fleet, Node node, Set<Name> chosen, Optional<Manifest> deployed) {
    List<Service> wanted = fleet.servicesOn(node);
    Map<Name, Service> services = new TreeMap<>();
    Map<Name, Pool> pools = new TreeMap<>();
    if (!chosen.isEmpty() && deployed.isPresent()) {
      deployed.get().services().stream()
          .filter(service -> !chosen.contains(service.name()))
          .forEach(service -> services.put(service.name(), service));
      deployed.get().pools().stream()
          .filter(pool -> services.values().stream().anyMatch(s -> s.pools().contains(pool.name())))
          .forEach(pool -> pools.put(pool.name(), pool));
    }
    List<Service> fresh =
        wanted.stream().filter(each -> chosen.isEmpty() || chosen.contains(each.name())).toList();
    fresh.forEach(service -> services.put(service.name(), service));
    fleet.poolsOf(fresh).forEach(pool -> pools.put(pool.name(), pool));
    return new Intent(
        List.copyOf(services.values()),
        List.copyOf(pools.values()),
        List.copyOf(leftOut(fleet, wanted, services, pools)));
  }

  /// The services that would be otherwise here if all were chosen.
  private static Set<Name> leftOut(
      Fleet fleet, List<Service> wanted, Map<Name, Service> services, Map<Name, Pool> pools) {
    Set<Name> left = new TreeSet<>(services.keySet());
    for (Service service : wanted) {
      Service there = services.get(service.name());
      boolean asWanted =
          there != null
              && there.servesAs(service)
              && pools.values().containsAll(fleet.poolsOf(List.of(service)));
      if (asWanted) {
        left.remove(service.name());
      } else {
        left.add(service.name());
      }
    }
    return left;
  }
}
