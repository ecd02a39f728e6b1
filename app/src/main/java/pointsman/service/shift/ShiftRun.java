package pointsman.service.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.ShiftResult;
import pointsman.service.node.FanOut;
import pointsman.service.node.Together;

/// One fleet shift on its way, phase by phase.
///
/// @param all the nodes that carry the pool, in the order of the fleet
/// @param shifts those of them that are not left out
/// @param at when it began
record ShiftRun(
    ShiftOrder order,
    List<Node> all,
    List<NodeShift> shifts,
    Consumer<Motion> motions,
    Instant at) {

  ShiftResult run(GoAhead leave) throws FailureException {
    long began = System.nanoTime();
    motions.accept(Motion.PREPARING);
    List<NodeShift> ready = prepare();
    boolean goes = mayGo(ready);
    if (goes) {
      ready = each(ready.stream().filter(shift -> !shift.absent()).toList(), NodeShift::place);
      goes = mayGo(ready);
    }
    Duration prepared = since(began);
    if (!goes) {
      return result(shifts, List.of(), prepared, Duration.ZERO);
    }
    leave.ask();
    long word = System.nanoTime();
    motions.accept(Motion.COMMITTING);
    Together together = new Together(ready.size());
    AtomicInteger onTheirWay = new AtomicInteger(ready.size());
    List<NodeShifted> seen =
        ask(
            ready,
            shift -> {
              shift.go(together, leave);
              if (onTheirWay.decrementAndGet() == 0) {
                motions.accept(Motion.VERIFYING);
              }
              if (!shift.gone()) {
                shift.again(leave);
              }
              return shift.verified();
            });
    Duration committed =
        ready.stream().map(shift -> shift.took(word)).max(Duration::compareTo).orElseThrow();
    Set<NodeShift> went = new HashSet<>(ready);
    return result(
        shifts.stream().filter(shift -> !went.contains(shift)).toList(), seen, prepared, committed);
  }

  /// Onward all are waited for. On the way back one that hangs keeps nobody waiting.
  private List<NodeShift> prepare() {
    return switch (order.reach()) {
      case ALL -> each(shifts, NodeShift::prepare);
      case THOSE_THAT_CAN -> Straggle.prepare(shifts);
    };
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
  static List<NodeShift> each(List<NodeShift> some, Step step) {
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
      List<NodeShift> some, Function<NodeShift, NodeShifted> question) {
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
    return new ShiftResult(order.pool(), order.split().onNode(), ordered, at, prepared, committed);
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

  /// What is done to each node; it may fail there.
  interface Step {
    void on(NodeShift shift) throws FailureException;
  }
}
