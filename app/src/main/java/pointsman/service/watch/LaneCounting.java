package pointsman.service.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.engine.traffic.GateEvidence;
import pointsman.engine.traffic.GateJudge;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.PoolLane;
import pointsman.model.traffic.Rollout;
import pointsman.service.node.NodeAccess;

/// Counts what the lanes of pools do, on the nodes that carry them, for as long as somebody wants
/// it: a pool that nobody asked for lately costs nothing. Safe for all threads; nothing blocks.
public final class LaneCounting implements GateSource, AutoCloseable {
  private final NodeAccess access;
  private final Feed<Fleet> fleets;
  private final FleetMonitor monitor;
  private final Pace pace;
  private final LaneProbes probes = new LaneProbes();
  private final Map<Name, Long> wanted = new HashMap<>();
  private final Map<Name, NodeCount> counters = new HashMap<>();
  private Optional<Subscription> watching = Optional.empty();
  private boolean closed;

  /// How often, and for how long.
  ///
  /// @param look from look to look at a node
  /// @param wanted a pool is counted for so long after it was asked for
  public record Pace(Duration look, Duration wanted) {
    /// Every 2 s, for 30 s.
    public static final Pace USUAL = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  /// @param fleets which nodes carry which pools
  /// @param monitor whose looks tell whether servers serve
  public LaneCounting(NodeAccess access, Feed<Fleet> fleets, FleetMonitor monitor, Pace pace) {
    this.access = access;
    this.fleets = fleets;
    this.monitor = monitor;
    this.pace = pace;
  }

  // --- who wants what --------------------------------------------------------------------------

  /// Has a pool counted from now on, and for a while after the last call.
  public synchronized void want(Name pool) {
    if (closed) {
      return;
    }
    wanted.put(pool, System.nanoTime());
    for (Node node : nodes(pool)) {
      NodeCount counter = counters.get(node.name());
      if (counter != null && counter.node().equals(node)) {
        continue;
      }
      if (counter != null) {
        counter.stop();
      }
      NodeCount fresh =
          new NodeCount(node, access, pace.look(), lane -> isWanted(lane.pool()), this::isOver);
      counters.put(node.name(), fresh);
      fresh.start();
    }
    if (watching.isEmpty()) {
      watching = Optional.of(monitor.health().subscribe(probes::observe));
      monitor.start();
    }
  }

  private synchronized boolean isWanted(Name pool) {
    Long asked = wanted.get(pool);
    return asked != null && System.nanoTime() - asked <= pace.wanted().toNanos();
  }

  /// Whether a counter may end; it is forgotten then.
  private synchronized boolean isOver(NodeCount counter) {
    Fleet fleet = fleet();
    boolean needed =
        !closed
            && counters.get(counter.node().name()) == counter
            && fleet.findNode(counter.node().name()).filter(counter.node()::equals).isPresent()
            && fleet.poolsOf(fleet.servicesOn(counter.node())).stream()
                .anyMatch(pool -> isWanted(pool.name()));
    if (!needed && counters.remove(counter.node().name(), counter) && counters.isEmpty()) {
      watching.ifPresent(Subscription::close);
      watching = Optional.empty();
    }
    return !needed;
  }

  private Fleet fleet() {
    return fleets.find().orElse(Fleet.empty());
  }

  private List<Node> nodes(Name pool) {
    Fleet fleet = fleet();
    return fleet.nodes().stream()
        .filter(
            node -> fleet.servicesOn(node).stream().anyMatch(each -> each.pools().contains(pool)))
        .toList();
  }

  /// How many nodes are counted on.
  public synchronized int counting() {
    return counters.size();
  }

  // --- what was counted ------------------------------------------------------------------------

  /// What a pool's lanes did lately. Does not have it counted: {@link #want} does.
  public PoolCounts counts(Name pool, Duration over) {
    Instant from = access.desk().clock().instant().minus(over);
    Map<LaneColor, PoolCounts.LaneTally> tallies = new HashMap<>();
    List<Name> counted = new ArrayList<>();
    Map<Name, String> silent = new HashMap<>();
    Map<Name, String> missing = new HashMap<>();
    for (Node node : nodes(pool)) {
      Optional<NodeCount> counter = counter(node);
      List<CountHistory.Step> steps = counter.map(each -> each.since(from)).orElse(List.of());
      if (counter.filter(each -> each.isFresh(GateJudge.FRESH)).isEmpty() || steps.isEmpty()) {
        silent.put(
            node.name(), counter.flatMap(NodeCount::trouble).orElse("it was not counted yet"));
        continue;
      }
      counted.add(node.name());
      steps.forEach(step -> step.missing().ifPresent(lack -> missing.put(node.name(), lack)));
      for (LaneColor lane : LaneColor.values()) {
        tallies.merge(lane, tally(steps, new PoolLane(pool, lane)), LaneCounting::sum);
      }
    }
    PoolCounts.LaneTally none = new PoolCounts.LaneTally(LaneCounts.NONE, 0);
    return new PoolCounts(
        pool,
        over,
        tallies.getOrDefault(LaneColor.BLUE, none),
        tallies.getOrDefault(LaneColor.GREEN, none),
        counted,
        silent,
        missing);
  }

  private synchronized Optional<NodeCount> counter(Node node) {
    return Optional.ofNullable(counters.get(node.name()));
  }

  private static PoolCounts.LaneTally tally(List<CountHistory.Step> steps, PoolLane lane) {
    LaneCounts sum = LaneCounts.NONE;
    for (CountHistory.Step step : steps) {
      sum = sum.plus(step.grown().getOrDefault(lane, LaneCounts.NONE));
    }
    Duration time = Duration.between(steps.getFirst().from(), steps.getLast().to());
    return new PoolCounts.LaneTally(sum, sum.attempts() / Math.max(0.1, time.toNanos() / 1e9));
  }

  private static PoolCounts.LaneTally sum(PoolCounts.LaneTally one, PoolCounts.LaneTally other) {
    return new PoolCounts.LaneTally(
        one.counts().plus(other.counts()), one.perSecond() + other.perSecond());
  }

  // --- gates -----------------------------------------------------------------------------------

  @Override
  public GateReading read(Rollout rollout, Instant began, Instant now) {
    want(rollout.pool());
    PoolLane candidate = new PoolLane(rollout.pool(), rollout.live().other());
    List<GateEvidence.NodeEvidence> nodes = new ArrayList<>();
    for (Node node : nodes(rollout.pool())) {
      int failed = probes.failed(node.name(), candidate);
      nodes.add(
          counter(node)
              .map(counter -> counter.evidence(candidate, failed))
              .orElseGet(() ->
                  new GateEvidence.NodeEvidence(
                      node.name(), List.of(), Optional.empty(), failed, Optional.empty())));
    }
    return GateJudge.read(
        rollout.policy().gates(),
        new GateEvidence(candidate.lane(), isHttp(rollout.pool()), nodes),
        began,
        now);
  }

  private boolean isHttp(Name pool) {
    for (Service service : fleet().services()) {
      if (service.pools().contains(pool)) {
        return service.layer() == Layer.HTTP;
      }
    }
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    watching.ifPresent(Subscription::close);
    watching = Optional.empty();
    counters.values().forEach(NodeCount::stop);
    counters.clear();
  }
}
