package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

/// History tells what was seen on a node, and nothing else as what it was left on.
final class HistoryTextTest {
  private static final ReleaseId FORMER = new ReleaseId("20261126T010000Z-aaaaaaaa");
  private static final ReleaseId NEWER = new ReleaseId("20261126T020000Z-bbbbbbbb");

  private static final ReleaseId OTHER = new ReleaseId("20261126T030000Z-cccccccc");
  private static final Map<String, ReleaseId> RELEASES =
      Map.of("FORMER", FORMER, "NEWER", NEWER, "OTHER", OTHER);

  @ParameterizedTest
  @CsvSource({
    "DONE, NEWER, done  before: FORMER",
    "UNCHANGED, FORMER, unchanged  before: FORMER",
    "UNTOUCHED, FORMER, untouched  stayed on: FORMER",
    "UNTOUCHED, OTHER, untouched  before: FORMER  found there: OTHER",
    "UNTOUCHED, , untouched  before: FORMER",
    "REVERTED, FORMER, reverted  went back to: FORMER",
    "REVERTED, , reverted  before: FORMER",
    "UNKNOWN, OTHER, unknown  before: FORMER  found there: OTHER",
    "UNKNOWN, , unknown  before: FORMER",
    ", , at confirming  before: FORMER"
  })
  void saysOfANodeOnlyWhatWasSeenThere(End end, String seen, String words) {
    Journal.RunNode node =
        new Journal.RunNode(
            new Name("edge-1"),
            NEWER,
            Optional.of(FORMER),
            Phase.CONFIRMING,
            Optional.ofNullable(end),
            Optional.ofNullable(seen).map(RELEASES::get),
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
            "  edge-1  " + NEWER + "  " + spelled(words) + "  why");
  }

  private static String spelled(String words) {
    String spelled = words;
    for (Map.Entry<String, ReleaseId> each : RELEASES.entrySet()) {
      spelled = spelled.replace(each.getKey(), each.getValue().value());
    }
    return spelled;
  }
}
