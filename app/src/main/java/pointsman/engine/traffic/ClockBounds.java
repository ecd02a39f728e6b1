package pointsman.engine.traffic;

import java.time.Duration;
import java.time.Instant;

/// How far a node's clock may lie behind ours, as far as questions have shown. A node reads its
/// clock after a question was sent and before the answer came, so each answer bounds the
/// difference: `sent - stamp <= difference <= answered - stamp`, as in Cristian's algorithm (F.
/// Cristian, "Probabilistic clock synchronization", 1989). Several answers narrow it.
///
/// @param least the least difference, our clock minus the node's
/// @param most the greatest
public record ClockBounds(Duration least, Duration most) {
  /// Bounds in the wrong order, by a clock that was set meanwhile, are turned.
  public ClockBounds {
    if (least.compareTo(most) > 0) {
      Duration other = least;
      least = most;
      most = other;
    }
  }

  /// What one answer shows.
  ///
  /// @param sent when the question went, by our clock
  /// @param began a moment after that, by the node's clock
  /// @param ended the same or a later moment before the answer came, by the node's clock
  /// @param answered when the answer was here, by our clock
  public static ClockBounds of(Instant sent, Instant began, Instant ended, Instant answered) {
    return new ClockBounds(Duration.between(began, sent), Duration.between(ended, answered));
  }

  /// What both show; where they contradict each other the clock was set in between, and the later
  /// one counts.
  public ClockBounds and(ClockBounds later) {
    Duration low = least.compareTo(later.least) > 0 ? least : later.least;
    Duration high = most.compareTo(later.most) < 0 ? most : later.most;
    return low.compareTo(high) > 0 ? later : new ClockBounds(low, high);
  }

  /// A moment of the node by our clock. A clock that may well agree with ours is left as it is;
  /// otherwise the middle of the bounds is taken, so that it is wrong by {@link #error} at most.
  public Instant here(Instant stamp) {
    return agrees() ? stamp : stamp.plus(least.plus(most).dividedBy(2));
  }

  /// Whether nothing shows that the clocks differ.
  public boolean agrees() {
    return !least.isPositive() && !most.isNegative();
  }

  /// By how much {@link #here} may be wrong.
  public Duration error() {
    return agrees() ? longer(least.abs(), most) : most.minus(least).dividedBy(2);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
