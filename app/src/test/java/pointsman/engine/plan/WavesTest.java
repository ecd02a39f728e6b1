package pointsman.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a fleet is cut into waves.
final class WavesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 25, ''",
    "1, 1, 1",
    "1, 100, 1",
    "4, 25, 1 1 1 1",
    "6, 25, 1 1 1 1 1 1",
    "6, 50, 3 3",
    "6, 51, 3 3",
    "6, 99, 5 1",
    "6, 100, 6",
    "7, 50, 3 3 1",
    "50, 25, 12 12 12 12 2",
    "100, 29, 29 29 29 13"
  })
  void areAsLargeAsTheShareAllows(int nodes, int percent, String sizes) {
    List<String> cut =
        Waves.of(numbers(nodes), percent).stream()
            .map(wave -> Integer.toString(wave.size()))
            .toList();

    assertThat(String.join(" ", cut)).isEqualTo(sizes);
  }

  @Property
  void holdEveryNodeOnceInOrder(
      @ForAll @IntRange(max = 600) int nodes, @ForAll @IntRange(min = 1, max = 100) int percent) {
    List<List<Integer>> waves = Waves.of(numbers(nodes), percent);

    assertThat(waves.stream().flatMap(List::stream)).isEqualTo(numbers(nodes));
  }

  @Property
  void neverTakeMoreThanTheShareUnlessThatIsLessThanOneNode(
      @ForAll @IntRange(min = 1, max = 600) int nodes,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    for (List<Integer> wave : Waves.of(numbers(nodes), percent)) {
      assertThat(wave).isNotEmpty();
      assertThat(wave.size() == 1 || wave.size() * 100 <= nodes * percent).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101, Integer.MAX_VALUE})
  void refuseAShareThatIsNone(int percent) {
    assertThatThrownBy(() -> Waves.of(List.of(1), percent))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doNotChangeWithTheListTheyWereCutFrom() {
    List<Integer> all = new java.util.ArrayList<>(numbers(4));
    List<List<Integer>> waves = Waves.of(all, 50);
    all.clear();

    assertThat(waves).containsExactly(List.of(0, 1), List.of(2, 3));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
