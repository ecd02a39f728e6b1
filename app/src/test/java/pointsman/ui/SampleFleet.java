package pointsman.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pointsman.model.Failure;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Condition;
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
import pointsman.model.fleet.PassiveCheck;
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
import pointsman.model.fleet.Token;
import pointsman.model.fleet.UrlPath;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.plan.ReleaseId;

/// Fleets and sights of any size for tests of the desk.
public final class SampleFleet {
  public static final ReleaseId RELEASE = new ReleaseId("20261123T142009Z-7c1e09ab");

  private SampleFleet() {}

  public static Fleet of(Environment environment, int nodes, int serversPerLane) {
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(node(i));
    }
    return new Fleet(
        environment,
        all,
        List.of(
            service(
                "shop",
                Layer.HTTP,
                8080,
                List.of(
                    new Route(
                        List.of(new Condition.PathPrefix(new UrlPath("/api"))),
                        new Name("shop-api")),
                    new Route(List.of(), new Name("shop-web")))),
            service("ledger", Layer.TCP, 9000, List.of(new Route(List.of(), new Name("ledger"))))),
        List.of(
            pool(
                "shop-web",
                1,
                serversPerLane,
                new Persistence.Cookie(new Token("SRV")),
                new SplitKey.Cookie(new Token("uid"))),
            pool(
                "shop-api",
                2,
                serversPerLane,
                new Persistence.None(),
                new SplitKey.ClientAddress()),
            pool(
                "ledger",
                3,
                serversPerLane,
                new Persistence.IpHash(),
                new SplitKey.ClientAddress())));
  }

  private static Node node(int i) {
    EngineKind engine = i % 2 == 0 ? EngineKind.HAPROXY : EngineKind.NGINX;
    String region = List.of("eu", "us", "ap").get(i % 3);
    return new Node(
        new Name("edge-" + region + "-" + (i / 3 + 1)),
        new Host("192.0.2." + (i % 250 + 1)),
        new Port(22),
        "ops",
        Optional.empty(),
        true,
        Optional.empty(),
        Privilege.ROOT,
        engine,
        Optional.of(new Name(region)),
        Set.of(new Name("edge")),
        NodePaths.defaults(engine));
  }

  private static Service service(String name, Layer layer, int port, List<Route> routes) {
    return new Service(
        new Name(name),
        layer,
        List.of(new Listener(Optional.empty(), new Port(port), Optional.empty(), false)),
        Placement.everywhere(),
        routes,
        Timeouts.defaults(),
        List.of());
  }

  private static Pool pool(
      String name, int number, int servers, Persistence persistence, SplitKey key) {
    return new Pool(
        new Name(name),
        Balance.LEASTCONN,
        persistence,
        new HealthChecks(
            Optional.of(name.equals("ledger") ? ActiveCheck.tcp() : ActiveCheck.http()),
            Optional.of(PassiveCheck.defaults())),
        LaneColor.BLUE,
        lane("b", "1.0", number, servers),
        lane("g", "1.1", number + 100, servers),
        key,
        List.of());
  }

  private static Lane lane(String letter, String version, int number, int servers) {
    List<Server> all = new ArrayList<>();
    for (int i = 1; i <= servers; i++) {
      all.add(
          new Server(
              new Name(letter + i),
              new Host("10." + (i / 250) + "." + number + "." + i % 250),
              new Port(8080),
              100,
              Optional.of(200),
              false,
              false));
    }
    return new Lane(Optional.of(new MatchText(version)), all);
  }

  /// All well, except: the second node degraded, the third lost, the fifth stale, one server down.
  public static FleetHealth health(Fleet fleet, boolean troubled) {
    List<NodeHealth> nodes = new ArrayList<>();
    for (int i = 0; i < fleet.nodes().size(); i++) {
      nodes.add(health(fleet, fleet.nodes().get(i), i, troubled));
    }
    return new FleetHealth(Instant.now(), nodes);
  }

  /// All well, except: the first node's load balancer is gone, the second's was stopped.
  public static FleetHealth standstill(Fleet fleet) {
    List<NodeHealth> nodes = new ArrayList<>(health(fleet, false).nodes());
    Name first = nodes.get(0).node();
    Name second = nodes.get(1).node();
    nodes.set(0, lost(nodes.get(0), new Failure.NotRunning(first, "haproxy", "/run/haproxy.pid")));
    nodes.set(1, lost(nodes.get(1), new Failure.Halted(second, "nginx", 41)));
    return new FleetHealth(Instant.now(), nodes);
  }

  private static NodeHealth lost(NodeHealth node, Failure why) {
    return new NodeHealth(
        node.node(),
        NodeHealth.Contact.LOST,
        node.sight(),
        node.seenAt(),
        Duration.ofSeconds(16),
        -1,
        Optional.of(why));
  }

  private static NodeHealth health(Fleet fleet, Node node, int i, boolean troubled) {
    if (troubled && i == 2) {
      return new NodeHealth(
          node.name(),
          NodeHealth.Contact.LOST,
          Optional.of(sight(fleet, i, true)),
          Optional.of(Instant.now()),
          Duration.ofSeconds(41),
          -1,
          Optional.of(new Failure.Unreachable(node.name(), "key exchange timed out")));
    }
    NodeHealth.Contact contact =
        troubled && i == 4 ? NodeHealth.Contact.STALE : NodeHealth.Contact.FRESH;
    return new NodeHealth(
        node.name(),
        contact,
        Optional.of(sight(fleet, i, troubled)),
        Optional.of(Instant.now()),
        Duration.ofSeconds(contact == NodeHealth.Contact.STALE ? 14 : 1),
        310.4 + i * 7,
        Optional.empty());
  }

  private static NodeSight sight(Fleet fleet, int node, boolean troubled) {
    List<ServerSight> servers = new ArrayList<>();
    for (Pool pool : fleet.pools()) {
      for (LaneColor color : LaneColor.values()) {
        for (Server server : pool.lane(color).servers()) {
          ServerHealth health = new ServerHealth.Up();
          String name = pool.name() + "/" + server.name();
          if (troubled && name.equals("shop-api/b2")) {
            health = new ServerHealth.Down("L7 503 since 13:58");
          } else if (troubled && name.equals("shop-web/g1") && node % 2 == 1) {
            health = new ServerHealth.Degraded("going up, 1 of 2");
          } else if (troubled && name.equals("ledger/g3")) {
            health = new ServerHealth.Maintenance();
          } else if (troubled && name.equals("ledger/g2")) {
            health = new ServerHealth.Draining();
          }
          servers.add(
              new ServerSight(
                  pool.name(),
                  color,
                  server.name(),
                  server.endpoint(),
                  server.weight(),
                  health,
                  3 + node,
                  1000,
                  2));
        }
      }
    }
    return new NodeSight(
        node % 2 == 0 ? "2.6.12" : "1.22.1",
        RELEASE.value(),
        4410 + node,
        false,
        Duration.ofHours(5),
        41 + node,
        1_000_000,
        servers);
  }

  /// The same with its first node never seen.
  public static FleetHealth withoutFirst(FleetHealth health) {
    return new FleetHealth(health.at(), health.nodes().subList(1, health.nodes().size()));
  }

  /// The same two seconds later: counters have grown, the live lane's most, and a session more is
  /// open at each server.
  public static FleetHealth later(FleetHealth health) {
    return new FleetHealth(
        health.at().plusSeconds(2), health.nodes().stream().map(SampleFleet::later).toList());
  }

  private static NodeHealth later(NodeHealth node) {
    return new NodeHealth(
        node.node(),
        node.contact(),
        node.sight().map(SampleFleet::later),
        node.seenAt().map(at -> at.plusSeconds(2)),
        node.age(),
        node.requestsPerSecond(),
        node.failure());
  }

  private static NodeSight later(NodeSight sight) {
    List<ServerSight> servers =
        sight.servers().stream()
            .map(s ->
                new ServerSight(
                    s.pool(),
                    s.lane(),
                    s.server(),
                    s.endpoint(),
                    s.weight(),
                    s.health(),
                    s.sessions() + 1,
                    s.totalSessions()
                        + (s.lane() == LaneColor.BLUE ? 90L : 12L)
                            * (s.pool().value().length() - 4),
                    s.errors5xx()))
            .toList();
    return new NodeSight(
        sight.version(),
        sight.release(),
        sight.pid(),
        sight.stopping(),
        sight.uptime(),
        sight.connections(),
        sight.requestsTotal() + 620,
        servers);
  }

  /// The same after reloads: every server counter begins again.
  public static FleetHealth reloaded(FleetHealth health) {
    return new FleetHealth(
        health.at(), health.nodes().stream().map(SampleFleet::reloaded).toList());
  }

  private static NodeHealth reloaded(NodeHealth node) {
    return new NodeHealth(
        node.node(),
        node.contact(),
        node.sight().map(SampleFleet::reloaded),
        node.seenAt(),
        node.age(),
        node.requestsPerSecond(),
        node.failure());
  }

  private static NodeSight reloaded(NodeSight sight) {
    List<ServerSight> servers =
        sight.servers().stream()
            .map(s ->
                new ServerSight(
                    s.pool(), s.lane(), s.server(), s.endpoint(), s.weight(), s.health(), 0, 1, 0))
            .toList();
    return new NodeSight(
        sight.version(),
        sight.release(),
        sight.pid(),
        sight.stopping(),
        sight.uptime(),
        sight.connections(),
        1,
        servers);
  }
}
