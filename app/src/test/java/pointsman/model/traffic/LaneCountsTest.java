package pointsman.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;

class LaneCountsTest {
  private static final int BUCKETS = TimeCounts.LIMITS.size() + 1;

  @Provide
  Arbitrary<LaneCounts> counts() {
    Arbitrary<Long> count = Arbitraries.longs().between(0, 1_000_000_000L);
    Arbitrary<TimeCounts> times =
        Combinators.combine(count.list().ofSize(BUCKETS), count).as(TimeCounts::new);
    return Combinators.combine(count, count, count, times).as(LaneCounts::new);
  }

  @Property
  void whatGrewAndWhatWasAreWhatIs(
      @ForAll("counts") LaneCounts earlier, @ForAll("counts") LaneCounts grown) {
    assertThat(earlier.plus(grown).since(earlier)).contains(grown);
  }

  @Property
  void addsUpInAnyOrder(
      @ForAll("counts") LaneCounts one,
      @ForAll("counts") LaneCounts other,
      @ForAll("counts") LaneCounts third) {
    assertThat(one.plus(other)).isEqualTo(other.plus(one));
    assertThat(one.plus(other).plus(third)).isEqualTo(one.plus(other.plus(third)));
    assertThat(one.plus(LaneCounts.NONE)).isEqualTo(one);
  }

  @Property
  void aCounterThatIsSmallerThanBeforeIsNeverANegativeGrowth(
      @ForAll("counts") LaneCounts one, @ForAll("counts") LaneCounts other) {
    boolean grew =
        other.attempts() >= one.attempts()
            && other.failed() >= one.failed()
            && other.refused() >= one.refused()
            && other.times().micros() >= one.times().micros()
            && each(one)
                .allMatch(i -> other.times().buckets().get(i) >= one.times().buckets().get(i));
    assertThat(other.since(one).isPresent()).isEqualTo(grew);
  }

  private static java.util.stream.Stream<Integer> each(LaneCounts counts) {
    return java.util.stream.IntStream.range(0, counts.times().buckets().size()).boxed();
  }

  @Property
  void aPercentileIsOffByNoMoreThanItsBucketHoweverManyNodesAreMerged(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 0.99) double part) {
    Random random = new Random(seed);
    List<Double> times = new ArrayList<>();
    TimeCounts sum = TimeCounts.NONE;
    for (int node = 0; node < 3; node++) {
      List<Long> buckets = new ArrayList<>(Collections.nCopies(BUCKETS, 0L));
      for (int i = 0; i < 100; i++) {
        double millis = Math.exp(random.nextDouble() * Math.log(9000) + Math.log(1.1));
        times.add(millis);
        int at = 0;
        while (at < TimeCounts.LIMITS.size() && millis >= TimeCounts.LIMITS.get(at)) {
          at++;
        }
        buckets.set(at, buckets.get(at) + 1);
      }
      sum = sum.plus(TimeCounts.estimated(buckets));
    }
    Collections.sort(times);
    double truth = times.get((int) Math.max(1, Math.ceil(part * times.size())) - 1);
    double told = sum.quantile(part).orElseThrow().toNanos() / 1e6;
    assertThat(told).isBetween(truth / 2.01, truth * 2.01);
    double mean = times.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertThat(sum.mean().orElseThrow().toNanos() / 1e6).isBetween(mean * 0.8, mean * 1.2);
  }

  @Property
  void percentilesGrowWithTheirPart(@ForAll("counts") LaneCounts counts) {
    if (counts.times().total() > 0) {
      Duration half = counts.times().quantile(0.5).orElseThrow();
      assertThat(counts.times().quantile(0.95).orElseThrow()).isGreaterThanOrEqualTo(half);
    }
  }

  @Test
  void nothingHasNoShareNoMeanAndNoPercentile() {
    assertThat(LaneCounts.NONE.errorShare()).isEmpty();
    assertThat(TimeCounts.NONE.mean()).isEmpty();
    assertThat(TimeCounts.NONE.quantile(0.5)).isEmpty();
  }

  @Test
  void aShareIsNeverMoreThanAllThoughCountersAreReadOneByOne() {
    assertThat(new LaneCounts(2, 3, 0, TimeCounts.NONE).errorShare()).hasValue(1);
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> new LaneCounts(1, -1, 0, TimeCounts.NONE))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new TimeCounts(List.of(1L), 0))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void readsTheLaneOfABackendOrUpstream() {
    PoolLane green = new PoolLane(new Name("shop-web"), LaneColor.GREEN);
    assertThat(PoolLane.find("shop-web.green")).contains(green);
    assertThat(PoolLane.find("shop-web.green.g1")).contains(green);
    assertThat(PoolLane.find(green.toString())).contains(green);
    for (String other :
        List.of("", "-", "pointsman.none", "shop-web", ".blue", "a.red", "A.blue")) {
      assertThat(PoolLane.find(other)).as(other).isEmpty();
    }
  }
}
