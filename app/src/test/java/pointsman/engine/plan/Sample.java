package pointsman.engine.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;

/// A node, what is wanted there and what lies there, small enough to be seen at a glance.
final class Sample {
  static final String OURS = "inventory-1";
  static final Instant THEN = Instant.parse("2026-11-20T08:00:00Z");
  static final Instant NOW = Instant.parse("2026-11-23T14:20:09Z");

  private Sample() {}

  static Name name(String word) {
    return new Name(word);
  }

  static Node node(String name) {
    return new Node(
        name(name),
        new Host("192.0.2.11"),
        new Port(22),
        "ops",
        Optional.empty(),
        true,
        Optional.empty(),
        Privilege.ROOT,
        EngineKind.HAPROXY,
        Optional.of(name("eu")),
        Set.of(name("edge")),
        NodePaths.defaults(EngineKind.HAPROXY));
  }

  static Listener listener(String address, int port) {
    return new Listener(
        address.equals("*") ? Optional.empty() : Optional.of(new Host(address)),
        new Port(port),
        Optional.empty(),
        false);
  }

  static Service service(String name, int port, String... pools) {
    return service(name, Layer.HTTP, Placement.everywhere(), List.of(listener("*", port)), pools);
  }

  static Service service(
      String name, Layer layer, Placement on, List<Listener> listen, String... pools) {
    List<Route> routes =
        Arrays.stream(pools)
            .map(pool ->
                new Route(
                    pool.equals(pools[pools.length - 1])
                        ? List.of()
                        : List.of(
                            new pointsman.model.fleet.Condition.HostIs(new Host(pool + ".test"))),
                    name(pool)))
            .toList();
    return new Service(name(name), layer, listen, on, routes, Timeouts.defaults(), List.of());
  }

  static Pool pool(String name, int weight) {
    Server server =
        new Server(
            name("b1"),
            new Host("10.0.0.1"),
            new Port(8080),
            weight,
            Optional.empty(),
            false,
            false);
    return new Pool(
        name(name),
        Balance.ROUNDROBIN,
        new Persistence.None(),
        new HealthChecks(Optional.empty(), Optional.empty()),
        LaneColor.BLUE,
        new Lane(Optional.empty(), List.of(server)),
        Lane.empty(),
        new SplitKey.ClientAddress(),
        List.of());
  }

  static Fleet fleet(List<Service> services, List<Pool> pools) {
    return new Fleet(Environment.DEVELOPMENT, List.of(node("edge-1")), services, pools);
  }

  /// A release of these services, rendered as their plain text.
  static Release release(Instant at, String inventory, List<Service> services, List<Pool> pools) {
    StringBuilder text = new StringBuilder();
    services.forEach(
        service -> text.append(service.listen()).append(service.routes()).append('\n'));
    pools.forEach(pool -> text.append(pool).append('\n'));
    String hash = sha256(text.toString());
    ReleaseId id = ReleaseId.of(at, hash);
    String config = "# release " + id + "\n" + text;
    Map<String, String> files = new TreeMap<>(Map.of("haproxy.cfg", config));
    Map<String, String> hashes = new TreeMap<>(Map.of("haproxy.cfg", sha256(config)));
    Manifest manifest =
        new Manifest(
            id,
            Optional.empty(),
            "ana@laptop",
            inventory,
            at,
            hash,
            hashes,
            "2.6.12",
            Set.of(),
            services,
            pools);
    return new Release(manifest, files, Map.of());
  }

  /// A node on which this release lies untouched.
  static Observed running(Release release) {
    return new Observed(
        status(Optional.of(release.id()), release.manifest().files()),
        Optional.of(release.manifest()),
        release.files(),
        41);
  }

  static NodeStatus status(Optional<ReleaseId> current, Map<String, String> files) {
    return new NodeStatus(
        "2.6.12",
        "",
        0,
        current,
        files,
        current.map(List::of).orElse(List.of()),
        4711,
        Set.of(4712),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        pointsman.model.traffic.ServerOverrides.none(),
        Set.of());
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
