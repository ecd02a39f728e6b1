package pointsman.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ClockBoundsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Instant at(long millis) {
    return NOON.plusMillis(millis);
  }

  @Property
  void aMomentIsBroughtHereWithinTheErrorThatIsTold(
      @ForAll @IntRange(min = -5000, max = 5000) int behind,
      @ForAll @IntRange(max = 100) int there,
      @ForAll @IntRange(max = 100) int back,
      @ForAll @IntRange(max = 100) int thereAgain,
      @ForAll @IntRange(max = 100) int backAgain) {
    Instant first = at(there).minusMillis(behind);
    Instant moment = at(1000 + thereAgain);
    Instant stamp = moment.minusMillis(behind);
    ClockBounds bounds =
        ClockBounds.of(at(0), first, first, at(there + back))
            .and(ClockBounds.of(at(1000), stamp, stamp, at(1000 + thereAgain + backAgain)));
    assertThat(Duration.between(bounds.here(stamp), moment).abs())
        .isLessThanOrEqualTo(bounds.error());
    assertThat(bounds.error()).isLessThanOrEqualTo(Duration.ofMillis(thereAgain + backAgain));
  }

  @Test
  void aClockThatMayAgreeIsLeftAsItIs() {
    ClockBounds bounds = ClockBounds.of(at(0), at(3), at(3), at(10));
    assertThat(bounds.agrees()).isTrue();
    assertThat(bounds.here(at(3))).isEqualTo(at(3));
  }

  @Test
  void aClockThatLagsIsCorrectedByTheMiddle() {
    ClockBounds bounds = ClockBounds.of(at(1000), at(652), at(652), at(1004));
    assertThat(bounds.agrees()).isFalse();
    assertThat(bounds.here(at(652))).isEqualTo(at(1002));
    assertThat(bounds.error()).isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void aClockThatWasSetInBetweenIsJudgedByTheLaterAnswer() {
    ClockBounds before = ClockBounds.of(at(0), at(0), at(0), at(10));
    ClockBounds after = ClockBounds.of(at(100), at(5100), at(5100), at(110));
    assertThat(before.and(after)).isEqualTo(after);
  }

  @Test
  void aDesksClockThatWasSetBackTurnsNothingOver() {
    assertThat(ClockBounds.of(at(10), at(0), at(0), at(0)))
        .isEqualTo(new ClockBounds(Duration.ZERO, Duration.ofMillis(10)));
  }
}
