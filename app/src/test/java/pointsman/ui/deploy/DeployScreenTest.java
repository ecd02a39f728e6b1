package pointsman.ui.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.Failure;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.port.Journal;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

class DeployScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private void reverted(FxRobot robot, Environment environment) {
    fleet(environment);
    desk.result.complete(new DeployResult("r2", List.of(), Duration.ofSeconds(2)));
    go(robot, Place.Revert.all("run-7"));
    until(() -> shows("6 to change"));
  }

  @Test
  void aRunWhoseProgramLivesIsUnderWayAndOneWhoseProgramIsGoneDidNotEnd(FxRobot robot) {
    for (String id : List.of("r8", "r7")) {
      desk.runs.add(
          new Journal.Run(id, "deploy", "ops", "", Instant.now(), Optional.empty(), List.of()));
    }
    desk.living = Set.of("r8");
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Deploys());

    until(() -> shows("under way") && shows("did not end"));
  }

  @Test
  void theWayBackNamesItsEffectAndTellsThatTheInventoryStillWantsTheChange(FxRobot robot) {
    reverted(robot, Environment.DEVELOPMENT);
    assertThat(findButton("Deploy to 6 nodes")).isEmpty();
    press(robot, "Take back on 6 nodes");

    until(() -> shows("it still wants what was taken back, on 6 nodes"));
    int asked = desk.asked.size();
    press(robot, "See that plan");

    until(() -> findButton("Deploy to 6 nodes").isPresent());
    assertThat(desk.asked.subList(asked, desk.asked.size())).containsExactly("plan [] []");
  }

  @Test
  void whatTheInventoryWantsIsNotGuessedWhereItCannotBeAsked(FxRobot robot) {
    reverted(robot, Environment.DEVELOPMENT);
    desk.planFails = Optional.of(new Failure.Unreachable(new Name("edge-eu-1"), "no route"));
    press(robot, "Take back on 6 nodes");

    until(() -> shows("what was taken back is not known"));
    assertThat(shows("it still wants")).isFalse();
  }

  @Test
  void nodesThatCouldNotBePlannedAreNotSaidToRunWhatIsWanted(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.blocked = Optional.of(new Failure.Unreachable(new Name("edge-eu-1"), "no route"));
    desk.blocksAll = true;
    go(robot, new Place.Plan(Set.of(), Set.of()));

    until(() -> shows("what they run is not known"));
    assertThat(shows("by checksum")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {700, 980, 1440})
  void noFigureOfThePlanIsCutWhereANodeCannotBePlanned(double width, FxRobot robot) {
    robot.interact(() -> scene.getWindow().setWidth(width));
    fleet(Environment.DEVELOPMENT);
    desk.blocked = Optional.of(new Failure.Unreachable(new Name("edge-eu-1"), "no route"));
    go(robot, new Place.Plan(Set.of(), Set.of()));

    until(() -> shows("cannot be planned"));
    robot.interact(() -> window.root().layout());
    assertThat(cut()).isEmpty();
  }

  @Test
  void theFiguresOfThePlanTakeOneRowWhereThereIsRoom(FxRobot robot) {
    robot.interact(() -> scene.getWindow().setWidth(1440));
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Plan(Set.of(), Set.of()));
    press(robot, "Deploy to 6 nodes");
    until(() -> shows("run time only") && shows("Push"));
    robot.interact(() -> {
      window.root().applyCss();
      window.root().layout();
    });

    FlowPane figures = (FlowPane) find(window.root(), "to change").orElseThrow().getParent();
    assertThat(figures.getHeight()).isLessThan(30);
  }

  /// The texts of one line in cards that have less room than they want.
  private List<String> cut() {
    return window.root().lookupAll(".panel .label").stream()
        .filter(DeskOnScreen::visible)
        .map(Label.class::cast)
        .filter(label -> !label.isWrapText() && !(label.getParent() instanceof IndexedCell))
        .filter(label -> label.getWidth() + 0.5 < label.prefWidth(-1))
        .map(Label::getText)
        .toList();
  }

  @Test
  void aLongPurposeCutsNeitherTheHeadlineNorTheTray(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.purpose = "deploy --node " + "edge-of-a-long-name,".repeat(49);
    go(robot, new Place.Plan(Set.of(), Set.of()));
    press(robot, "Deploy to 6 nodes");

    until(() -> shows("? keys") && shows("edge-of-a-long-name"));
    robot.interact(() -> window.root().layout());
    assertThat(
            window.root().lookupAll(".label").stream()
                .map(Label.class::cast)
                .filter(DeskOnScreen::visible)
                .filter(label -> Set.of("Deploys", "? keys").contains(label.getText()))
                .filter(label -> label.getWidth() + 0.5 < label.prefWidth(-1))
                .map(Label::getText))
        .isEmpty();
  }

  @Test
  void oneReasonForManyNodesIsToldOnceWithTheNodes(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.blocked = Optional.of(new Failure.Unreachable(new Name("edge-eu-1"), "no route"));
    desk.blocksAll = true;
    go(robot, new Place.Plan(Set.of(), Set.of()));

    until(() -> shows("The same on 5 more nodes"));
    assertThat(window.root().lookupAll(".danger-text").stream().filter(DeskOnScreen::visible))
        .hasSize(1);
  }

  @Test
  void whatStandsOfServersAtRunTimeIsNamedOnceWithItsNodes(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.standing = new ServerOverrides(List.of(ServerOverride.parse("shop-web.blue/b1 drain -")));
    go(robot, new Place.Plan(Set.of(), Set.of()));

    until(() -> shows("shop-web.blue/b1 drain stands at run time and goes on standing (6: "));
  }

  @Test
  void aPlanWithoutNodesClaimsNothing(FxRobot robot) {
    robot.interact(() -> desk.fleets.publish(Fleet.empty()));
    go(robot, new Place.Plan(Set.of(), Set.of()));

    until(() -> shows("There is no node in this plan"));
    assertThat(shows("by checksum")).isFalse();
  }

  @Test
  void productionIsAskedForTheWayBackInItsOwnWords(FxRobot robot) {
    reverted(robot, Environment.PRODUCTION);
    press(robot, "Take back on 6 nodes");

    until(() -> shows("Take back on 6 nodes in production?"));
  }

  @Test
  void theResultLeavesTheDifferenceEightLinesAndTheNodesTheirRows(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.configLines = 60;
    desk.result.complete(
        new DeployResult(
            "r1",
            IntStream.range(0, 6)
                .mapToObj(i ->
                    new NodeResult(
                        desk.fleets.find().orElseThrow().nodes().get(i).name(),
                        NodeResult.End.DONE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))
                .toList(),
            Duration.ofSeconds(2)));
    go(robot, new Place.Plan(Set.of(), Set.of()));
    robot.interact(() -> scene.getWindow().setHeight(430));
    press(robot, "Deploy to 6 nodes");
    until(() -> shows("Result"));
    robot.interact(() -> window.root().layout());

    ListView<?> diff = (ListView<?>) window.root().lookup(".diff");
    assertThat(diff.getHeight()).isGreaterThanOrEqualTo(8 * diff.getFixedCellSize());
    TableView<?> nodes = (TableView<?>) window.root().lookup(".table-view");
    assertThat(nodes.getHeight()).isGreaterThanOrEqualTo(120);
  }
}
