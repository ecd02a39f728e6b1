package pointsman.model.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what does not fit together in a fleet.
final class FleetProblems {
  private final Fleet fleet;
  private final List<FleetProblem> found = new ArrayList<>();

  private FleetProblems(Fleet fleet) {
    this.fleet = fleet;
  }

  static List<FleetProblem> of(Fleet fleet) {
    FleetProblems problems = new FleetProblems(fleet);
    problems.unique("nodes", fleet.nodes().stream().map(Node::name).toList());
    problems.unique("services", fleet.services().stream().map(Service::name).toList());
    problems.unique("pools", fleet.pools().stream().map(Pool::name).toList());
    problems.places();
    problems.jumps();
    problems.routes();
    problems.placements();
    problems.listeners();
    problems.layers();
    problems.datagrams();
    return problems.found;
  }

  private void add(String field, String problem, String expected) {
    found.add(new FleetProblem(field, problem, expected));
  }

  private void unique(String list, List<Name> names) {
    Set<Name> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        add(list + "[" + i + "].name", "'" + names.get(i) + "' stands twice", "a name of its own");
      }
    }
  }

  /// Two nodes in one place would overwrite each other. The same address behind other jump hosts is
  /// another machine.
  private void places() {
    Map<String, Node> seen = new HashMap<>();
    for (int i = 0; i < fleet.nodes().size(); i++) {
      Node node = fleet.nodes().get(i);
      String host = node.address() + ":" + node.port() + " by " + node.jump();
      NodePaths paths = node.paths();
      Optional<Node> other = Optional.empty();
      for (String file :
          List.of("root " + paths.root(), "state " + paths.state(), "pid " + paths.pid())) {
        Node before = seen.putIfAbsent(host + " " + file, node);
        other = other.or(() -> Optional.ofNullable(before));
      }
      if (other.isPresent()) {
        add(
            "nodes[" + i + "].address",
            "'" + node.name() + "' is in the place of '" + other.get().name() + "'",
            "another address or port, or paths (root, state, pid) that no other node has there");
      }
    }
  }

  private void jumps() {
    for (int i = 0; i < fleet.nodes().size(); i++) {
      Set<Name> path = new HashSet<>();
      Node at = fleet.nodes().get(i);
      while (at.jump().isPresent()) {
        Name next = at.jump().get();
        if (!path.add(at.name())) {
          add("nodes[" + i + "].jump", "the jumps go round in a circle", "a way that ends");
          break;
        }
        if (fleet.findNode(next).isEmpty()) {
          add(
              "nodes[" + i + "].jump",
              "there is no node '" + next + "'",
              "the name of a node in this file");
          break;
        }
        at = fleet.findNode(next).get();
      }
    }
  }

  private void routes() {
    for (int s = 0; s < fleet.services().size(); s++) {
      List<Route> routes = fleet.services().get(s).routes();
      for (int r = 0; r < routes.size(); r++) {
        if (fleet.findPool(routes.get(r).pool()).isEmpty()) {
          add(
              "services[" + s + "].routes[" + r + "].pool",
              "there is no pool '" + routes.get(r).pool() + "'",
              "the name of a pool");
        }
      }
    }
  }

  private void placements() {
    for (int s = 0; s < fleet.services().size(); s++) {
      for (Name node : fleet.services().get(s).on().nodes()) {
        if (fleet.findNode(node).isEmpty()) {
          add(
              "services[" + s + "].on.nodes",
              "there is no node '" + node + "'",
              "the name of a node");
        }
      }
    }
  }

  private void listeners() {
    for (Node node : fleet.nodes()) {
      Map<String, List<Bound>> taken = new HashMap<>();
      for (Service service : fleet.servicesOn(node)) {
        String protocol = service.layer() == Layer.UDP ? "udp " : "tcp ";
        for (int l = 0; l < service.listen().size(); l++) {
          Listener listener = service.listen().get(l);
          List<Bound> beside =
              taken.computeIfAbsent(protocol + listener.port(), _ -> new ArrayList<>());
          Optional<Bound> other =
              beside.stream()
                  .filter(each -> !each.service().equals(service))
                  .filter(each -> each.listener().clashesWith(listener))
                  .findFirst();
          if (other.isPresent()) {
            add(
                "services[" + fleet.services().indexOf(service) + "].listen[" + l + "]",
                listener
                    + " on node "
                    + node.name()
                    + " is taken by service "
                    + other.get().service().name(),
                "a listener that no other service has on that node");
            return;
          }
          beside.add(new Bound(service, listener));
        }
      }
    }
  }

  private record Bound(Service service, Listener listener) {}

  private void layers() {
    Map<Name, Layer> layerOf = new HashMap<>();
    for (int s = 0; s < fleet.services().size(); s++) {
      Service service = fleet.services().get(s);
      for (int r = 0; r < service.routes().size(); r++) {
        Name pool = service.routes().get(r).pool();
        Layer before = layerOf.putIfAbsent(pool, service.layer());
        if (before != null && before != service.layer()) {
          add(
              "services[" + s + "].routes[" + r + "].pool",
              "pool '" + pool + "' serves layer " + before + " and " + service.layer(),
              "a pool of one layer");
        }
      }
    }
    for (int p = 0; p < fleet.pools().size(); p++) {
      Pool pool = fleet.pools().get(p);
      Layer layer = layerOf.getOrDefault(pool.name(), Layer.HTTP);
      if (layer != Layer.HTTP) {
        layerFour(pool, "pools[" + p + "]");
      }
    }
  }

  private void datagrams() {
    for (int s = 0; s < fleet.services().size(); s++) {
      Service service = fleet.services().get(s);
      for (int l = 0; service.layer() == Layer.UDP && l < service.listen().size(); l++) {
        Listener listener = service.listen().get(l);
        String place = "services[" + s + "].listen[" + l + "]";
        if (listener.tls().isPresent()) {
          add(place + ".tls", "there is no TLS over datagrams", "a listener without it");
        }
        if (listener.proxyProtocol()) {
          add(
              place + ".proxy-protocol",
              "there is no PROXY protocol over datagrams",
              "a listener without it");
        }
      }
    }
  }

  private void layerFour(Pool pool, String place) {
    if (pool.balance() == Balance.URI) {
      add(
          place + ".balance",
          "there is no path at layer 4",
          "roundrobin, leastconn, source or random");
    }
    if (pool.persistence() instanceof Persistence.Cookie) {
      add(place + ".persistence", "there are no cookies at layer 4", "none, ip-hash or table");
    }
    if (!(pool.splitKey() instanceof SplitKey.ClientAddress)) {
      add(place + ".split", "only the client address is known at layer 4", "no 'split' key");
    }
    for (int a = 0; a < pool.audience().size(); a++) {
      if (!(pool.audience().get(a).match() instanceof AudienceRule.Match.Networks)) {
        add(
            place + ".audience[" + a + "]",
            "there are no requests to match at layer 4",
            "a 'cidr' rule");
      }
    }
  }
}
