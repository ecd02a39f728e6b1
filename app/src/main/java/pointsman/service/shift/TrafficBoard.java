package pointsman.service.shift;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.traffic.LaneTraffic;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.TrafficSplit;
import pointsman.service.node.SplitReadings;
import pointsman.service.watch.FleetMonitor;
import pointsman.service.watch.LaneCounting;

/// The traffic of every pool for screens: what is commanded, and apart from it what the looks at
/// the nodes told. Follows the monitor; asks no node itself.
public final class TrafficBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficBoard.class);
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final FleetMonitor monitor;
  private final Feed<Fleet> fleets;
  private final TrafficService service;
  private final Function<Name, Optional<RolloutSight>> rollouts;
  private final LaneCounting counting;
  private final Feed<Map<Name, PoolTraffic>> traffic = new Feed<>();
  private Optional<Subscription> subscription = Optional.empty();

  /// @param rollouts a pool's rollout that is not over
  /// @param counting what lanes do
  public TrafficBoard(
      FleetMonitor monitor,
      Feed<Fleet> fleets,
      TrafficService service,
      Function<Name, Optional<RolloutSight>> rollouts,
      LaneCounting counting) {
    this.monitor = monitor;
    this.fleets = fleets;
    this.service = service;
    this.rollouts = rollouts;
    this.counting = counting;
  }

  /// The latest picture, several times a second.
  public Feed<Map<Name, PoolTraffic>> traffic() {
    return traffic;
  }

  /// Begins to follow. Once.
  public synchronized void start() {
    if (subscription.isEmpty()) {
      subscription = Optional.of(monitor.health().subscribe(this::publish));
    }
  }

  private void publish(FleetHealth health) {
    try {
      Fleet fleet = fleets.find().orElse(Fleet.empty());
      Map<Name, PoolTraffic> picture = new LinkedHashMap<>();
      Map<Name, TrafficSplit> commanded = service.commanded(fleet);
      for (Pool pool : fleet.pools()) {
        TrafficSplit split = commanded.getOrDefault(pool.name(), TrafficService.first(pool));
        Optional<RolloutSight> rollout = rollouts.apply(pool.name());
        if (rollout.isPresent() || split.isAway()) {
          counting.want(pool.name());
        }
        picture.put(
            pool.name(),
            new PoolTraffic(
                pool.name(),
                split,
                service.motion(pool.name()),
                nodes(fleet, pool, health),
                lanes(fleet, pool, health),
                rollout,
                service.last(pool.name())));
      }
      traffic.publish(picture);
    } catch (FailureException e) {
      LOG.warn("the traffic is not told: {}", e.getMessage());
    }
  }

  private List<NodeTraffic> nodes(Fleet fleet, Pool pool, FleetHealth health)
      throws FailureException {
    List<NodeTraffic> nodes = new ArrayList<>();
    for (Node node : FleetShift.carrying(fleet, pool.name())) {
      Optional<NodeHealth> seen = health.findNode(node.name());
      if (seen.isPresent()) {
        told(seen.get(), pool).ifPresent(nodes::add);
      }
    }
    return nodes;
  }

  /// By the latest measurement: a look, or what a shift read back since. Empty where the pool is
  /// not deployed.
  private Optional<NodeTraffic> told(NodeHealth health, Pool pool) {
    Optional<SplitReadings.Reading> read =
        service
            .reading(health.node(), pool.name())
            .filter(
                reading -> health.sight().isEmpty() || reading.age().compareTo(health.age()) < 0);
    if (read.isPresent()) {
      Duration age = read.get().age();
      boolean current = age.compareTo(monitor.interval().multipliedBy(5)) <= 0;
      return Optional.of(traffic(health, Optional.of(read.get().split()), age, current));
    }
    boolean current =
        switch (health.contact()) {
          case FRESH, AGEING -> true;
          case CONNECTING, BUSY, STALE, LOST -> false;
        };
    Map<Name, NodeSplit> splits = health.sight().map(NodeSight::splits).orElse(Map.of());
    return !splits.isEmpty() && !splits.containsKey(pool.name())
        ? Optional.empty()
        : Optional.of(
            traffic(health, Optional.ofNullable(splits.get(pool.name())), health.age(), current));
  }

  private static NodeTraffic traffic(
      NodeHealth health, Optional<NodeSplit> split, Duration age, boolean current) {
    return new NodeTraffic(
        health.node(), split, age, current && health.failure().isEmpty(), health.failure());
  }

  private List<LaneTraffic> lanes(Fleet fleet, Pool pool, FleetHealth health)
      throws FailureException {
    List<LaneTraffic> lanes = new ArrayList<>();
    List<Name> carrying = FleetShift.carrying(fleet, pool.name()).stream().map(Node::name).toList();
    PoolCounts counts = counting.counts(pool.name(), WINDOW);
    boolean told = !counts.counted().isEmpty() && counts.silent().isEmpty();
    for (LaneColor color : LaneColor.values()) {
      List<Server> servers = pool.lane(color).servers();
      int seen = 0;
      int up = 0;
      for (Server server : servers) {
        List<ServerSight> own = told(pool.name(), color, server.name(), carrying, health);
        seen += own.isEmpty() ? 0 : 1;
        up += isUp(own) ? 1 : 0;
      }
      PoolCounts.LaneTally tally = counts.of(color);
      lanes.add(
          new LaneTraffic(
              color,
              pool.lane(color).version().map(Object::toString).orElse(""),
              servers.size(),
              seen,
              up,
              told ? OptionalDouble.of(tally.perSecond()) : OptionalDouble.empty(),
              told ? tally.counts().errorShare() : OptionalDouble.empty(),
              told ? tally.counts().times().mean() : Optional.empty(),
              connections(pool.name(), color, carrying, health)));
    }
    return lanes;
  }

  /// Open sessions on all nodes that are seen; empty when one of them does not tell.
  private static OptionalDouble connections(
      Name pool, LaneColor lane, List<Name> nodes, FleetHealth health) {
    List<ServerSight> told =
        sights(nodes, health)
            .filter(each -> each.pool().equals(pool) && each.lane() == lane)
            .toList();
    return told.isEmpty() || told.stream().anyMatch(each -> each.sessions() < 0)
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) told.stream().mapToLong(ServerSight::sessions).sum());
  }

  /// Up on every node that tells of it, and on one at least.
  private static boolean isUp(List<ServerSight> told) {
    return !told.isEmpty()
        && told.stream().allMatch(each -> each.health() instanceof ServerHealth.Up);
  }

  private static List<ServerSight> told(
      Name pool, LaneColor lane, Name server, List<Name> nodes, FleetHealth health) {
    return sights(nodes, health)
        .filter(
            each -> each.pool().equals(pool) && each.lane() == lane && each.server().equals(server))
        .toList();
  }

  private static Stream<ServerSight> sights(List<Name> nodes, FleetHealth health) {
    return health.nodes().stream()
        .filter(each -> nodes.contains(each.node()))
        .filter(each ->
            each.contact() == NodeHealth.Contact.FRESH
                || each.contact() == NodeHealth.Contact.AGEING)
        .flatMap(each -> each.sight().stream())
        .flatMap(sight -> sight.servers().stream());
  }

  @Override
  public synchronized void close() {
    subscription.ifPresent(Subscription::close);
  }
}
