package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.Manifest;

/// What one node is to serve: the chosen services from the inventory and all others as last
/// deployed there.
///
/// @param services in order
/// @param pools what they need
/// @param leftOut services that the inventory would change here but that were not chosen
public record Intent(List<Service> services, List<Pool> pools, List<Name> leftOut) {
  /// Copies.
  public Intent {
    services = List.copyOf(services);
    pools = List.copyOf(pools);
    leftOut = List.copyOf(leftOut);
  }

  /// Merges.
  ///
  /// @param chosen names of services; empty: all, so that services that left the inventory leave
  ///   the node
  /// @param deployed what the node's release says of itself
  public static Intent of(Fleet fleet, Node node, Set<Name> chosen, Optional<Manifest> deployed) {
    List<Service> wanted = fleet.servicesOn(node);
    if (chosen.isEmpty() || deployed.isEmpty()) {
      List<Service> some =
          wanted.stream().filter(each -> chosen.isEmpty() || chosen.contains(each.name())).toList();
      return new Intent(some, fleet.poolsOf(some), leftOut(wanted, some));
    }
    Map<Name, Service> merged = new LinkedHashMap<>();
    deployed.get().services().stream()
        .filter(service -> !chosen.contains(service.name()))
        .forEach(service -> merged.put(service.name(), service));
    List<Service> fresh =
        wanted.stream().filter(service -> chosen.contains(service.name())).toList();
    fresh.forEach(service -> merged.put(service.name(), service));
    List<Service> ordered = new ArrayList<>();
    fleet.services().stream()
        .filter(service -> merged.containsKey(service.name()))
        .forEach(service -> ordered.add(merged.remove(service.name())));
    ordered.addAll(merged.values());
    List<Pool> pools = new ArrayList<>(fleet.poolsOf(fresh));
    Set<Name> have = new java.util.HashSet<>(pools.stream().map(Pool::name).toList());
    for (Pool pool : deployed.get().pools()) {
      boolean needed = ordered.stream().anyMatch(service -> service.pools().contains(pool.name()));
      if (needed && have.add(pool.name())) {
        pools.add(pool);
      }
    }
    pools.sort(java.util.Comparator.comparingInt(pool -> rank(fleet, pool.name())));
    return new Intent(ordered, pools, changedButLeft(fleet, wanted, chosen, deployed.get()));
  }

  private static int rank(Fleet fleet, Name pool) {
    for (int i = 0; i < fleet.pools().size(); i++) {
      if (fleet.pools().get(i).name().equals(pool)) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static List<Name> leftOut(List<Service> wanted, List<Service> some) {
    return wanted.stream().filter(each -> !some.contains(each)).map(Service::name).toList();
  }

  private static List<Name> changedButLeft(
      Fleet fleet, List<Service> wanted, Set<Name> chosen, Manifest deployed) {
    List<Name> left = new ArrayList<>();
    for (Service service : wanted) {
      if (!chosen.contains(service.name())
          && (!deployed.services().contains(service)
              || !deployed.pools().containsAll(fleet.poolsOf(List.of(service))))) {
        left.add(service.name());
      }
    }
    deployed.services().stream()
        .map(Service::name)
        .filter(name -> !chosen.contains(name))
        .filter(name -> wanted.stream().noneMatch(service -> service.name().equals(name)))
        .forEach(left::add);
    return left;
  }
}
