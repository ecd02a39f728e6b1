package pointsman.ui.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;

class PushBoardTest {
  private static final Name ONE = new Name("edge-1");
  private static final Name TWO = new Name("edge-2");

  private static DeployProgress news(
      Phase one, Optional<Failure> failure, Optional<DeployResult> result) {
    return new DeployProgress(
        1,
        1,
        List.of(
            new DeployProgress.Line(TWO, 1, Phase.DONE, "", Optional.empty()),
            new DeployProgress.Line(ONE, 1, one, "", failure)),
        Duration.ofSeconds(1),
        result);
  }

  private static PushBoard.Row row(PushBoard board, Name name) {
    return board.rows().stream().filter(row -> row.node().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aFailureStandsInTheColumnWhereItHappened() {
    Failure failure = new Failure.PortTaken(ONE, "*:8443", "envoy");
    PushBoard checking =
        PushBoard.after(
            Optional.empty(), news(Phase.CHECKING, Optional.empty(), Optional.empty()), 0);

    PushBoard ended =
        PushBoard.after(
            Optional.of(checking), news(Phase.ENDED, Optional.of(failure), Optional.empty()), 0);

    PushBoard.Row row = row(ended, ONE);
    assertThat(row.mark(PushBoard.Step.UPLOAD)).isEqualTo(PushBoard.Mark.DONE);
    assertThat(row.mark(PushBoard.Step.CHECK)).isEqualTo(PushBoard.Mark.FAILED);
    assertThat(row.mark(PushBoard.Step.COMMIT)).isEqualTo(PushBoard.Mark.NONE);
  }

  @Test
  void preparedMeansUploadAndCheckAreDoneAndNothingRuns() {
    PushBoard board =
        PushBoard.after(
            Optional.empty(), news(Phase.PREPARED, Optional.empty(), Optional.empty()), 0);

    PushBoard.Row row = row(board, ONE);
    assertThat(row.mark(PushBoard.Step.CHECK)).isEqualTo(PushBoard.Mark.DONE);
    assertThat(row.mark(PushBoard.Step.COMMIT)).isEqualTo(PushBoard.Mark.NONE);
  }

  @Test
  void whoFailedItselfStandsBeforeThoseThatWereOnlyLeftOut() {
    Failure own = new Failure.Unreachable(ONE, "refused");
    Failure others = new Failure.Stopped("Its wave, in which edge-1 could not be prepared,");
    DeployProgress news =
        new DeployProgress(
            1,
            1,
            List.of(
                new DeployProgress.Line(TWO, 1, Phase.ENDED, "", Optional.of(others)),
                new DeployProgress.Line(ONE, 1, Phase.ENDED, "", Optional.of(own))),
            Duration.ofSeconds(1),
            Optional.of(new DeployResult("r1", List.of(), Duration.ofSeconds(1))));

    PushBoard board = PushBoard.after(Optional.empty(), news, 0);

    assertThat(board.rows()).extracting(PushBoard.Row::node).containsExactly(ONE, TWO);
    assertThat(board.failed()).as("not done").isEqualTo(2);
    assertThat(row(board, TWO).isFailed()).isFalse();
    assertThat(PushBoard.Step.values())
        .allMatch(step -> row(board, TWO).mark(step) == PushBoard.Mark.NONE);
  }

  @Test
  void failuresComeFirstInTheResult() {
    Failure failure = new Failure.Unreachable(ONE, "refused");
    DeployResult result =
        new DeployResult(
            "r1",
            List.of(
                new NodeResult(
                    TWO, NodeResult.End.DONE, Optional.empty(), Optional.empty(), List.of()),
                new NodeResult(
                    ONE,
                    NodeResult.End.UNTOUCHED,
                    Optional.empty(),
                    Optional.of(failure),
                    List.of("pid: 1"))),
            Duration.ofSeconds(3));

    PushBoard board =
        PushBoard.after(
            Optional.empty(), news(Phase.ENDED, Optional.of(failure), Optional.of(result)), 0);

    assertThat(board.rows().getFirst().node()).isEqualTo(ONE);
    assertThat(board.rows().getFirst().end().orElseThrow().evidence()).containsExactly("pid: 1");
    assertThat(board.done()).isEqualTo(1);
    assertThat(board.failed()).isEqualTo(1);
    assertThat(board.through()).isEqualTo(2);
  }
}
