package pointsman.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.value.InvalidValueException;

/// Numbers and times at the ends of their ranges, and just beyond.
final class RangesTest {
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  static Stream<Arguments> numbers() {
    return Stream.of(
        number("port", Port::new, 1, 65_535),
        number("weight", each -> server("a", each, Optional.empty()), 0, 256),
        number("maxconn", each -> server("a", 1, Optional.of(each)), 1, 1_000_000),
        number("rise", each -> check(200, 399, seconds(5), seconds(2), each, 3), 1, 100),
        number("fall", each -> check(200, 399, seconds(5), seconds(2), 2, each), 1, 100),
        number("expected from", each -> check(each, 599, seconds(5), seconds(2), 2, 3), 100, 599),
        number("expected to", each -> check(100, each, seconds(5), seconds(2), 2, 3), 100, 599),
        number("failures", each -> new PassiveCheck(each, seconds(10)), 1, 1000),
        number(
            "table size",
            each -> new Persistence.Table(each, seconds(10), List.of()),
            100,
            10_000_000));
  }

  static Stream<Arguments> times() {
    return Stream.of(
        time(
            "interval",
            each -> check(200, 399, each, seconds(2), 2, 3),
            Duration.ofMillis(100),
            Duration.ofHours(1)),
        time(
            "check timeout",
            each -> check(200, 399, seconds(5), each, 2, 3),
            Duration.ofMillis(10),
            Duration.ofMinutes(10)),
        time("window", each -> new PassiveCheck(3, each), seconds(1), Duration.ofHours(1)),
        time(
            "expiry",
            each -> new Persistence.Table(100, each, List.of()),
            seconds(1),
            Duration.ofDays(7)),
        time(
            "connect",
            each -> new Timeouts(each, seconds(1), seconds(1), seconds(1)),
            Duration.ofMillis(1),
            Duration.ofDays(7)),
        time(
            "old workers",
            each -> new Timeouts(seconds(1), seconds(1), seconds(1), each),
            Duration.ofMillis(1),
            Duration.ofDays(7)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void takesBothEndsOfANumbersRangeAndNothingBeyond(
      String what, IntConsumer make, int lowest, int highest) {
    assertThat(isTaken(() -> make.accept(lowest))).isTrue();
    assertThat(isTaken(() -> make.accept(highest))).isTrue();
    for (int beyond : List.of(lowest - 1, highest + 1, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      assertThat(isTaken(() -> make.accept(beyond))).as(what + " " + beyond).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("times")
  void takesBothEndsOfATimesRangeAndNothingBeyond(
      String what, Consumer<Duration> make, Duration lowest, Duration highest) {
    assertThat(isTaken(() -> make.accept(lowest))).isTrue();
    assertThat(isTaken(() -> make.accept(highest))).isTrue();
    for (Duration beyond :
        List.of(
            lowest.minusNanos(1),
            highest.plusMillis(1),
            Duration.ZERO,
            FOREVER,
            FOREVER.negated())) {
      assertThat(isTaken(() -> make.accept(beyond))).as(what + " " + beyond).isFalse();
    }
  }

  @Test
  void refusesALaneWithANameOrAnEndpointTwice() {
    Server one = server("a", 1, Optional.empty());
    Server sameName =
        new Server(one.name(), new Host("10.0.0.2"), one.port(), 1, Optional.empty(), false, false);

    assertThat(isTaken(() -> lane(one, server("b", 2, Optional.empty())))).isFalse();
    assertThat(isTaken(() -> lane(one, sameName))).isFalse();
    assertThat(isTaken(() -> lane(one))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "::", "0:0:0:0:0:0:0:0"})
  void refusesAServerAtAnAddressOfNobody(String address) {
    assertThat(isTaken(() -> at(address))).isFalse();
    assertThat(isTaken(() -> at("0.0.0.1"))).isTrue();
  }

  private static void at(String address) {
    assertThat(
            new Server(
                new Name("b1"), new Host(address), new Port(80), 1, Optional.empty(), false, false))
        .isNotNull();
  }

  private static void lane(Server... servers) {
    assertThat(new Lane(Optional.empty(), List.of(servers)).servers()).hasSize(servers.length);
  }

  private static boolean isTaken(Runnable make) {
    try {
      make.run();
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  private static Arguments number(String what, IntConsumer make, int lowest, int highest) {
    return Arguments.of(what, make, lowest, highest);
  }

  private static Arguments time(
      String what, Consumer<Duration> make, Duration lowest, Duration highest) {
    return Arguments.of(what, make, lowest, highest);
  }

  private static Server server(String name, int weight, Optional<Integer> maxconn) {
    return new Server(
        new Name(name), new Host("10.0.0.1"), new Port(80), weight, maxconn, false, false);
  }

  private static ActiveCheck check(
      int from, int to, Duration interval, Duration timeout, int rise, int fall) {
    return new ActiveCheck(
        ActiveCheck.Kind.HTTP, new UrlPath("/health"), from, to, interval, timeout, rise, fall);
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
