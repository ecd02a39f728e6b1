package pointsman.service.deploy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// The seconds that name releases. No two runs of a home get the same one, however quickly they
/// follow each other: whoever names a release by its id means one run's, and ids sort as their runs
/// did.
///
/// @param journal what was begun
/// @param clock what time it is
record ReleaseSeconds(Journal journal, Clock clock) {
  /// A release that is named later than that was made while the clock was wrong.
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private static final String NOTHING = "00000000";

  /// Now, or the first second after that of the last run's releases.
  Instant next() throws FailureException {
    Instant now = clock.instant();
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    Optional<Instant> last =
        journal.lastRelease(ReleaseId.of(now.plus(AHEAD), NOTHING)).flatMap(ReleaseId::made);
    return last.filter(made -> !made.isBefore(second)).map(made -> made.plusSeconds(1)).orElse(now);
  }
}
