package pointsman.service.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.port.TrafficStore;

/// Which pools may be split over their fleet, by what was written down.
public final class Notices {
  private Notices() {}

  public static List<String> of(Fleet fleet, TrafficStore store) throws FailureException {
    List<String> notices = new ArrayList<>();
    for (Map.Entry<Name, TrafficStore.PoolSplit> each : store.splits().entrySet()) {
      Name pool = each.getKey();
      if (fleet.findPool(pool).isEmpty()) {
        continue;
      }
      Optional<TrafficStore.ShiftEntry> shift = store.shifts(pool, 1).stream().findFirst();
      if (isCut(each.getValue(), shift)) {
        notices.add(
            "%s: a shift to %s by %s at %s never came to its end; 'pointsman traffic %s' shows what runs."
                .formatted(
                    pool,
                    each.getValue().candidate(),
                    each.getValue().operator(),
                    each.getValue().at(),
                    pool));
        continue;
      }
      List<Name> behind = behind(shift.get());
      if (!behind.isEmpty()) {
        notices.add(
            "%s: the fleet is split since %s: %s did not go to %s green. %s; 'pointsman traffic %s' shows what runs."
                .formatted(
                    pool,
                    shift.get().at(),
                    behind.stream().map(Name::value).collect(Collectors.joining(", ")),
                    shift.get().split().green(),
                    wayOn(pool, store),
                    pool));
      }
    }
    return notices;
  }

  /// Whether what is commanded was never seen to come to its end.
  public static boolean isCut(
      TrafficStore.PoolSplit commanded, Optional<TrafficStore.ShiftEntry> latest) {
    return latest.map(entry -> entry.at().isBefore(commanded.at())).orElse(true);
  }

  /// A rollout has the pool to itself: it alone sends its nodes anything.
  private static String wayOn(Name pool, TrafficStore store) throws FailureException {
    boolean rollout = store.find(pool).filter(entry -> !entry.rollout().over()).isPresent();
    return rollout
        ? "'pointsman canary retry "
            + pool
            + "' tries again, 'pointsman rollback "
            + pool
            + "' goes back"
        : "Split again to retry, or split 0 to go back";
  }

  /// The nodes that did not go when others did.
  public static List<Name> behind(TrafficStore.ShiftEntry shift) {
    boolean told = !shift.committed().isZero();
    boolean went = shift.nodes().stream().anyMatch(node -> node.end() != NodeShifted.End.UNTOUCHED);
    return shift.nodes().stream()
        .filter(_ -> told && went)
        .filter(node -> node.end() != NodeShifted.End.SEATED)
        .map(TrafficStore.ShiftNode::node)
        .toList();
  }
}
