package pointsman.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Place;

/// A node's page, and the pages of what is gone.
class NodePageScreenTest extends DeskOnScreen {
  private static final Name NODE = new Name("edge-eu-1");

  @Start
  void start(Stage stage) {
    open(stage);
    stage.setWidth(1440);
    stage.setHeight(900);
  }

  @Test
  void aDeployOfAnotherProgramComesIntoTheOpenPage(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Node(NODE));
    until(() -> shows("last contact"));
    assertThat(shows("deploy ledger")).isFalse();

    desk.runs.add(
        new Journal.Run(
            "r9",
            "deploy ledger",
            "ana",
            "",
            Instant.now(),
            Optional.empty(),
            List.of(
                new Journal.RunNode(
                    NODE,
                    SampleFleet.RELEASE,
                    Optional.empty(),
                    Phase.DONE,
                    Optional.empty(),
                    Optional.empty(),
                    ""))));

    until(() -> shows("deploy ledger"));
  }

  @Test
  void theReleaseIsShownWhole(FxRobot robot) {
    ReleaseId former = new ReleaseId("20261122T142009Z-0d1e09ab");
    for (ReleaseId each : List.of(SampleFleet.RELEASE, former)) {
      desk.runs.add(
          new Journal.Run(
              "r1",
              "deploy",
              "ops",
              "",
              Instant.now(),
              Optional.empty(),
              List.of(
                  new Journal.RunNode(
                      NODE,
                      each,
                      Optional.empty(),
                      Phase.DONE,
                      Optional.empty(),
                      Optional.empty(),
                      ""))));
    }
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Node(NODE));
    until(() -> shows("Go back") && shows("last contact"));
    robot.interact(() -> {
      window.root().applyCss();
      window.root().layout();
    });

    List<Label> told =
        window.root().lookupAll(".label").stream()
            .map(Label.class::cast)
            .filter(each -> each.getText().matches("2026112[23]T.*") && visible(each))
            .toList();
    assertThat(told)
        .hasSize(3)
        .allSatisfy(
            each -> assertThat(each.getWidth()).isGreaterThanOrEqualTo(each.prefWidth(-1) - 0.5));
    assertThat(told)
        .allSatisfy(each -> {
          double right = each.localToScene(each.getBoundsInLocal()).getMaxX();
          assertThat(right).isLessThanOrEqualTo(scene.getWidth());
        });
  }

  @Test
  void aNodeThatIsConnectingHasAStateMark(FxRobot robot) {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 1, 3);
    desk.fleets.publish(fleet);
    desk.health.publish(
        new FleetHealth(
            Instant.now(),
            List.of(
                new NodeHealth(
                    NODE,
                    NodeHealth.Contact.CONNECTING,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    -1,
                    Optional.empty()))));
    go(robot, new Place.Node(NODE));
    until(() -> shows("connecting"));

    MarkShape mark = (MarkShape) window.root().lookup(".header .mark");
    assertThat(mark.mark()).isEqualTo(Mark.STALE);
  }

  @Test
  void ofAPoolThatIsGoneNoHeadingsAreLeft(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Servers(new Name("shop-web")));
    until(() -> shows("live lane"));

    desk.fleets.publish(Fleet.empty());
    until(() -> shows("There is no pool shop-web"));

    assertThat(shows("live lane") || shows("used by")).isFalse();
    assertThat(shows("pointsman pools")).isFalse();
  }

  @Test
  void ofANodeThatIsGoneNoFactsAreLeft(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Node(NODE));
    until(() -> shows("last contact"));

    desk.fleets.publish(Fleet.empty());
    until(() -> shows("There is no node"));

    assertThat(shows("last contact") || shows("Deployed here")).isFalse();
  }
}
