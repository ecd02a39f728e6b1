package pointsman.service.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pointsman.model.traffic.RolloutState;

/// When users that could not be brought back are tried again: ever more slowly, counted from the
/// end of an attempt, since one that waits for a silent node takes seconds.
final class HomeRetries {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofMinutes(5);

  private Optional<Instant> since = Optional.empty();
  private Duration patience = FIRST;

  /// Whether it is time.
  boolean isDue(RolloutState state, Instant now) {
    boolean stuck =
        state instanceof RolloutState.Parted parted
            && parted.to() instanceof RolloutState.Target.Home;
    if (!stuck) {
      since = Optional.empty();
      patience = FIRST;
      return false;
    }
    if (since.isEmpty()) {
      since = Optional.of(now);
    }
    return now.isAfter(since.get().plus(patience));
  }

  /// It was tried.
  void tried(Instant now) {
    since = Optional.of(now);
    Duration twice = patience.multipliedBy(2);
    patience = twice.compareTo(SLOWEST) > 0 ? SLOWEST : twice;
  }
}
