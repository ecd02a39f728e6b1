package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// A release that never came into use is not told as what a node runs.
final class HistoryTextTest {
  private static final ReleaseId FORMER = new ReleaseId("20261126T010000Z-aaaaaaaa");
  private static final ReleaseId NEWER = new ReleaseId("20261126T020000Z-bbbbbbbb");

  @ParameterizedTest
  @CsvSource({
    "DONE, done  before",
    "UNCHANGED, unchanged  before",
    "UNTOUCHED, untouched  runs still",
    "REVERTED, reverted  runs still",
    "UNKNOWN, unknown  before",
    ", at confirming  before"
  })
  void saysWhatANodeHadOrHasStill(End end, String words) {
    Journal.RunNode node =
        new Journal.RunNode(
            new Name("edge-1"),
            NEWER,
            Optional.of(FORMER),
            Phase.CONFIRMING,
            Optional.ofNullable(end),
            "why");
    Journal.Run run =
        new Journal.Run(
            "r7",
            "deploy",
            "ann",
            "a ticket",
            Instant.parse("2026-11-26T02:00:00.123Z"),
            Optional.empty(),
            List.of(node));

    assertThat(HistoryText.lines(List.of(run), Set.of()))
        .containsExactly(
            "r7  2026-11-26T02:00:00Z  ann  deploy  (a ticket)  (never ended)",
            "  edge-1  " + NEWER + "  " + words + ": " + FORMER + "  why");
  }
}
