package pointsman.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Timeouts;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;

/// A large fleet that is made up, with what its nodes would tell. Nobody connects to it. Groups of
/// ten nodes carry a service with a pool of their own; a few servers are down or going, so that
/// there is something to show.
final class ScreenFleet {
  private static final int GROUP = 10;
  private static final List<String> REGIONS = List.of("ap", "eu", "me", "sa", "us");

  private final Fleet fleet;

  /// @param nodes how many
  /// @param servers how many over all pools
  ScreenFleet(int nodes, int servers) {
    int pools = Math.max(1, nodes / GROUP);
    int lane = Math.max(1, servers / pools / 2);
    List<Integer> groups = IntStream.range(0, pools).boxed().toList();
    this.fleet =
        new Fleet(
            Environment.DEVELOPMENT,
            IntStream.range(0, nodes).mapToObj(i -> node(i, i % pools)).toList(),
            groups.stream().map(ScreenFleet::service).toList(),
            groups.stream().map(group -> pool(group, lane)).toList());
  }

  Fleet fleet() {
    return fleet;
  }

  /// How many servers it has.
  int servers() {
    return fleet.pools().stream()
        .flatMap(pool -> List.of(LaneColor.values()).stream().map(pool::lane))
        .mapToInt(lane -> lane.servers().size())
        .sum();
  }

  private static Name named(String what, int number) {
    return new Name(String.format(Locale.ROOT, "%s-%04d", what, number + 1));
  }

  private static Node node(int number, int group) {
    EngineKind engine = number % 2 == 0 ? EngineKind.HAPROXY : EngineKind.NGINX;
    return new Node(
        named("edge", number),
        new Host("127.64." + number / 250 + "." + (number % 250 + 1)),
        new Port(22),
        "ops",
        Optional.empty(),
        true,
        Optional.empty(),
        Privilege.ROOT,
        engine,
        Optional.of(new Name(REGIONS.get(group % REGIONS.size()))),
        Set.of(named("group", group)),
        NodePaths.defaults(engine));
  }

  private static Service service(int group) {
    return new Service(
        named("shop", group),
        Layer.HTTP,
        List.of(new Listener(Optional.empty(), new Port(8000 + group), Optional.empty(), false)),
        new Placement(Set.of(), Set.of(named("group", group)), Set.of()),
        List.of(new Route(List.of(), named("web", group))),
        Timeouts.defaults(),
        List.of());
  }

  private static Pool pool(int group, int servers) {
    return new Pool(
        named("web", group),
        Balance.LEASTCONN,
        new Persistence.None(),
        new HealthChecks(Optional.of(ActiveCheck.http()), Optional.empty()),
        LaneColor.BLUE,
        lane("b", "1.0", group, servers),
        lane("g", "1.1", group, servers),
        new SplitKey.ClientAddress(),
        List.of());
  }

  private static Lane lane(String letter, String version, int group, int servers) {
    return new Lane(
        Optional.of(new MatchText(version)),
        IntStream.range(0, servers)
            .mapToObj(i ->
                new Server(
                    new Name(letter + (i + 1)),
                    new Host("127." + (65 + i / 250) + "." + group % 250 + "." + (i % 250 + 1)),
                    new Port(letter.equals("b") ? 8080 : 8081),
                    100,
                    Optional.of(200),
                    false,
                    false))
            .toList());
  }

  /// What all nodes tell at a moment.
  ///
  /// @param second since the begin; counters grow with it
  FleetHealth health(Instant at, int second) {
    List<NodeHealth> nodes = new ArrayList<>();
    for (int i = 0; i < fleet.nodes().size(); i++) {
      nodes.add(
          new NodeHealth(
              fleet.nodes().get(i).name(),
              NodeHealth.Contact.FRESH,
              Optional.of(sight(fleet.nodes().get(i), i, second)),
              Optional.of(at),
              Duration.ofMillis(i % 1000),
              300 + (i * 7 + second * 13) % 90,
              Optional.empty()));
    }
    return new FleetHealth(at, nodes);
  }

  private NodeSight sight(Node node, int number, int second) {
    List<ServerSight> servers = new ArrayList<>();
    for (Pool pool : fleet.poolsOf(fleet.servicesOn(node))) {
      for (LaneColor color : LaneColor.values()) {
        List<Server> all = pool.lane(color).servers();
        for (int i = 0; i < all.size(); i++) {
          Server server = all.get(i);
          servers.add(
              new ServerSight(
                  pool.name(),
                  color,
                  server.name(),
                  server.endpoint(),
                  server.weight(),
                  health(i, number),
                  3 + (number + second) % 5,
                  1000L + (color == LaneColor.BLUE ? 40L : 4L) * second,
                  2));
        }
      }
    }
    return new NodeSight(
        number % 2 == 0 ? "2.6.12" : "1.22.1",
        "20261123T142009Z-7c1e09ab",
        4410 + number,
        false,
        Duration.ofHours(5),
        41,
        1_000_000L + 310L * second,
        servers);
  }

  private static ServerHealth health(int server, int node) {
    if (server == 7) {
      return new ServerHealth.Down("L7 503");
    }
    return server == 11 && node % 2 == 1
        ? new ServerHealth.Degraded("going up, 1 of 2")
        : new ServerHealth.Up();
  }
}
