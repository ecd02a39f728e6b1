package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.Phase;

/// What a deploy says while it runs.
final class DeployLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<DeployProgress.Line> nodes = new ArrayList<>();
  private int wave = 1;
  private int waves = 1;
  private DeployLines lines = lines(false);

  private DeployLines lines(boolean everyNode) {
    return new DeployLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), everyNode);
  }

  private void fleet(int size, int ofWave) {
    waves = (size + ofWave - 1) / ofWave;
    for (int i = 0; i < size; i++) {
      nodes.add(line(i, 1 + i / ofWave, Phase.WAITING, ""));
    }
  }

  private static DeployProgress.Line line(int node, int wave, Phase phase, String note) {
    Name name = new Name("edge-" + (node + 1));
    return new DeployProgress.Line(name, wave, phase, note, Optional.empty());
  }

  private void step(int node, Phase phase, String note) {
    nodes.set(node, line(node, nodes.get(node).wave(), phase, note));
    lines.show(new DeployProgress(wave, waves, nodes, Duration.ZERO, Optional.empty()));
  }

  private void allOfTheWave(Phase... phases) {
    for (Phase phase : phases) {
      for (int i = 0; i < nodes.size(); i++) {
        if (nodes.get(i).wave() == wave) {
          step(i, phase, "");
        }
      }
    }
  }

  private List<String> said() {
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("^ *[0-9]+ ms  ", ""))
        .toList();
  }

  private static final Phase[] TO_PREPARED = {Phase.UPLOADING, Phase.CHECKING, Phase.PREPARED};
  private static final Phase[] TO_DONE = {
    Phase.COMMITTING, Phase.VERIFYING, Phase.CONFIRMING, Phase.DONE
  };

  @Test
  void aWaveIsThreeLinesHoweverManyNodesItHas() {
    fleet(50, 25);
    for (wave = 1; wave <= 2; wave++) {
      allOfTheWave(TO_PREPARED);
      allOfTheWave(TO_DONE);
    }

    assertThat(said())
        .containsExactly(
            "wave 1 of 2: 25 nodes: sending and checking",
            "wave 1 of 2: 25 nodes prepared, reloading",
            "wave 1 of 2: 25 nodes done",
            "wave 2 of 2: 25 nodes: sending and checking",
            "wave 2 of 2: 25 nodes prepared, reloading",
            "wave 2 of 2: 25 nodes done");
  }

  @Test
  void aNodeThatGoesBackOrFailsIsNamedAndTheOthersOfItsWaveOnce() {
    fleet(4, 4);
    allOfTheWave(TO_PREPARED);
    step(1, Phase.REVERTING, "edge-2 is not as planned");
    step(1, Phase.ENDED, "edge-2 is not as planned");
    for (int i : new int[] {0, 2, 3}) {
      step(i, Phase.ENDED, "Its wave was stopped.");
    }

    assertThat(said())
        .containsExactly(
            "4 nodes: sending and checking",
            "4 nodes prepared, reloading",
            "edge-2  reverting: edge-2 is not as planned",
            "edge-2  ended: edge-2 is not as planned",
            "edge-1  ended: Its wave was stopped.",
            "0 of 4 nodes done");
  }

  @Test
  void aSlowDeployShowsLifeAndNamesWhomItWaitsFor() {
    fleet(6, 6);
    step(0, Phase.UPLOADING, "");
    lines.beat();
    lines.beat();
    allOfTheWave(TO_PREPARED);
    step(4, Phase.VERIFYING, "");
    lines.beat();
    lines.beat();

    assertThat(said())
        .containsExactly(
            "6 nodes: sending and checking",
            "waiting for edge-1 (uploading), edge-2 (waiting), edge-3 (waiting) and 3 more",
            "6 nodes prepared, reloading",
            "waiting for edge-5 (verifying)");
  }

  @Test
  void everyStepOfEveryNodeIsToldWhereItIsWanted() {
    lines = lines(true);
    fleet(2, 2);
    allOfTheWave(TO_PREPARED);

    assertThat(said())
        .containsExactly(
            "edge-1  uploading",
            "edge-2  uploading",
            "edge-1  checking",
            "edge-2  checking",
            "edge-1  prepared",
            "edge-2  prepared");
  }
}
