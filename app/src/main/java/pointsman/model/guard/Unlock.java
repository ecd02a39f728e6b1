package pointsman.model.guard;

import java.time.Duration;
import java.time.Instant;
import pointsman.model.value.InvalidValueException;

/// Production's lock, open for a while.
///
/// @param since from when
/// @param until it closes by itself
/// @param why in the words of who opened it
/// @param operator who opened it
public record Unlock(Instant since, Instant until, Why why, String operator) {
  /// How long it stays open when nothing else is said.
  public static final Duration USUAL = Duration.ofMinutes(30);

  private static final Duration LONGEST = Duration.ofHours(8);

  /// Refuses locks that would stay open.
  public Unlock {
    Duration length = Duration.between(since, until);
    if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0) {
      throw new InvalidValueException("an unlock of " + told(length), "1 s to 8 h");
    }
  }

  /// In the largest unit that keeps it whole.
  private static String told(Duration length) {
    long seconds = length.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + " s";
    }
    return seconds % 3600 != 0 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  /// Whether it is open at a moment; a clock that was set back does not keep it open.
  public boolean inForce(Instant now) {
    return !now.isBefore(since) && now.isBefore(until);
  }
}
