package pointsman.service.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.service.watch.GateSource;

/// Three nodes in memory: what they hold, which of them refuse or are cut off, their leases, and
/// what an inventory says is live. All that happened stands in the log.
final class FakeNodes implements Shifts, Leases, LiveLanes, GateSource {
  static final List<Name> NODES = List.of(new Name("n1"), new Name("n2"), new Name("n3"));

  final Map<Name, NodeSplit> splits = new LinkedHashMap<>();
  final Set<Name> refusing = new HashSet<>();
  final Set<Name> cut = new HashSet<>();
  final Map<Name, String> ranOut = new HashMap<>();
  final Set<Name> leased = new HashSet<>();
  final List<String> log = new ArrayList<>();
  volatile LaneColor live = LaneColor.BLUE;
  volatile GateReading gates = new GateReading.Kept();
  volatile int renewals;
  volatile Runnable duringShift = () -> {};

  FakeNodes() {
    NODES.forEach(
        node -> splits.put(node, new NodeSplit(Share.NONE, Salt.FIRST, Optional.empty())));
  }

  @Override
  public List<Name> nodes(Name pool) {
    return NODES;
  }

  @Override
  public ShiftResult shift(Name pool, TrafficSplit split, String rollout, BeforeCommit before)
      throws FailureException {
    duringShift.run();
    Map<Name, NodeSplit> former = Map.copyOf(splits);
    boolean refused = !refusing.isEmpty();
    if (!refused) {
      before.check();
    }
    synchronized (this) {
      List<NodeShifted> nodes = new ArrayList<>();
      for (Name node : NODES) {
        boolean goes = !refused && !cut.contains(node);
        if (goes) {
          splits.put(node, split.onNode());
        }
        NodeShifted.End end =
            goes
                ? NodeShifted.End.SEATED
                : refused ? NodeShifted.End.UNTOUCHED : NodeShifted.End.UNKNOWN;
        Optional<Failure> failure =
            goes
                ? Optional.empty()
                : Optional.of(new Failure.StepFailed(node, "shift", "it is out of order"));
        nodes.add(
            new NodeShifted(
                node,
                end,
                Optional.ofNullable(former.get(node)),
                cut.contains(node) ? Optional.empty() : Optional.ofNullable(splits.get(node)),
                Optional.empty(),
                failure,
                List.of()));
      }
      log.add("shift " + split.green().percent() + (split.audience().isPresent() ? "" : " off"));
      return new ShiftResult(
          pool,
          split.onNode(),
          nodes,
          Clock.systemUTC().instant(),
          Duration.ofMillis(1),
          refused ? Duration.ZERO : Duration.ofMillis(1));
    }
  }

  @Override
  public synchronized void arm(Rollout rollout) {
    log.add("arm");
    leased.addAll(NODES);
  }

  @Override
  public synchronized Told renew(Rollout rollout) {
    renewals++;
    List<Name> missing = NODES.stream().filter(node -> !leased.contains(node)).toList();
    return new Told(ranOut, missing, Map.of());
  }

  @Override
  public synchronized Told end(Rollout rollout) {
    log.add("end lease");
    leased.clear();
    Map<Name, String> told = Map.copyOf(ranOut);
    ranOut.clear();
    return new Told(told, List.of(), Map.of());
  }

  /// Every node went home by itself.
  synchronized void goHome(Rollout rollout) {
    NODES.forEach(node -> {
      splits.put(node, rollout.home().onNode());
      ranOut.put(node, "all users went home");
    });
    leased.clear();
  }

  @Override
  public synchronized void name(Name pool, TrafficSplit split, String operator) {
    log.add("live " + split.live().word());
    live = split.live();
  }

  @Override
  public GateReading read(Rollout rollout, Instant began, Instant now) {
    return gates;
  }

  /// Green's share on every node.
  synchronized List<String> shares() {
    return splits.values().stream().map(split -> split.green().percent()).distinct().toList();
  }

  synchronized List<String> told() {
    return List.copyOf(log);
  }
}
