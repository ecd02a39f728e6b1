package pointsman.service.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pointsman.engine.traffic.ClockBounds;
import pointsman.model.node.ScriptAnswer;

/// Brings what one node's clock shows to the desk's clock: nodes whose clocks differ are compared
/// by it. One thread at a time.
public final class ShiftClock {
  private static final Pattern NANOS = Pattern.compile("[0-9]{10,19}");
  private static final long SECOND = 1_000_000_000L;

  private final Clock desk;
  private final List<String> evidence;
  private Optional<ClockBounds> bounds = Optional.empty();

  /// @param evidence where it says that the clocks differ
  public ShiftClock(Clock desk, List<String> evidence) {
    this.desk = desk;
    this.evidence = evidence;
  }

  /// The desk's time.
  public Instant now() {
    return desk.instant();
  }

  /// A question's answer shows how far the clocks may differ; see {@link ClockBounds#of}.
  public void learn(Instant sent, Instant began, Instant ended, Instant answered) {
    ClockBounds more = ClockBounds.of(sent, began, ended, answered);
    bounds = Optional.of(bounds.map(known -> known.and(more)).orElse(more));
  }

  /// When a reload that was just answered began, by the desk's clock; empty where it is not told.
  public Optional<Instant> reloaded(Instant sent, ScriptAnswer answer) {
    Instant answered = now();
    Optional<Instant> stamp = answer.find("stamp").flatMap(ShiftClock::read);
    Optional<Instant> ended = answer.find("ended").flatMap(ShiftClock::read);
    if (stamp.isPresent() && ended.isPresent()) {
      learn(sent, stamp.get(), ended.get(), answered);
    }
    return stamp.map(this::here);
  }

  /// A moment of the node by the desk's clock.
  public Instant here(Instant stamp) {
    if (bounds.isEmpty() || bounds.get().agrees()) {
      return stamp;
    }
    Instant at = bounds.get().here(stamp);
    evidence.add(
        "its clock: %d ms beside the desk's, give or take %d"
            .formatted(
                Duration.between(at, stamp).toMillis(), bounds.get().error().toMillis() + 1));
    return at;
  }

  /// What `date +%s%N` told; empty where it did not.
  private static Optional<Instant> read(String nanos) {
    if (!NANOS.matcher(nanos).matches()) {
      return Optional.empty();
    }
    long all = Long.parseLong(nanos);
    return Optional.of(Instant.ofEpochSecond(all / SECOND, all % SECOND));
  }
}
