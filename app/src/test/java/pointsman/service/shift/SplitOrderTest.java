package pointsman.service.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;
import pointsman.model.value.InvalidValueException;

/// What an operator's order makes of a split.
final class SplitOrderTest {
  private static final Name POOL = new Name("shop");

  private static TrafficSplit now(int percent, boolean on, LaneColor live) {
    return new TrafficSplit(
        live,
        new Share(percent * 100),
        Salt.FIRST,
        on ? Optional.of(live.other()) : Optional.empty());
  }

  /// From, rules; to, rules wanted; rules then.
  @ParameterizedTest
  @CsvSource({
    "0, false, 5, , true",
    "0, true, 5, , true",
    "5, true, 25, , true",
    "5, false, 25, , false",
    "25, true, 5, , true",
    "25, false, 5, , false",
    "25, true, 0, , false",
    "25, false, 0, , false",
    "0, true, 0, , false",
    "0, false, , true, true",
    "25, true, , false, false",
    "25, false, , true, true",
    "25, true, 0, true, true",
    "0, false, 5, false, false",
  })
  void rulesGoOnWithTheFirstUsersAndOffAtHomeUnlessTheyAreNamed(
      int from, boolean on, Integer to, Boolean wanted, boolean then) {
    for (LaneColor live : LaneColor.values()) {
      TrafficSplit now = now(from, on, live);
      SplitOrder order =
          new SplitOrder(
              POOL,
              Optional.empty(),
              Optional.ofNullable(to).map(percent -> new Share(percent * 100)),
              Optional.ofNullable(wanted),
              Set.of());
      Share next = order.candidate(now);

      assertThat(next).isEqualTo(new Share((to == null ? from : to) * 100));
      assertThat(order.audience(now, next))
          .isEqualTo(then ? Optional.of(live.other()) : Optional.empty());
    }
  }

  @ParameterizedTest
  @CsvSource({"blue, 30, 70", "green, 30, 30", ", 30, 30"})
  void aShareIsOfTheLaneThatIsNamed(String lane, int percent, int candidate) {
    SplitOrder order =
        new SplitOrder(
            POOL,
            Optional.ofNullable(lane)
                .map(word -> LaneColor.valueOf(word.toUpperCase(java.util.Locale.ROOT))),
            Optional.of(new Share(percent * 100)),
            Optional.empty(),
            Set.of());

    assertThat(order.candidate(now(0, false, LaneColor.BLUE)))
        .isEqualTo(new Share(candidate * 100));
  }

  @Test
  void onceMoreIsTheSame() {
    for (boolean on : new boolean[] {true, false}) {
      for (int percent : new int[] {0, 25, 100}) {
        TrafficSplit now = now(percent, on, LaneColor.BLUE);
        SplitOrder again = SplitOrder.again(POOL, now);

        assertThat(again.candidate(now)).isEqualTo(now.candidate());
        assertThat(again.audience(now, now.candidate())).isEqualTo(now.audience());
      }
    }
  }

  @Test
  void refusesAnOrderThatWantsNothing() {
    assertThatThrownBy(() ->
            new SplitOrder(POOL, Optional.empty(), Optional.empty(), Optional.empty(), Set.of()))
        .isInstanceOf(InvalidValueException.class);
  }
}
