package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeResult.End;

/// How a deploy's end is told, and with which exit code.
final class ResultTextTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "DONE, 0",
    "UNCHANGED, 0",
    "DONE UNCHANGED, 0",
    "UNTOUCHED, 1",
    "REVERTED, 1",
    "REVERTED UNTOUCHED UNCHANGED, 1",
    "DONE UNTOUCHED, 3",
    "DONE REVERTED, 3",
    "DONE REVERTED UNTOUCHED, 3",
    "UNKNOWN, 3",
    "DONE UNKNOWN, 3",
    "UNKNOWN UNTOUCHED, 3"
  })
  void exitsWithThreeWhereverSomeMovedAndOthersDidNot(String ends, int code) {
    assertThat(ResultText.code(result(ends))).isEqualTo(code);
  }

  @Test
  void saysWhoIsWhereAndHowToGoOn() {
    List<String> lines =
        ResultText.lines(result("DONE REVERTED UNTOUCHED UNTOUCHED UNKNOWN"), false);

    assertThat(lines)
        .containsSequence(
            "Partly done:",
            "  edge-1: the planned release runs, verified",
            "  edge-3, edge-4: not changed",
            "  edge-2: went back; the former release runs, verified",
            "  edge-5: unknown: edge-5 cannot be reached: lost.",
            "To see what is there: pointsman drift --node edge-5",
            "To go on: mend the cause, then deploy again; nodes that are done stay as they are.",
            "To take it back: pointsman revert r7");
    assertThat(lines).contains("edge-2: reverted", "  edge-2 cannot be reached: lost.");
  }

  @Test
  void aFormerReleaseThatWasNotComparedIsNotCalledVerified() {
    NodeResult back =
        new NodeResult(
            new Name("edge-1"),
            End.REVERTED,
            Optional.empty(),
            Optional.of(new Failure.NotVerified(new Name("edge-1"), "a")),
            List.of(NodeResult.NOT_COMPARED + "what it answers"));

    DeployResult result = new DeployResult("r7", List.of(back), Duration.ZERO);
    assertThat(ResultText.lines(result, false))
        .noneMatch(line -> line.contains("verified"))
        .last()
        .asString()
        .contains("what edge-1 answers was not compared");
    List<NodeResult> partly = List.of(back, result("DONE").nodes().getFirst());
    assertThat(ResultText.lines(new DeployResult("r7", partly, Duration.ZERO), false))
        .contains(
            "  edge-1: went back; its files are back and it lives; not compared: what it answers");
  }

  @Test
  void aNodeThatOthersMovedIsNotSaidToBeInItsFormerState() {
    Name node = new Name("edge-1");
    NodeResult moved =
        new NodeResult(
            node,
            End.UNTOUCHED,
            Optional.empty(),
            Optional.of(new Failure.Drifted(node, "a", "b")),
            List.of());

    assertThat(ResultText.lines(new DeployResult("r7", List.of(moved), Duration.ZERO), false))
        .last()
        .asString()
        .isEqualTo("Failed: this run changed no node; others changed some of them meanwhile.");
    assertThat(ResultText.lines(result("UNTOUCHED"), false))
        .last()
        .asString()
        .contains("its former state");
  }

  @Test
  void offersNoWayBackWhereNothingWasDone() {
    assertThat(ResultText.lines(result("UNKNOWN UNTOUCHED"), false))
        .noneMatch(line -> line.contains("revert"));
    assertThat(ResultText.lines(result("UNTOUCHED"), false))
        .endsWith("Failed: every node was verified to be in its former state.");
    assertThat(ResultText.lines(result("DONE"), false)).endsWith("1 node done · run r7 took 5 ms");
    assertThat(ResultText.lines(result("DONE DONE"), false))
        .endsWith("2 nodes done · run r7 took 5 ms");
    assertThat(ResultText.lines(result("DONE UNCHANGED DONE"), false))
        .endsWith("3 nodes: 2 done, 1 unchanged · run r7 took 5 ms");
  }

  @Test
  void ofManyNodesOnlyThoseAreNamedThatAreNotDone() {
    DeployResult fifty = result("DONE ".repeat(50).strip());
    assertThat(ResultText.lines(fifty, false)).containsExactly("50 nodes done · run r7 took 5 ms");
    assertThat(ResultText.lines(fifty, true)).hasSize(51).contains("edge-50: done");

    List<NodeResult> nodes = new ArrayList<>(result("DONE ".repeat(9) + "REVERTED").nodes());
    for (String name : List.of("edge-11", "edge-12")) {
      nodes.add(
          new NodeResult(
              new Name(name),
              End.UNTOUCHED,
              Optional.empty(),
              Optional.of(new Failure.Stopped("The deploy")),
              List.of()));
    }
    List<String> lines = ResultText.lines(new DeployResult("r7", nodes, Duration.ZERO), false);
    assertThat(lines).contains("edge-10: reverted", "edge-11, edge-12: untouched");
    assertThat(lines).noneMatch(line -> line.startsWith("edge-1: done"));
    assertThat(lines.stream().filter(line -> line.startsWith("  The deploy"))).hasSize(1);
  }

  private static DeployResult result(String ends) {
    List<NodeResult> nodes = new ArrayList<>();
    for (String word : Arrays.stream(ends.split(" ")).filter(each -> !each.isEmpty()).toList()) {
      End end = End.valueOf(word);
      Name name = new Name("edge-" + (nodes.size() + 1));
      Optional<Failure> why =
          end == End.DONE || end == End.UNCHANGED
              ? Optional.empty()
              : Optional.of(new Failure.Unreachable(name, "lost"));
      nodes.add(new NodeResult(name, end, Optional.empty(), why, List.of()));
    }
    return new DeployResult("r7", nodes, Duration.ofMillis(5));
  }
}
