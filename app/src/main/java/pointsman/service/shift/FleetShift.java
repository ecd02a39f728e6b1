package pointsman.service.shift;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.Inventory;
import pointsman.port.TrafficStore;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;

/// Brings every node of a pool to a split, in two phases: made ready on all of them, then all go at
/// once, then each is read back. What is commanded is written down before, what came of it after.
/// Blocking; safe for all threads.
public final class FleetShift {
  private static final Logger LOG = LoggerFactory.getLogger(FleetShift.class);

  private final Inventory inventory;
  private final TrafficStore store;
  private final NodeAccess access;
  private final Map<Name, Motion> motions = new ConcurrentHashMap<>();
  private final Map<Name, ShiftResult> last = new ConcurrentHashMap<>();

  /// @param store where what is commanded is written down
  public FleetShift(Inventory inventory, TrafficStore store, NodeAccess access) {
    this.inventory = inventory;
    this.store = store;
    this.access = access;
  }

  /// Does it. What becomes of the nodes is a result, also when all of them refuse.
  ///
  /// @param told told of each phase; ends with {@link Motion#STILL}
  /// @throws FailureException when there is nothing to shift, or the store fails before any node
  ///   was touched
  public ShiftResult run(ShiftOrder order, Consumer<Motion> told) throws FailureException {
    return run(order, told, () -> {});
  }

  /// Asked when all nodes are ready and none has changed; again when its answer is no longer fresh.
  @FunctionalInterface
  public interface BeforeGo {
    /// Lets the nodes go.
    ///
    /// @throws FailureException no node is to change
    void check() throws FailureException;
  }

  /// What this program is doing to the nodes of a pool.
  public Motion motion(Name pool) {
    return motions.getOrDefault(pool, Motion.STILL);
  }

  /// What came of this program's latest shift of a pool.
  public Optional<ShiftResult> last(Name pool) {
    return Optional.ofNullable(last.get(pool));
  }

  /// The same, asking once more before the word to go.
  ///
  /// @throws FailureException also what the question threw; nothing was changed then
  public ShiftResult run(ShiftOrder order, Consumer<Motion> told, BeforeGo question)
      throws FailureException {
    Consumer<Motion> both =
        motion -> {
          motions.put(order.pool(), motion);
          told.accept(motion);
        };
    ShiftResult result = carryOut(order, both, question);
    last.put(order.pool(), result);
    return result;
  }

  private ShiftResult carryOut(ShiftOrder order, Consumer<Motion> motions, BeforeGo question)
      throws FailureException {
    Fleet fleet = inventory.load();
    List<Node> all = carrying(fleet, order.pool());
    requireKnown(order, all);
    Optional<TrafficStore.PoolSplit> before = Optional.ofNullable(store.splits().get(order.pool()));
    String ours = inventory.id();
    Instant at = now();
    store.command(order.pool(), order.split(), access.desk().operator(), at);
    List<NodeShift> shifts =
        all.stream()
            .filter(node -> !order.leftOut().contains(node.name()))
            .map(node -> new NodeShift(node, order, access, ours))
            .toList();
    ShiftResult result;
    try {
      BeforeGo both =
          () -> {
            requireNotOvertaken(order, at);
            question.check();
          };
      GoAhead leave = new GoAhead(both, access.desk().clock());
      result = new ShiftRun(order, all, shifts, motions, at).run(leave);
    } catch (FailureException e) {
      // By the question alone: no node was told to go.
      commandAsBefore(order, before, at);
      throw e;
    } finally {
      FanOut.all(
          shifts,
          NodeShift::name,
          shift -> {
            shift.close();
            return true;
          });
      motions.accept(Motion.STILL);
    }
    if (!result.told()) {
      commandAsBefore(order, before, at);
    }
    requireSomeNode(order, result);
    try {
      store.shifted(order.rollout(), result);
    } catch (FailureException e) {
      LOG.warn("what came of a shift of {} was not kept: {}", order.pool(), e.getMessage());
    }
    return result;
  }

  /// A program that stood still must not move users by what it was told before others went
  /// somewhere else, or want fewer of them on the candidate. One that only asks for more meanwhile
  /// is refused by the nodes' locks.
  private void requireNotOvertaken(ShiftOrder order, Instant at) throws FailureException {
    boolean gone =
        store.shifts(order.pool(), 1).stream()
            .anyMatch(shift -> shift.at().isAfter(at) && !shift.committed().isZero());
    Optional<TrafficStore.PoolSplit> stands =
        Optional.ofNullable(store.splits().get(order.pool())).filter(each -> !each.at().equals(at));
    if (gone || stands.filter(each -> isBack(each, order.split())).isPresent()) {
      throw new FailureException(
          new Failure.Refused(
              "split",
              stands
                  .map(each ->
                      "meanwhile %s commanded %s of %s at %s"
                          .formatted(each.operator(), each.candidate(), order.pool(), each.at()))
                  .orElse("meanwhile " + order.pool() + " was shifted by someone else"),
              "Nothing more was told to its nodes. 'pointsman traffic %s' shows what runs."
                  .formatted(order.pool())));
    }
  }

  private static boolean isBack(TrafficStore.PoolSplit other, TrafficSplit ours) {
    int more = other.candidate().compareTo(ours.candidate());
    return more < 0 || (more == 0 && other.audience().isEmpty() && ours.audience().isPresent());
  }

  /// Where no node was told to go, what was commanded before still is; unless someone else has
  /// commanded since.
  private void commandAsBefore(
      ShiftOrder order, Optional<TrafficStore.PoolSplit> before, Instant at)
      throws FailureException {
    TrafficStore.PoolSplit stands = store.splits().get(order.pool());
    if (stands == null || !stands.at().equals(at)) {
      return;
    }
    if (before.isPresent()) {
      TrafficStore.PoolSplit former = before.get();
      store.command(order.pool(), former.on(order.split().live()), former.operator(), former.at());
    } else {
      store.forget(order.pool());
    }
  }

  /// The nodes that carry a pool by the inventory, in its order.
  public static List<Node> carrying(Fleet fleet, Name pool) throws FailureException {
    if (fleet.findPool(pool).isEmpty()) {
      throw new FailureException(
          new Failure.NotFound(
              "pool",
              pool.value(),
              fleet.pools().stream().map(each -> each.name().value()).toList()));
    }
    return fleet.carriers(pool);
  }

  private static void requireKnown(ShiftOrder order, List<Node> all) throws FailureException {
    List<String> known = all.stream().map(node -> node.name().value()).toList();
    for (Name name : order.leftOut()) {
      if (!known.contains(name.value())) {
        throw new FailureException(
            new Failure.NotFound("node of pool " + order.pool(), name.value(), known));
      }
    }
    if (order.leftOut().size() >= known.size()) {
      throw new FailureException(
          new Failure.Refused(
              "nodes",
              "no node would carry out the split of " + order.pool(),
              known.isEmpty() ? "Deploy a service that uses it first." : "Leave fewer nodes out."));
    }
  }

  private static void requireSomeNode(ShiftOrder order, ShiftResult result)
      throws FailureException {
    if (result.nodes().stream().allMatch(node -> node.end() == NodeShifted.End.LEFT_OUT)) {
      throw new FailureException(
          new Failure.Refused(
              "nodes",
              "no node has " + order.pool() + " deployed",
              "Deploy a service that uses it first."));
    }
  }

  private Instant now() {
    return access.desk().clock().instant();
  }
}
