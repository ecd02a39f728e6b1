package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NodePlan;
import pointsman.port.Journal;

/// Tells a plan that takes the latest deploy back from one that goes onward. By what it would
/// bring, not by what it is called: the same content as ran before the latest run of each of its
/// nodes.
final class Undo {
  /// How many runs are looked through for a way back.
  static final int RUNS = 500;

  /// How long a deploy can be taken back as such; as long as a switch's safety net.
  static final Duration WITHIN = Duration.ofHours(24);

  private static final String REVERT = "revert ";

  private Undo() {}

  /// Whether the plan takes the latest run back on every node that it changes.
  static boolean of(DeployPlan plan, Journal journal, Instant now) throws FailureException {
    for (NodePlan.Change change : plan.changes()) {
      Optional<Journal.Run> latest = journal.latest(change.node());
      if (change.takeOver().isPresent() || latest.isEmpty() || !undoes(change, latest.get(), now)) {
        return false;
      }
    }
    return !plan.changes().isEmpty();
  }

  private static boolean undoes(NodePlan.Change change, Journal.Run latest, Instant now) {
    // Taking a revert back would bring the change again that someone took back.
    return !latest.purpose().startsWith(REVERT)
        && !latest.started().isBefore(now.minus(WITHIN))
        && latest.nodes().stream()
            .flatMap(node -> node.previous().stream())
            .anyMatch(change.release().id()::sameContent);
  }
}
