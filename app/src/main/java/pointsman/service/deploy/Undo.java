package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NodePlan;
import pointsman.port.Journal;

/// Tells a plan that takes the latest deploy back from one that goes onward. By what it would
/// bring, not by what it is called: the same content as ran before the latest run of each of its
/// nodes.
final class Undo {
  /// How many runs are looked through.
  static final int RUNS = 500;

  /// How long a deploy can be taken back as such; as long as a switch's safety net.
  static final Duration WITHIN = Duration.ofHours(24);

  private static final String REVERT = "revert ";

  private Undo() {}

  /// Whether the plan takes the latest run back on every node that it changes.
  ///
  /// @param runs the latest, newest first
  static boolean of(DeployPlan plan, List<Journal.Run> runs, Instant now) {
    return !plan.changes().isEmpty()
        && plan.changes().stream().allMatch(change -> undoes(change, runs, now));
  }

  private static boolean undoes(NodePlan.Change change, List<Journal.Run> runs, Instant now) {
    if (change.takeOver().isPresent()) {
      return false;
    }
    for (Journal.Run run : runs) {
      Optional<Journal.RunNode> node =
          run.nodes().stream().filter(each -> each.node().equals(change.node())).findFirst();
      if (node.isPresent()) {
        // Taking a revert back would bring the change again that someone took back.
        return !run.purpose().startsWith(REVERT)
            && !run.started().isBefore(now.minus(WITHIN))
            && node.get().previous().filter(change.release().id()::sameContent).isPresent();
      }
    }
    return false;
  }
}
