package pointsman.ui.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.Phase;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

/// A push that waits for a slow node, on the real scene graph.
final class PushBandTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private void pushing(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Plan(Set.of(), Set.of()));
    press(robot, "Deploy to 6 nodes");
  }

  /// The first nodes are in this phase, the others wait for them.
  private void news(Phase phase, int slow, Duration elapsed, DeployResult... result) {
    List<DeployProgress.Line> lines = new ArrayList<>();
    for (Name node :
        desk.fleets.find().orElseThrow().nodes().stream().map(n -> n.name()).toList()) {
      Phase now = lines.size() < slow ? phase : Phase.PREPARED;
      lines.add(new DeployProgress.Line(node, 1, now, "", Optional.empty()));
    }
    desk.progress.publish(
        new DeployProgress(
            1, 1, lines, elapsed, Optional.of(result).filter(r -> r.length > 0).map(r -> r[0])));
  }

  private String node(int at) {
    return desk.fleets.find().orElseThrow().nodes().get(at).name().value();
  }

  private Labeled time() {
    until(() -> shows("wave 1 of 1"));
    return find(window.root(), "wave 1 of 1").orElseThrow();
  }

  @Test
  void theTimeGoesOnAndTheSlowNodeIsNamedWhereNoNewsComes(FxRobot robot) {
    pushing(robot);
    news(Phase.UPLOADING, 1, Duration.ofMillis(230));

    until(() -> shows("wave 1 of 1 · 1."));
    assertThat(shows("waiting for")).as("it moved a second ago").isFalse();
    until(() -> shows("waiting for " + node(0) + " (sending files)"));

    news(Phase.CHECKING, 1, Duration.ofSeconds(4));
    until(() -> !shows("waiting for"));
  }

  @Test
  void ofManySlowNodesThreeAreNamed(FxRobot robot) {
    pushing(robot);
    news(Phase.VERIFYING, 5, Duration.ofSeconds(3));

    until(() -> shows(node(2) + " (comparing what runs with the plan) and 2 more"));
    assertThat(shows(node(3) + " (")).isFalse();
  }

  @Test
  void theEndShowsHowLongTheRunItselfTookAndNobodyIsWaitedFor(FxRobot robot) {
    pushing(robot);
    news(Phase.CONFIRMING, 1, Duration.ofMillis(230));
    until(() -> shows("waiting for"));

    DeployResult result = new DeployResult("r1", List.of(), Duration.ofMillis(2100));
    news(Phase.DONE, 6, Duration.ofMillis(2100), result);
    desk.result.complete(result);

    until(() -> shows("Result") && shows("2.1 s"));
    assertThat(shows("waiting for")).isFalse();
  }

  @Test
  void theTimeStandsStillWhileNobodyLooksAndIsRightAgainAfterwards(FxRobot robot) {
    pushing(robot);
    news(Phase.UPLOADING, 1, Duration.ofMillis(230));
    Labeled time = time();
    go(robot, new Place.Fleet());
    String left = time.getText();

    await().during(Duration.ofMillis(400)).until(() -> left.equals(time.getText()));
    go(robot, new Place.Deploys());

    until(() -> shows("wave 1 of 1 · 2."));
  }
}
