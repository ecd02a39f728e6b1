package pointsman.service.shift;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// The word that nodes may go, asked for when all are ready, and again by whoever finds it old: a
/// program that froze in between must not act on what was true before. By the wall clock too, since
/// the other one stands still while a machine sleeps. Safe for all threads.
final class GoAhead {
  /// Shorter than a node's script keeps its lock for a silent desk, so nobody else went meanwhile.
  static final Duration FRESH = Duration.ofSeconds(3);

  private static final int TRIES = 5;

  /// When it was asked for.
  private record Asked(Instant at, long nanos) {}

  private final FleetShift.BeforeGo question;
  private final Clock clock;
  private volatile Asked asked;

  GoAhead(FleetShift.BeforeGo question, Clock clock) {
    this.question = question;
    this.clock = clock;
    this.asked = new Asked(Instant.MIN, 0);
  }

  /// Asks.
  ///
  /// @throws FailureException no node is to go from now on
  synchronized void ask() throws FailureException {
    for (int i = 0; i < TRIES; i++) {
      Asked now = new Asked(clock.instant(), System.nanoTime());
      question.check();
      asked = now;
      if (isFresh()) {
        return;
      }
    }
    throw new FailureException(
        new Failure.Refused(
            "go",
            "This computer is too slow to say whether the nodes may still go.",
            "Nothing more was told to them. Try again when it is less busy."));
  }

  /// Asks unless it was just done.
  void require() throws FailureException {
    if (!isFresh()) {
      ask();
    }
  }

  private boolean isFresh() {
    Asked last = asked;
    Instant now = clock.instant();
    return !last.at().equals(Instant.MIN)
        && !now.isBefore(last.at())
        && Duration.between(last.at(), now).compareTo(FRESH) < 0
        && System.nanoTime() - last.nanos() < FRESH.toNanos();
  }
}
