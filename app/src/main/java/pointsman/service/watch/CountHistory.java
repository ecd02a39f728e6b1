package pointsman.service.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.engine.traffic.GateJudge;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.LaneGrowth;
import pointsman.model.traffic.PoolLane;

/// What one node counted lately: look by look, and what is older than a minute in pieces of ten
/// seconds. One thread at a time.
final class CountHistory {
  private static final Duration FINE = GateJudge.WINDOW.plusSeconds(10);
  private static final Duration PIECE = Duration.ofSeconds(10);
  private static final Duration KEPT = GateJudge.LONGEST.plusSeconds(30);

  /// @param missing what is known not to be counted in it
  record Step(Instant from, Instant to, Map<PoolLane, LaneCounts> grown, Optional<String> missing) {
    Step {
      grown = Map.copyOf(grown);
    }

    Step with(Step next) {
      Map<PoolLane, LaneCounts> sum = new HashMap<>(grown);
      next.grown.forEach((lane, counts) -> sum.merge(lane, counts, LaneCounts::plus));
      return new Step(from, next.to, sum, next.missing.or(() -> missing));
    }
  }

  private final Deque<Step> older = new ArrayDeque<>();
  private final Deque<Step> recent = new ArrayDeque<>();

  void add(Step step) {
    recent.add(step);
    while (recent.getFirst().to().isBefore(step.to().minus(FINE))) {
      age(recent.removeFirst());
    }
    older.removeIf(each -> each.to().isBefore(step.to().minus(KEPT)));
  }

  private void age(Step step) {
    Step last = older.peekLast();
    boolean joins =
        last != null
            && last.to().equals(step.from())
            && Duration.between(last.from(), step.to()).compareTo(PIECE) <= 0;
    if (joins) {
      older.removeLast();
      older.add(last.with(step));
    } else {
      older.add(step);
    }
  }

  /// The steps that began at or after a time, the oldest first.
  List<Step> since(Instant from) {
    List<Step> steps = new ArrayList<>(older);
    steps.addAll(recent);
    steps.removeIf(step -> step.from().isBefore(from));
    return steps;
  }

  /// What was counted of a lane, the oldest first.
  List<LaneGrowth> growth(PoolLane lane) {
    List<LaneGrowth> growth = new ArrayList<>();
    for (Step step : since(Instant.MIN)) {
      LaneCounts counts = step.grown().get(lane);
      if (counts != null) {
        growth.add(new LaneGrowth(step.from(), step.to(), counts));
      }
    }
    return growth;
  }
}
