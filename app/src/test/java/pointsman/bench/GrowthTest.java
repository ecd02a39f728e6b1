package pointsman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import pointsman.bench.PollReport.Sample;
import pointsman.bench.PollReport.Trend;

/// What counts as growth. It must find a leak, or a poll that exits with 0 proves nothing.
final class GrowthTest {
  private static List<Sample> samples(
      int count, IntUnaryOperator heap, IntUnaryOperator threads, IntUnaryOperator files) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(
          new Sample(
              30L * (i + 1),
              heap.applyAsInt(i),
              20,
              threads.applyAsInt(i),
              files.applyAsInt(i),
              0.1,
              1500,
              2,
              10,
              50));
    }
    return samples;
  }

  private static List<String> grown(List<Sample> samples) {
    return Growth.of(samples).stream().filter(Trend::grew).map(Trend::what).toList();
  }

  @Test
  void aHeapThatOnlyWaversDoesNotGrow() {
    assertThat(grown(samples(20, i -> 40_000 + 1000 * (i % 3), _ -> 120, _ -> 300))).isEmpty();
  }

  @Test
  void whatStartingUpNeededIsNoGrowth() {
    assertThat(grown(samples(20, i -> i == 0 ? 90_000 : 40_000, _ -> 120, i -> i == 0 ? 9 : 300)))
        .isEmpty();
  }

  /// Each look that is on its way just then has one.
  @Test
  void looksOnTheirWayAreNoThreadsLeftOver() {
    List<Sample> busier = samples(20, _ -> 40_000, i -> i < 10 || i % 3 == 0 ? 105 : 190, _ -> 300);
    assertThat(grown(busier)).isEmpty();
  }

  @Test
  void oneMegabyteAMinuteIsFound() {
    assertThat(grown(samples(20, i -> 40_000 + 500 * i, _ -> 120, _ -> 300)))
        .containsExactly("heap, kB");
  }

  @Test
  void aThreadLeftOverEachMinuteIsFound() {
    List<Sample> leaking = samples(20, _ -> 40_000, i -> 120 + i / 2, _ -> 300);
    assertThat(grown(leaking)).containsExactly("virtual threads");
    assertThat(Growth.of(leaking))
        .filteredOn(Trend::grew)
        .first()
        .extracting(Trend::perMinute)
        .satisfies(slope -> assertThat(slope).isBetween(0.9, 1.1));
  }

  @Test
  void aFileLeftOpenEachMinuteIsFound() {
    assertThat(grown(samples(20, _ -> 40_000, _ -> 120, i -> 300 + i / 2)))
        .containsExactly("open files");
  }

  @Test
  void aFewReadingsSayNothing() {
    assertThat(Growth.of(samples(Growth.FEWEST - 1, i -> 1000 * i, i -> i, i -> i))).isEmpty();
  }
}
