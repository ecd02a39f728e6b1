package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.PoolCounts.LaneTally;
import pointsman.model.traffic.TimeCounts;

class CountsTextTest {
  private static final LaneTally NONE = new LaneTally(LaneCounts.NONE, 0);

  private static PoolCounts counts(
      LaneTally blue, List<Name> counted, Map<Name, String> silent, Map<Name, String> missing) {
    return new PoolCounts(
        new Name("web"), Duration.ofSeconds(10), blue, NONE, counted, silent, missing);
  }

  @Test
  void tellsRateFailuresAndPercentilesOfALane() {
    List<Long> buckets = new ArrayList<>(Collections.nCopies(TimeCounts.LIMITS.size() + 1, 0L));
    buckets.set(TimeCounts.LIMITS.indexOf(5), 90L);
    buckets.set(TimeCounts.LIMITS.indexOf(200), 10L);
    LaneTally blue = new LaneTally(new LaneCounts(104, 4, 1, TimeCounts.estimated(buckets)), 10.4);
    assertThat(lines(counts(blue, List.of(new Name("edge-1")), Map.of(), Map.of())))
        .containsExactly(
            "  blue: 10.4/s, 104 tried, 4 failed (3.85 %), P50 4.0 ms, P95 173 ms, P99 194 ms",
            "  green: no attempts");
  }

  @Test
  void whatIsNotKnownIsNotZero() {
    assertThat(
            lines(
                counts(NONE, List.of(), Map.of(new Name("edge-1"), "it is not reached"), Map.of())))
        .containsExactly(
            "  counted: nothing is known yet", "  not counted on edge-1: it is not reached");
  }

  @Test
  void aGapIsNamed() {
    assertThat(
            lines(
                counts(
                    new LaneTally(new LaneCounts(1, 0, 0, TimeCounts.NONE), 0.1),
                    List.of(new Name("edge-1")),
                    Map.of(),
                    Map.of(new Name("edge-1"), "what process 1 did"))))
        .containsExactly(
            "  blue: 0.1/s, 1 tried, 0 failed (0.00 %), no times",
            "  green: no attempts", "  missing from edge-1: what process 1 did");
  }

  @Test
  void aReasonThatWasToldAlreadyIsNotToldAgain() {
    Set<String> told = new HashSet<>(Set.of("it is not reached"));
    PoolCounts counts =
        counts(
            NONE,
            List.of(),
            Map.of(new Name("edge-1"), "it is not reached", new Name("edge-2"), "it is slow"),
            Map.of());
    assertThat(CountsText.lines(counts, told))
        .containsExactly(
            "  counted: nothing is known yet",
            "  not counted on edge-1",
            "  not counted on edge-2: it is slow");
  }

  private static List<String> lines(PoolCounts counts) {
    return CountsText.lines(counts, new HashSet<>());
  }
}
