package pointsman.service.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pointsman.engine.plan.Observed;
import pointsman.engine.traffic.CapacityFloor;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.plan.Manifest;
import pointsman.model.traffic.LaneServers;
import pointsman.model.traffic.NodeServers;
import pointsman.model.traffic.Share;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLooks;

/// Asks the nodes what is up before a lane gets more users, and refuses where it is too little.
/// Always a fresh look: what a screen showed may be old. Blocking; call it on virtual threads.
public final class Capacity {
  /// The guard of the refusal when a lane has too few servers that are known to be up.
  public static final String GUARD = "capacity floor";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final ServerHealth UNSEEN = new ServerHealth.Stale(Instant.EPOCH, "not seen");

  private final NodeAccess access;

  /// @param access how nodes are reached
  public Capacity(NodeAccess access) {
    this.access = access;
  }

  /// Lets a lane have a share, or refuses with the numbers. Only for ways onward: never asked on
  /// the way back to the live lane.
  ///
  /// @param fleet with the pool
  /// @param live the lane that serves
  /// @param candidate the share that the other one would get
  /// @param nodes those that would be changed
  /// @throws FailureException a {@link Failure.Refused}; nothing was changed
  public void require(Fleet fleet, Pool pool, LaneColor live, Share candidate, List<Node> nodes)
      throws FailureException {
    if (candidate.equals(Share.NONE) || !canBeTold(fleet, pool)) {
      return;
    }
    Optional<CapacityFloor.Shortfall> shortfall =
        CapacityFloor.shortfall(live, candidate, look(pool, nodes));
    if (shortfall.isPresent()) {
      Share most = shortfall.get().most();
      requireDeployed(pool, shortfall.get().words(), nodes);
      throw new FailureException(
          new Failure.Refused(
              GUARD,
              pool.name() + ": " + shortfall.get().words() + ".",
              "Nothing was changed. Bring its servers up"
                  + (most.equals(Share.NONE)
                      ? "."
                      : ", or give it less: what is up takes at most " + most + ".")));
    }
  }

  /// Of servers that no node was told of yet, none can be up: another mend than for servers that
  /// are down.
  private void requireDeployed(Pool pool, String found, List<Node> nodes) throws FailureException {
    Map<Name, Outcome<Boolean>> carried =
        FanOut.all(
            nodes,
            Node::name,
            node ->
                access.observe(node).manifest().map(Manifest::pools).orElse(List.of()).stream()
                    .anyMatch(each -> each.name().equals(pool.name())));
    List<String> bare = new ArrayList<>();
    carried.forEach((name, outcome) -> {
      if (outcome.find().equals(Optional.of(false))) {
        bare.add(name.value());
      }
    });
    if (!bare.isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              GUARD,
              pool.name() + ": " + found + ".",
              "Nothing was changed. It was never deployed to "
                  + (bare.size() == nodes.size() ? "any of its nodes" : String.join(", ", bare))
                  + ": deploy first."));
    }
  }

  /// Says on which nodes the lane that users go back to has nothing itself. The way back is never
  /// refused for it, so ask after it was taken, not before.
  ///
  /// @param silent nodes that just did not come home: they are not asked, which may take long
  /// @return empty: every other node sees a server of the live lane up, or nothing can be told
  public Optional<String> warnOfLive(Fleet fleet, Name name, List<Name> silent) {
    Optional<Pool> pool = fleet.findPool(name).filter(each -> canBeTold(fleet, each));
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    LaneColor live = pool.get().live();
    List<Node> asked =
        fleet.carriers(name).stream().filter(node -> !silent.contains(node.name())).toList();
    List<Name> without = CapacityFloor.without(live, look(pool.get(), asked));
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "lane "
                + live.word()
                + " of "
                + name
                + ", which is live, has no server that is known to be up on "
                + without.stream().map(Name::value).collect(Collectors.joining(", "))
                + ".");
  }

  /// Datagrams are answered by nobody who is not asked in his own tongue.
  private static boolean canBeTold(Fleet fleet, Pool pool) {
    return pool.health().active().isPresent()
        || fleet.services().stream()
            .filter(service -> service.pools().contains(pool.name()))
            .noneMatch(service -> service.layer() == Layer.UDP);
  }

  /// What every node sees of a pool's servers; a node that cannot be asked sees nothing.
  public List<NodeServers> look(Pool pool, List<Node> nodes) {
    Map<Name, Outcome<NodeServers>> looks = FanOut.all(nodes, Node::name, node -> look(pool, node));
    List<NodeServers> seen = new ArrayList<>();
    looks.forEach(
        (name, outcome) -> seen.add(outcome.find().orElseGet(() -> count(name, pool, Map.of()))));
    return seen;
  }

  /// The same without one server: what is left when it is taken out.
  public List<NodeServers> lookWithout(Pool pool, Name server, List<Node> nodes) {
    Map<Name, Outcome<NodeServers>> looks =
        FanOut.all(nodes, Node::name, node -> look(pool, node, server::equals));
    List<NodeServers> seen = new ArrayList<>();
    looks.forEach((name, outcome) ->
        seen.add(outcome.find().orElseGet(() -> count(name, pool, Map.of(), server::equals))));
    return seen;
  }

  private NodeServers look(Pool pool, Node node) throws FailureException {
    return look(pool, node, _ -> false);
  }

  private NodeServers look(Pool pool, Node node, Predicate<Name> without) throws FailureException {
    Observed observed = access.observe(node);
    Pool deployed =
        observed.manifest().map(Manifest::pools).orElse(List.of()).stream()
            .filter(each -> each.name().equals(pool.name()))
            .findFirst()
            .orElse(pool);
    Map<Name, ServerHealth> health = awaitKnown(node, deployed);
    return count(node.name(), deployed, health, without);
  }

  /// Right after a reload the engine has not looked at its servers yet: waits for its first look,
  /// and no longer.
  private Map<Name, ServerHealth> awaitKnown(Node node, Pool pool) throws FailureException {
    Duration patience =
        pool.health()
            .active()
            .map(check -> check.interval().plus(check.timeout()))
            .filter(time -> time.compareTo(LONGEST_WAIT) < 0)
            .orElse(LONGEST_WAIT);
    Instant deadline = access.desk().clock().instant().plus(patience);
    while (true) {
      Map<Name, ServerHealth> health = seen(node, pool);
      if (pool.health().active().isEmpty()) {
        health.putAll(reached(node, pool, health));
      }
      boolean known = health.values().stream().noneMatch(Capacity::untold);
      if (known || access.desk().clock().instant().isAfter(deadline)) {
        return health;
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return health;
      }
    }
  }

  private static boolean untold(ServerHealth health) {
    return health instanceof ServerHealth.Degraded || health instanceof ServerHealth.Stale;
  }

  private Map<Name, ServerHealth> seen(Node node, Pool pool) throws FailureException {
    Map<Name, ServerHealth> health = new HashMap<>();
    NodeLooks.look(access, node, List.of(pool)).servers().stream()
        .filter(sight -> sight.pool().equals(pool.name()))
        .forEach(sight -> health.put(sight.server(), taking(sight)));
    return health;
  }

  private static ServerHealth taking(ServerSight sight) {
    return sight.weight() == 0 && sight.health() instanceof ServerHealth.Up
        ? new ServerHealth.Draining()
        : sight.health();
  }

  /// Where no check is configured nobody looks at the servers, so the node is made to: a connection
  /// to each.
  private Map<Name, ServerHealth> reached(Node node, Pool pool, Map<Name, ServerHealth> health)
      throws FailureException {
    List<Server> unseen = new ArrayList<>();
    for (LaneColor color : LaneColor.values()) {
      pool.lane(color).servers().stream()
          .filter(server -> !(health.get(server.name()) instanceof ServerHealth.Maintenance))
          .filter(server -> !(health.get(server.name()) instanceof ServerHealth.Draining))
          .forEach(unseen::add);
    }
    List<Outcome<String>> answers = access.connect(node, unseen, CONNECT);
    Map<Name, ServerHealth> reached = new HashMap<>();
    for (int i = 0; i < unseen.size(); i++) {
      reached.put(
          unseen.get(i).name(),
          switch (answers.get(i)) {
            case Outcome.Ok<String> _ -> new ServerHealth.Up();
            case Outcome.Failed<String> failed -> new ServerHealth.Down(failed.failure().summary());
          });
    }
    return reached;
  }

  private static NodeServers count(Name node, Pool pool, Map<Name, ServerHealth> health) {
    return count(node, pool, health, _ -> false);
  }

  private static NodeServers count(
      Name node, Pool pool, Map<Name, ServerHealth> health, Predicate<Name> without) {
    return new NodeServers(
        node,
        count(others(pool.blue(), without), health),
        count(others(pool.green(), without), health));
  }

  private static List<Server> others(Lane lane, Predicate<Name> without) {
    return lane.servers().stream().filter(each -> !without.test(each.name())).toList();
  }

  private static LaneServers count(List<Server> servers, Map<Name, ServerHealth> health) {
    int all = 0;
    int up = 0;
    int down = 0;
    for (Server server : servers) {
      if (server.backup() || server.standby() || server.weight() == 0) {
        continue;
      }
      all++;
      switch (Optional.ofNullable(health.get(server.name())).orElse(UNSEEN)) {
        case ServerHealth.Up _ -> up++;
        case ServerHealth.Down _, ServerHealth.Draining _, ServerHealth.Maintenance _ -> down++;
        case ServerHealth.Degraded _, ServerHealth.Stale _ -> {}
      }
    }
    return new LaneServers(all, up, down);
  }
}
