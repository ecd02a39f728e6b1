package pointsman.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.Inventory;
import pointsman.port.TrafficStore;

/// Brings every node of a pool to a split, in two phases: made ready on all of them, then all go at
/// once, then each is read back. What is commanded is written down before, what came of it after.
/// Blocking; safe for all threads.
public final class FleetShift {
  private static final Logger LOG = LoggerFactory.getLogger(FleetShift.class);

  private final Inventory inventory;
  private final TrafficStore store;
  private final NodeAccess access;

  /// @param store where what is commanded is written down
  public FleetShift(Inventory inventory, TrafficStore store, NodeAccess access) {
    this.inventory = inventory;
    this.store = store;
    this.access = access;
  }

  /// Does it. What becomes of the nodes is a result, also when all of them refuse.
  ///
  /// @param motions told of each phase; ends with {@link Motion#STILL}
  /// @throws FailureException when there is nothing to shift, or the store fails before any node
  ///   was touched
  public ShiftResult run(ShiftOrder order, Consumer<Motion> motions) throws FailureException {
    Fleet fleet = inventory.load();
    List<Node> all = carrying(fleet, order.pool());
    requireKnown(order, all);
    Optional<TrafficStore.PoolSplit> before = Optional.ofNullable(store.splits().get(order.pool()));
    Instant at = now();
    store.command(order.pool(), order.split(), access.desk().operator(), at);
    List<NodeShift> shifts =
        all.stream()
            .filter(node -> !order.leftOut().contains(node.name()))
            .map(node -> new NodeShift(node, order.pool(), order.split().onNode(), access))
            .toList();
    ShiftResult result;
    try {
      result = new Run(order, all, shifts, motions, at).run();
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
    requireSomeNode(order, result);
    if (!result.told() && before.isPresent()) {
      TrafficStore.PoolSplit former = before.get();
      store.command(order.pool(), former.on(order.split().live()), former.operator(), former.at());
    }
    try {
      store.shifted(order.rollout(), result);
    } catch (FailureException e) {
      LOG.warn("what came of a shift of {} was not kept: {}", order.pool(), e.getMessage());
    }
    return result;
  }

  /// The nodes that carry a pool by the inventory, in its order.
  static List<Node> carrying(Fleet fleet, Name pool) throws FailureException {
    if (fleet.findPool(pool).isEmpty()) {
      throw new FailureException(
          new Failure.NotFound(
              "pool",
              pool.value(),
              fleet.pools().stream().map(each -> each.name().value()).toList()));
    }
    return fleet.nodes().stream()
        .filter(node ->
            fleet.servicesOn(node).stream().anyMatch(service -> service.pools().contains(pool)))
        .toList();
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

  /// One shift on its way.
  private record Run(
      ShiftOrder order,
      List<Node> all,
      List<NodeShift> shifts,
      Consumer<Motion> motions,
      Instant at) {

    ShiftResult run() {
      long began = System.nanoTime();
      motions.accept(Motion.PREPARING);
      List<NodeShift> ready = each(shifts, NodeShift::prepare);
      boolean goes = mayGo(ready);
      if (goes) {
        ready = each(ready.stream().filter(shift -> !shift.absent()).toList(), NodeShift::place);
        goes = mayGo(ready);
      }
      Duration prepared = since(began);
      if (!goes) {
        return result(shifts, List.of(), prepared, Duration.ZERO);
      }
      long word = System.nanoTime();
      motions.accept(Motion.COMMITTING);
      each(ready, NodeShift::go);
      each(ready.stream().filter(shift -> !shift.gone()).toList(), NodeShift::again);
      motions.accept(Motion.VERIFYING);
      List<NodeShifted> seen = ask(ready, NodeShift::verified);
      Duration committed = since(word);
      Set<NodeShift> went = new HashSet<>(ready);
      return result(
          shifts.stream().filter(shift -> !went.contains(shift)).toList(),
          seen,
          prepared,
          committed);
    }

    /// Whether the others may go without those that refused.
    private boolean mayGo(List<NodeShift> ready) {
      boolean some = ready.stream().anyMatch(shift -> !shift.absent());
      return switch (order.reach()) {
        case ALL -> some && shifts.stream().allMatch(shift -> shift.failure().isEmpty());
        case THOSE_THAT_CAN -> some;
      };
    }

    /// A step on all at once; those that could take it.
    private static List<NodeShift> each(List<NodeShift> some, Step step) {
      Map<Name, Outcome<Boolean>> outcomes =
          FanOut.all(
              some,
              NodeShift::name,
              shift -> {
                step.on(shift);
                return true;
              });
      List<NodeShift> able = new ArrayList<>();
      for (NodeShift shift : some) {
        Optional<Failure> refusal =
            Optional.ofNullable(outcomes.get(shift.name())).flatMap(Outcome::findFailure);
        refusal.ifPresent(shift::refused);
        if (refusal.isEmpty()) {
          able.add(shift);
        }
      }
      return able;
    }

    private static List<NodeShifted> ask(
        List<NodeShift> some, java.util.function.Function<NodeShift, NodeShifted> question) {
      List<NodeShifted> answers = new ArrayList<>();
      FanOut.all(some, NodeShift::name, question::apply)
          .values()
          .forEach(outcome -> outcome.find().ifPresent(answers::add));
      return answers;
    }

    /// @param still those that did not go, which are read once more
    private ShiftResult result(
        List<NodeShift> still, List<NodeShifted> went, Duration prepared, Duration committed) {
      List<NodeShifted> known = new ArrayList<>(went);
      known.addAll(ask(still, shift -> shift.untouched(Optional.empty())));
      List<NodeShifted> ordered = new ArrayList<>();
      for (Node node : all) {
        known.stream()
            .filter(each -> each.node().equals(node.name()))
            .findFirst()
            .ifPresentOrElse(ordered::add, () -> ordered.add(leftOut(node)));
      }
      return new ShiftResult(
          order.pool(), order.split().onNode(), ordered, at, prepared, committed);
    }

    private static NodeShifted leftOut(Node node) {
      return new NodeShifted(
          node.name(),
          NodeShifted.End.LEFT_OUT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of("left out by name: nothing was sent to it"));
    }

    private static Duration since(long nanos) {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  private interface Step {
    void on(NodeShift shift) throws FailureException;
  }
}
