package pointsman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pointsman.bench.PollReport.Sample;

/// What a poll is said to cost.
final class PollReportTest {
  @Test
  void warmingUpIsToldApartFromWhatComesAfter() {
    PollReport report =
        new PollReport(
            100,
            1000,
            List.of(at(30, 0.45, 180), at(60, 0.18, 20), at(90, 0.19, 24), at(120, 0.17, 22)),
            List.of());

    assertThat(report.steadyLine())
        .contains(
            "From second 30 on, medians: 0.18 cores, P50 2.0 ms, P99 22.0 ms (100 nodes: at most"
                + " 0.20 cores met, P99 at most 25 ms met); until then 0.45 cores, P99 180.0 ms.");
  }

  @Test
  void aReadingThatReachesIntoTheWarmingUpIsNotSteady() {
    assertThat(
            new PollReport(100, 1000, List.of(at(20, 0.4, 99), at(40, 0.2, 20)), List.of())
                .steadyLine())
        .isEmpty();
  }

  @Test
  void aBarThatIsMissedIsSaidToBe() {
    PollReport report =
        new PollReport(100, 1000, List.of(at(30, 0.3, 30), at(60, 0.25, 26)), List.of());

    assertThat(report.steadyLine().orElseThrow())
        .contains("0.20 cores NOT met")
        .contains("25 ms NOT met");
  }

  private static Sample at(long second, double cores, double p99) {
    return new Sample(second, 20_000, 13, 105, 103, cores, 3000, 2, p99, 100);
  }
}
