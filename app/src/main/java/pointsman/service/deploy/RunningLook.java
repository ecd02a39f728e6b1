package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import pointsman.engine.plan.Observed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.plan.ReleaseId;
import pointsman.service.node.NodeAccess;

/// Asks the process on a node whose files are as wanted whether it runs them: a way back by hand,
/// or one that was interrupted between the flip and the reload, leaves files that nobody loaded.
///
/// @param access how nodes are reached
record RunningLook(NodeAccess access) {
  /// For so long after a reload a worker of before may still be the one that answers.
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  /// What was found, with the release that runs where it is another one.
  ///
  /// @throws FailureException when the process does not tell: what it runs is not known
  Observed at(Node node, Observed observed) throws FailureException {
    String current = observed.status().current().map(ReleaseId::value).orElse("");
    Instant deadline = access.desk().clock().instant().plus(OVERLAP);
    while (true) {
      boolean late = isLate(deadline);
      try {
        String running = access.running(node);
        if (running.equals(current)) {
          return observed;
        }
        if (late) {
          return observed.running(running);
        }
      } catch (FailureException e) {
        // One that does not answer has taken its time already.
        if (late || isLate(deadline)) {
          throw e;
        }
      }
      NodeHold.pause(Duration.ofMillis(60));
    }
  }

  private boolean isLate(Instant deadline) {
    return access.desk().clock().instant().isAfter(deadline)
        || Thread.currentThread().isInterrupted();
  }
}
