package pointsman.service.shift;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pointsman.driver.Shifting;
import pointsman.driver.SplitText;
import pointsman.engine.plan.DeployPlanner;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.plan.Manifest;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.Inventory;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.service.guard.Notices;
import pointsman.service.node.HasteLook;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.SplitReadings;

/// How the traffic of pools is divided: what is commanded, what the nodes run, and the change of
/// it. Blocking; safe for all threads.
public final class TrafficService {
  /// What a lane must be able to take before a rule sends anybody there.
  private static final Share SOMEBODY = new Share(1);

  private final Inventory inventory;
  private final TrafficStore store;
  private final Guards guards;
  private final FleetShift shifts;
  private final NodeAccess access;
  private final Capacity capacity;
  private final Audience audience;

  /// @param shifts how nodes are brought to a split
  public TrafficService(
      Inventory inventory,
      TrafficStore store,
      Guards guards,
      FleetShift shifts,
      NodeAccess access) {
    this.inventory = inventory;
    this.store = store;
    this.guards = guards;
    this.shifts = shifts;
    this.access = access;
    this.capacity = new Capacity(access);
    this.audience = new Audience(access);
  }

  // --- change ----------------------------------------------------------------------------------

  /// Brings every node of a pool to a share, in two phases. Back to the live lane it goes on
  /// without the nodes that cannot be reached, and names them.
  ///
  /// @throws FailureException nothing was changed: a guard, a rollout that has the pool, no node
  public ShiftResult split(SplitOrder order, Consent consent) throws FailureException {
    Fleet fleet = inventory.load();
    FleetShift.carrying(fleet, order.pool());
    Pool pool = fleet.findPool(order.pool()).orElseThrow();
    requireNoRollout(order.pool());
    TrafficSplit now = commanded(pool);
    TrafficSplit next = next(pool.name(), now, order);
    List<Node> nodes =
        FleetShift.carrying(fleet, order.pool()).stream()
            .filter(node -> !order.leftOut().contains(node.name()))
            .toList();
    int onward = next.candidate().compareTo(now.candidate());
    boolean moreByRule = next.audience().isPresent() && !next.audience().equals(now.audience());
    boolean back =
        onward < 0
            ? !moreByRule
            : onward == 0 && next.audience().isEmpty() && order.audience().isPresent();
    boolean home = next.candidate().equals(Share.NONE) && next.audience().isEmpty();
    guards.require(
        "This moves %s to %s %s%s on %d %s"
            .formatted(
                pool.name(),
                next.candidate(),
                pool.live().other().word(),
                order.audience().map(on -> on ? ", audience on," : ", audience off,").orElse(""),
                nodes.size(),
                nodes.size() == 1 ? "node" : "nodes"),
        back || home ? Guards.Kind.WAY_BACK : Guards.Kind.CHANGE,
        consent,
        pool.name());
    if (moreByRule && order.audience().isPresent()) {
      audience.require(pool, nodes);
    }
    if (onward > 0 || moreByRule) {
      Share share = next.candidate().equals(Share.NONE) ? SOMEBODY : next.candidate();
      capacity.require(fleet, pool, pool.live(), share, nodes);
    }
    ShiftOrder.Reach reach =
        home || (onward == 0 && back) ? ShiftOrder.Reach.THOSE_THAT_CAN : ShiftOrder.Reach.ALL;
    return shifts.run(
        new ShiftOrder(pool.name(), next, order.leftOut(), Optional.empty(), reach),
        _ -> {},
        // One may have begun while the nodes were made ready.
        () -> requireNoRollout(pool.name()));
  }

  /// The salt is drawn when a candidate gets its first users, so that it is not always the same
  /// users who go first; while a node may be elsewhere it stays.
  private TrafficSplit next(Name pool, TrafficSplit now, SplitOrder order) throws FailureException {
    Share share = order.candidate(now);
    Optional<LaneColor> rules = order.audience(now, share);
    if (share.equals(Share.NONE)) {
      return new TrafficSplit(now.live(), share, now.salt(), rules);
    }
    boolean stray = false;
    for (TrafficStore.ShiftEntry shift : store.shifts(pool, 1)) {
      stray |= !Notices.behind(shift).isEmpty();
    }
    boolean begins = now.candidate().equals(Share.NONE) && !stray;
    TrafficSplit salted = begins ? now.with(Salts.draw()) : now;
    return new TrafficSplit(now.live(), share, salted.salt(), rules);
  }

  private void requireNoRollout(Name pool) throws FailureException {
    Optional<TrafficStore.RolloutEntry> open =
        store.find(pool).filter(entry -> !entry.rollout().over());
    if (open.isPresent()) {
      throw new FailureException(
          new Failure.Refused(
              "rollout",
              pool + " has a rollout of " + open.get().operator() + " that is not over",
              "Steer it by 'canary', or end it by 'rollback " + pool + "'."));
    }
  }

  // --- look ------------------------------------------------------------------------------------

  /// The split that is commanded of a pool; without any the one it was deployed with.
  public TrafficSplit commanded(Name pool) throws FailureException {
    Fleet fleet = inventory.load();
    FleetShift.carrying(fleet, pool);
    return commanded(fleet.findPool(pool).orElseThrow());
  }

  private TrafficSplit commanded(Pool pool) throws FailureException {
    TrafficStore.PoolSplit split = store.splits().get(pool.name());
    return split == null ? first(pool) : split.on(pool.live());
  }

  /// The commanded splits of all pools.
  Map<Name, TrafficSplit> commanded(Fleet fleet) throws FailureException {
    Map<Name, TrafficStore.PoolSplit> splits = store.splits();
    Map<Name, TrafficSplit> all = new HashMap<>();
    for (Pool pool : fleet.pools()) {
      TrafficStore.PoolSplit split = splits.get(pool.name());
      all.put(pool.name(), split == null ? first(pool) : split.on(pool.live()));
    }
    return all;
  }

  /// What a pool is deployed with.
  public static TrafficSplit first(Pool pool) {
    return new TrafficSplit(
        pool.live(), Share.NONE, SplitText.first(pool).salt(), SplitText.first(pool).audience());
  }

  /// Asks every node of a pool, over new connections. One that stays silent keeps the others'
  /// answers for a few seconds only.
  public PoolTraffic measure(Name name) throws FailureException {
    Fleet fleet = inventory.load();
    List<Node> nodes = FleetShift.carrying(fleet, name);
    Pool pool = fleet.findPool(name).orElseThrow();
    List<NodeTraffic> told = new ArrayList<>();
    Map<Name, Outcome<Shifting.SplitSight>> sights =
        new HasteLook(access).at(nodes, node -> access.splits(node, List.of(name)));
    sights.forEach((node, outcome) -> {
      Optional<Failure> failure = outcome.findFailure();
      boolean bare = outcome.find().map(sight -> !sight.splits().containsKey(name)).orElse(false);
      if (!bare) {
        told.add(
            new NodeTraffic(
                node,
                outcome.find().map(sight -> sight.splits().get(name)),
                Duration.ZERO,
                failure.isEmpty(),
                failure));
      }
    });
    return new PoolTraffic(
        name, commanded(pool), motion(name), told, List.of(), Optional.empty(), last(name));
  }

  /// Users who get errors because no server of their lane takes any, in a sentence each, by pool.
  /// Every node is asked what is deployed there and was set by hand.
  ///
  /// @param held what the nodes hold, by pool and node
  public Map<Name, List<String>> unserved(Map<Name, Map<Name, NodeSplit>> held)
      throws FailureException {
    return new UnservedUsers(access).of(inventory.load(), held);
  }

  /// Nodes of a pool whose users another inventory commands, since it deployed there last: a
  /// sentence each. One that is silent is not judged, nor one whose last deploy is not settled.
  ///
  /// @param nodes those to ask
  public List<String> others(Name pool, Set<Name> nodes) throws FailureException {
    String ours = inventory.id();
    List<Node> asked =
        FleetShift.carrying(inventory.load(), pool).stream()
            .filter(node -> nodes.contains(node.name()))
            .toList();
    // What nobody confirmed yet may go back.
    Map<Name, Outcome<Optional<Manifest>>> told =
        new HasteLook(access)
            .at(
                asked,
                node -> {
                  Observed seen = access.observe(node);
                  return seen.manifest().filter(_ -> seen.status().deadMan().isEmpty());
                });
    List<String> others = new ArrayList<>();
    told.forEach((node, outcome) ->
        outcome
            .find()
            .flatMap(each -> each)
            .flatMap(manifest -> DeployPlanner.otherInventory(manifest, ours))
            .ifPresent(who -> others.add(node + ", " + who + ": its users are commanded there")));
    return others;
  }

  /// Whether a pool's audience rules tell anything of it: it has some or, where a node holds them
  /// otherwise than commanded, some may still be deployed there.
  public boolean hasRules(PoolTraffic traffic) throws FailureException {
    Fleet fleet = inventory.load();
    Optional<LaneColor> commanded = traffic.commanded().audience();
    boolean odd =
        traffic.nodes().stream()
            .flatMap(node -> node.split().stream())
            .anyMatch(split -> !split.audience().equals(commanded));
    return fleet.findPool(traffic.pool()).filter(pool -> pool.audience().isEmpty()).isEmpty()
        || (odd
            && audience.mayBeDeployed(traffic.pool(), FleetShift.carrying(fleet, traffic.pool())));
  }

  /// What a node told of a pool when it was last asked for nothing else.
  Optional<SplitReadings.Reading> reading(Name node, Name pool) {
    return access.readings().find(node, pool);
  }

  /// What this program is doing to the nodes of a pool.
  public Motion motion(Name pool) {
    return shifts.motion(pool);
  }

  /// What came of this program's latest shift of a pool.
  public Optional<ShiftResult> last(Name pool) {
    return shifts.last(pool);
  }

  /// A pool's latest shifts, newest first.
  public List<TrafficStore.ShiftEntry> shifts(Name pool, int limit) throws FailureException {
    return store.shifts(pool, limit);
  }

  /// Whether the latest shift of a pool never came to its end: it goes on just now, or its program
  /// was killed. Then a node may hold the new split and come back with the former one.
  public boolean unfinished(Name pool) throws FailureException {
    Optional<TrafficStore.PoolSplit> commanded = Optional.ofNullable(store.splits().get(pool));
    return commanded.isPresent()
        && Notices.isCut(commanded.get(), store.shifts(pool, 1).stream().findFirst());
  }

  /// What nobody may forget: pools whose nodes may run different splits, in a sentence each. From
  /// what was written down; no node is asked.
  public List<String> notices() throws FailureException {
    return Notices.of(inventory.load(), store);
  }
}
