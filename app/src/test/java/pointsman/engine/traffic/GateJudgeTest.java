package pointsman.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.engine.traffic.GateEvidence.NodeEvidence;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.LaneGrowth;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TimeCounts;

class GateJudgeTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant BEGAN = NOW.minusSeconds(7200);
  private static final Gates USUAL = Gates.USUAL;
  private static final Gates MEAN =
      new Gates(new Share(500), 20, Optional.of(Duration.ofMillis(200)), 3);

  private static LaneCounts counts(int attempts, int failed, int millis) {
    List<Long> buckets = new ArrayList<>(Collections.nCopies(TimeCounts.LIMITS.size() + 1, 0L));
    buckets.set(0, (long) attempts);
    return new LaneCounts(attempts, failed, 0, new TimeCounts(buckets, 1000L * attempts * millis));
  }

  private static LaneGrowth grown(int secondsAgo, LaneCounts counts) {
    Instant from = NOW.minusSeconds(secondsAgo);
    return new LaneGrowth(from, from.plusSeconds(1), counts);
  }

  private static NodeEvidence node(String name, int age, int probes, LaneGrowth... growth) {
    Optional<Duration> seen = age < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age));
    return new NodeEvidence(new Name(name), List.of(growth), seen, probes, Optional.empty());
  }

  private static GateReading read(Gates gates, NodeEvidence... nodes) {
    return GateJudge.read(
        gates, new GateEvidence(LaneColor.GREEN, true, List.of(nodes)), BEGAN, NOW);
  }

  private static String words(GateReading reading) {
    return switch (reading) {
      case GateReading.Kept _ -> "kept";
      case GateReading.Passed passed -> "passed: " + passed.words();
      case GateReading.Unknown unknown -> "unknown: " + unknown.words();
    };
  }

  /// Two nodes; the one counted 10 attempts without a failure.
  @ParameterizedTest(name = "{0} attempts, {1} failed, {2} ms, age {3}, {4} failed probes: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
           90 | 5 | 100 |  0 | 0 | kept
           90 | 6 | 100 |  0 | 0 | passed: green: 6 of 100 attempts failed, 0 of them without a connection: 6.0 % (at most 5 % allowed)
           10 | 1 | 100 |  0 | 0 | kept
            9 | 9 | 100 |  0 | 0 | unknown: 19 of the 20 attempts that it takes
            0 | 0 |   0 |  0 | 0 | unknown: 10 of the 20 attempts that it takes
           90 | 0 | 100 | 10 | 0 | kept
           90 | 0 | 100 | 11 | 0 | unknown: no fresh counts of edge-2
           90 | 0 | 100 | -1 | 0 | unknown: no fresh counts of edge-2
           90 | 9 | 100 | -1 | 0 | passed: green: 9 of 100 attempts failed, 0 of them without a connection: 9.0 % (at most 5 % allowed)
           90 | 0 | 100 |  0 | 2 | kept
           90 | 0 | 100 |  0 | 3 | passed: edge-2 saw no server of green that serves, 3 times in a row (at most 2 allowed)
            0 | 0 | 100 | -1 | 3 | passed: edge-2 saw no server of green that serves, 3 times in a row (at most 2 allowed)
           90 | 0 | 300 |  0 | 0 | passed: green answers in 280 ms on average, of 100 answers (at most 200 ms allowed)
           10 | 0 | 290 |  0 | 0 | kept
          """)
  void readsTheGates(int attempts, int failed, int millis, int age, int probes, String expected) {
    assertThat(
            words(
                read(
                    MEAN,
                    node("edge-1", 0, 0, grown(5, counts(10, 0, 100))),
                    node("edge-2", age, probes, grown(5, counts(attempts, failed, millis))))))
        .isEqualTo(expected);
  }

  @Test
  void nothingAtAllIsNotGood() {
    assertThat(words(read(USUAL))).isEqualTo("unknown: no node carries the pool");
  }

  @Test
  void saysWhyANodeIsSilent() {
    NodeEvidence cut =
        new NodeEvidence(
            new Name("edge-1"), List.of(), Optional.empty(), 0, Optional.of("no route to host"));
    assertThat(words(read(USUAL, cut)))
        .isEqualTo("unknown: no fresh counts of edge-1 (no route to host)");
  }

  @Test
  void oldErrorsAreForgottenOnceEnoughIsKnownWithoutThem() {
    LaneGrowth bad = grown(90, counts(100, 100, 1));
    assertThat(words(read(USUAL, node("edge-1", 0, 0, bad, grown(5, counts(20, 0, 1))))))
        .isEqualTo("kept");
    assertThat(words(read(USUAL, node("edge-1", 0, 0, bad, grown(5, counts(19, 0, 1))))))
        .startsWith("passed: green: 100 of 119 attempts failed");
  }

  @Test
  void countsFurtherBackWhereLittleComes() {
    LaneGrowth[] drops = new LaneGrowth[10];
    for (int i = 0; i < drops.length; i++) {
      drops[i] = grown((10 - i) * 80, counts(2, 0, 1));
    }
    assertThat(words(read(USUAL, node("edge-1", 0, 0, drops)))).isEqualTo("kept");
  }

  @Test
  void countsNothingOfLongAgo() {
    assertThat(words(read(USUAL, node("edge-1", 0, 0, grown(901, counts(100, 100, 1))))))
        .isEqualTo("unknown: 0 of the 20 attempts that it takes");
  }

  @Test
  void countsNothingOfTheRolloutBefore() {
    GateEvidence evidence =
        new GateEvidence(
            LaneColor.GREEN,
            true,
            List.of(
                node("edge-1", 0, 0, grown(31, counts(99, 99, 1)), grown(29, counts(7, 7, 1)))));
    assertThat(words(GateJudge.read(USUAL, evidence, NOW.minusSeconds(30), NOW)))
        .isEqualTo("unknown: 7 of the 20 attempts that it takes");
  }

  @Test
  void aMeanThatNobodyTellsIsNotKept() {
    LaneCounts silent = new LaneCounts(100, 0, 0, TimeCounts.NONE);
    assertThat(words(read(MEAN, node("edge-1", 0, 0, grown(5, silent)))))
        .isEqualTo("unknown: too few response times: 0 of 20");
    GateEvidence layerFour =
        new GateEvidence(LaneColor.BLUE, false, List.of(node("edge-1", 0, 0, grown(5, silent))));
    assertThat(words(GateJudge.read(MEAN, layerFour, BEGAN, NOW)))
        .isEqualTo("unknown: layer 4 tells no response times");
    assertThat(words(GateJudge.read(USUAL, layerFour, BEGAN, NOW))).isEqualTo("kept");
  }

  @Test
  void layerFourCountsConnections() {
    GateEvidence evidence =
        new GateEvidence(
            LaneColor.BLUE,
            false,
            List.of(node("edge-1", 0, 0, grown(5, new LaneCounts(40, 10, 8, TimeCounts.NONE)))));
    assertThat(words(GateJudge.read(USUAL, evidence, BEGAN, NOW)))
        .isEqualTo(
            "passed: blue: 10 of 40 connections failed, 8 of them without a connection: 25.0 %"
                + " (at most 5 % allowed)");
  }

  @Property
  void isKeptOnlyByFreshNumbersWithinEveryLimit(
      @ForAll @IntRange(max = 60) int attempts,
      @ForAll @IntRange(max = 60) int failed,
      @ForAll @IntRange(min = -1, max = 30) int age,
      @ForAll @IntRange(max = 5) int probes,
      @ForAll @IntRange(max = 1200) int secondsAgo) {
    GateReading reading =
        read(USUAL, node("edge-1", age, probes, grown(secondsAgo, counts(attempts, failed, 1))));
    boolean seen = secondsAgo <= 900 && attempts >= 20;
    boolean tooMany = seen && Math.min(failed, attempts) * 100 > attempts * 5;
    if (probes >= 3 || tooMany) {
      assertThat(reading).isInstanceOf(GateReading.Passed.class);
    } else if (seen && age >= 0 && age <= 10) {
      assertThat(reading).isInstanceOf(GateReading.Kept.class);
    } else {
      assertThat(reading).isInstanceOf(GateReading.Unknown.class);
    }
  }
}
