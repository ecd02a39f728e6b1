package pointsman.model.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// The whole inventory. References are checked by {@link #problems()}, so that whoever reads a file
/// can tell the line of each.
///
/// @param environment how strict the guards are
/// @param nodes in the order of the file
/// @param services in the order of the file
/// @param pools in the order of the file
public record Fleet(
    Environment environment, List<Node> nodes, List<Service> services, List<Pool> pools) {
  /// Copies the lists.
  public Fleet {
    nodes = List.copyOf(nodes);
    services = List.copyOf(services);
    pools = List.copyOf(pools);
  }

  /// An inventory with nothing in it.
  public static Fleet empty() {
    return new Fleet(Environment.DEVELOPMENT, List.of(), List.of(), List.of());
  }

  /// The node of this name.
  public Optional<Node> findNode(Name name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /// The service of this name.
  public Optional<Service> findService(Name name) {
    return services.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /// The pool of this name.
  public Optional<Pool> findPool(Name name) {
    return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
  }

  /// The same with other pools.
  public Fleet withPools(List<Pool> others) {
    return new Fleet(environment, nodes, services, others);
  }

  /// The same with other services.
  public Fleet withServices(List<Service> others) {
    return new Fleet(environment, nodes, others, pools);
  }

  /// The same with one pool changed, where it is there.
  public Fleet withPool(Name name, UnaryOperator<Pool> edit) {
    return withPools(
        pools.stream().map(pool -> pool.name().equals(name) ? edit.apply(pool) : pool).toList());
  }

  /// The services that run on a node, in order.
  public List<Service> servicesOn(Node node) {
    return services.stream().filter(service -> service.on().covers(node)).toList();
  }

  /// The nodes on which a service uses a pool, in order.
  public List<Node> carriers(Name pool) {
    return nodes.stream()
        .filter(node -> servicesOn(node).stream().anyMatch(on -> on.pools().contains(pool)))
        .toList();
  }

  /// The pools that a node needs for these services, in the inventory's order.
  public List<Pool> poolsOf(List<Service> some) {
    return pools.stream()
        .filter(pool -> some.stream().anyMatch(service -> service.pools().contains(pool.name())))
        .toList();
  }

  /// Services and pools with what hangs together with them: a service's pools, and the services
  /// that route to a pool.
  public Set<Name> related(Collection<Name> some) {
    Set<Name> all = new TreeSet<>(some);
    for (Service service : services) {
      if (some.contains(service.name())) {
        all.addAll(service.pools());
      }
      if (service.pools().stream().anyMatch(some::contains)) {
        all.add(service.name());
      }
    }
    return all;
  }

  /// What does not fit together: names that stand twice, references to nothing, listeners that
  /// clash on a node, layers that do not match.
  public List<FleetProblem> problems() {
    return new ArrayList<>(FleetProblems.of(this));
  }
}
