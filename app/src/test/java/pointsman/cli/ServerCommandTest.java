package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.ServerResult;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;

class ServerCommandTest {
  private static final Name NODE = new Name("edge-1");
  private static final Failure HELD = new Failure.LockHeld(NODE, "eve since noon");
  private static final Failure NO_SERVER = new Failure.NotFound("server", "web/b9", List.of());
  private static final Failure FAILED = new Failure.StepFailed(NODE, "set server", "no");

  private record Node(End end, Optional<Failure> failure) {}

  private static Node node(End end) {
    return new Node(end, Optional.empty());
  }

  private static Node node(End end, Failure failure) {
    return new Node(end, Optional.of(failure));
  }

  private static int code(Node... nodes) {
    return ServerCommand.code(result(nodes));
  }

  private static ServerResult result(Node... nodes) {
    List<NodeResult> results = new ArrayList<>();
    for (Node each : nodes) {
      results.add(
          new NodeResult(
              new Name("edge-" + (results.size() + 1)),
              each.end(),
              Optional.empty(),
              each.failure(),
              List.of()));
    }
    return new ServerResult(
        new Name("web"),
        new Name("b1"),
        new ServerChange.ToState(AdminState.DRAIN),
        results,
        List.of());
  }

  /// A server that does not exist was looked for nowhere; a node that another holds may change.
  @Test
  void aRefusalClaimsNoFormerState() {
    for (Failure why : List.of(NO_SERVER, HELD)) {
      assertThat(ServerCommand.lines(result(node(End.UNTOUCHED, why))))
          .contains("Refused: this command changed no node.")
          .noneMatch(line -> line.contains("former state"));
    }
    assertThat(ServerCommand.lines(result(node(End.REVERTED, FAILED))))
        .contains("Failed: every node was verified to be in its former state.");
  }

  @Test
  void doneIsWhatEveryNodeWasSeenToRun() {
    assertThat(code(node(End.DONE), node(End.UNCHANGED))).isEqualTo(Complaint.DONE);
  }

  @Test
  void oneNodeThatRefusesWhileAnotherIsDoneIsPartlyDone() {
    assertThat(code(node(End.DONE), node(End.UNTOUCHED, HELD))).isEqualTo(Complaint.UNKNOWN);
    assertThat(code(node(End.UNKNOWN, FAILED))).isEqualTo(Complaint.UNKNOWN);
  }

  @Test
  void whatAllNodesSayIsTheAnswer() {
    assertThat(code(node(End.UNTOUCHED, HELD), node(End.UNTOUCHED, HELD)))
        .isEqualTo(Complaint.REFUSED);
    assertThat(code(node(End.UNTOUCHED, NO_SERVER), node(End.UNTOUCHED, NO_SERVER)))
        .isEqualTo(Complaint.BAD_INPUT);
    assertThat(code(node(End.UNTOUCHED, HELD), node(End.REVERTED, FAILED)))
        .isEqualTo(Complaint.AS_BEFORE);
    assertThat(code(node(End.REVERTED, FAILED))).isEqualTo(Complaint.AS_BEFORE);
  }
}
