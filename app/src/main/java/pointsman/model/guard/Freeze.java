package pointsman.model.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;

/// A time in which nothing is changed unless someone says this freeze's name and why. The way back
/// stays open.
///
/// @param name by which it is removed and overridden
/// @param from its first moment
/// @param until the first moment after it
/// @param only the services and pools that it is about; empty: everything
/// @param why in the words of who made it
/// @param operator who made it
/// @param made when
public record Freeze(
    Name name,
    Instant from,
    Instant until,
    Set<Name> only,
    Why why,
    String operator,
    Instant made) {
  private static final Duration LONGEST = Duration.ofDays(400);

  /// Refuses times that are none, or without an end.
  public Freeze {
    only = java.util.Collections.unmodifiableSet(new TreeSet<>(only));
    if (!from.isBefore(until)) {
      throw new InvalidValueException(
          "a freeze from " + from + " until " + until, "an end after its beginning");
    }
    if (Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw new InvalidValueException(
          "a freeze of " + Duration.between(from, until).toDays() + " days", "at most 400 days");
    }
  }

  /// Whether it holds at a moment.
  public boolean inForce(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  /// Whether it lies behind.
  public boolean over(Instant now) {
    return !now.isBefore(until);
  }

  /// Whether it is about a change.
  ///
  /// @param touched the services and pools that the change touches; empty: not known, so all
  public boolean covers(Collection<Name> touched) {
    return only.isEmpty() || touched.isEmpty() || touched.stream().anyMatch(only::contains);
  }
}
