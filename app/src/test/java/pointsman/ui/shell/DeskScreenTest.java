package pointsman.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import pointsman.model.Failure;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Place;

/// The desk on the real scene graph, without a display.
class DeskScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  @Test
  void loadingThenTheFirstRunThenTheFleet(FxRobot robot) {
    until(() -> shows("Reading the inventory"));
    desk.fleets.publish(Fleet.empty());
    until(() -> shows("There is no fleet yet"));
    press(robot, "Start the demo fleet");
    until(() -> desk.asked.contains("demo"));

    fleet(Environment.PRODUCTION);

    until(() -> shows("edge-eu-1"));
    until(() -> shows("shop-api blue: 1 of 3 down"));
    assertThat(shows("PRODUCTION")).isTrue();
  }

  @Test
  void openingAndClosingEveryScreenLeavesNoSubscription(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    robot.interact(() -> {});
    int fleets = desk.fleets.subscriberCount();
    int health = desk.health.subscriberCount();
    int traffic = desk.traffic.subscriberCount();
    for (int round = 0; round < 3; round++) {
      go(robot, new Place.Node(new Name("edge-eu-1")));
      go(robot, new Place.Services());
      go(robot, new Place.Pool(new Name("shop-web")));
      go(robot, new Place.Servers(new Name("shop-web")));
      go(robot, new Place.Deploys());
      go(robot, new Place.Settings());
      go(robot, new Place.Fleet());
    }
    assertThat(desk.fleets.subscriberCount()).isEqualTo(fleets);
    assertThat(desk.health.subscriberCount()).isEqualTo(health);
    assertThat(desk.traffic.subscriberCount()).isEqualTo(traffic);

    robot.interact(window::close);

    assertThat(desk.fleets.subscriberCount()).isZero();
    assertThat(desk.health.subscriberCount()).isZero();
    assertThat(desk.sights.subscriberCount()).isZero();
    assertThat(desk.traffic.subscriberCount()).isZero();
    assertThat(desk.settings.subscriberCount()).isZero();
    assertThat(desk.progress.subscriberCount()).isZero();
  }

  @Test
  void keysGoToScreensPaletteFilterAndBack(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT3).release(KeyCode.CONTROL);
    until(() -> window.place() instanceof Place.Deploys);
    robot.press(KeyCode.ALT).type(KeyCode.LEFT).release(KeyCode.ALT);
    until(() -> window.place() instanceof Place.Fleet);
    until(() -> shows("edge-eu-1"));
    robot.interact(() -> window.focusFilter());
    assertThat(scene.getFocusOwner()).isInstanceOf(TextField.class);

    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    until(() ->
        scene.getFocusOwner() instanceof TextField field
            && "Search or run…".equals(field.getPromptText()));
    robot.write("plan shop");
    robot.type(KeyCode.ENTER);

    until(() -> desk.asked.contains("plan [shop] []"));
    assertThat(desk.asked).noneMatch(asked -> asked.startsWith("start"));
  }

  @Test
  void aSheetKeepsTheFocusAndGivesItBack(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    Node before = scene.getFocusOwner();
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    until(() -> scene.getFocusOwner() instanceof TextField);
    robot.type(KeyCode.TAB);
    robot.type(KeyCode.TAB);
    assertThat(scene.getFocusOwner()).isInstanceOf(TextField.class);
    robot.type(KeyCode.ESCAPE);
    until(() -> before.equals(scene.getFocusOwner()));
  }

  @Test
  void productionAsksForItsNameBeforeADeploy(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    go(robot, new Place.Plan(Set.of(), Set.of()));
    until(() -> shows("6 to change"));
    robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
    until(() -> shows("in production?"));
    assertThat(desk.asked).noneMatch(asked -> asked.startsWith("start"));
    robot.write("production");
    robot.type(KeyCode.TAB).write("ticket 12");
    press(robot, "Deploy to 6 nodes");
    until(() -> desk.asked.contains("start 6 25 false production: ticket 12"));
  }

  @Test
  void productionAsksForItsNameBeforeAServiceOrPoolGoes(FxRobot robot) {
    fleet(Environment.PRODUCTION);
    go(robot, new Place.Services());
    press(robot, "Remove");
    until(() -> shows("Remove service ledger?"));
    assertThat(findButton("Remove ledger").orElseThrow().isDisabled()).isTrue();
    robot.write("production");
    robot.type(KeyCode.TAB).write("ticket 13");
    press(robot, "Remove ledger");
    until(() -> desk.asked.contains("change remove service ledger production: ticket 13"));

    go(robot, new Place.Servers(new Name("ledger")));
    until(() -> shows("Add server"));
    robot.interact(() -> buttons("Remove").findFirst().orElseThrow().fire());
    until(() -> shows("Remove pool ledger?"));
    robot.write("production");
    robot.type(KeyCode.TAB).write("ticket 14");
    press(robot, "Remove ledger");
    until(() -> desk.asked.contains("change remove pool ledger production: ticket 14"));
  }

  @Test
  void aFormSaysBesideTheFieldWhatWouldBeRight(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Servers(new Name("shop-web")));
    press(robot, "Add server");
    until(() -> shows("New server of shop-web"));
    TextInputControl name = field("name");
    robot.interact(() -> name.setText("Not a name"));
    until(() -> shows("is not a name"));
    assertThat(findButton("Save").orElseThrow().isDisabled()).isTrue();
    robot.interact(() -> name.setText("b9"));
    robot.interact(() -> field("address").setText("10.1.2.3"));
    robot.interact(() -> field("weight").setText("999"));
    until(() -> shows("is not a weight"));
    robot.interact(() -> field("weight").setText("50"));
    press(robot, "Save");
    until(() -> desk.asked.contains("change edit pool shop-web"));
    until(() -> shows("10.1.2.3:8080"));
  }

  @Test
  void theLanguageIsKeptForTheNextStart(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Settings());
    until(() -> find(window.root(), "中文").isPresent());
    robot.interact(
        () -> ((javafx.scene.control.ToggleButton) find(window.root(), "中文").orElseThrow()).fire());

    until(() -> desk.asked.contains("save LIGHT CHINESE"));
    assertThat(desk.settings.find().orElseThrow().language().locale().getLanguage())
        .isEqualTo("zh");
  }

  @Test
  void aFailedPlanTellsWhatToDo(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.planFails =
        Optional.of(new Failure.Unreachable(new Name("edge-eu-1"), "no route to host"));
    go(robot, new Place.Plan(Set.of(), Set.of()));
    until(() -> shows("no route to host"));
    assertThat(shows("Check its address")).isTrue();
  }

  @Test
  void aBrokenInventoryIsToldWithAWayToTryAgain(FxRobot robot) {
    desk.loadFails =
        Optional.of(
            new Failure.LocalFile("pointsman.db", "file is not a database", "Restore a backup."));
    go(robot, new Place.Settings());
    go(robot, new Place.Fleet());
    until(() -> shows("file is not a database"));
    assertThat(shows("Restore a backup.")).isTrue();
    desk.loadFails = Optional.empty();
    press(robot, "Try again");
    fleet(Environment.DEVELOPMENT);
    until(() -> shows("edge-eu-1"));
  }

  @Test
  void everyControlThatTakesTheFocusSaysWhatItIs(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    for (Place place :
        java.util.List.of(
            new Place.Fleet(),
            new Place.Node(new Name("edge-eu-1")),
            new Place.Services(),
            new Place.Pool(new Name("shop-web")),
            new Place.Servers(new Name("shop-web")),
            new Place.Deploys(),
            new Place.Settings())) {
      go(robot, place);
      WaitForAsyncUtils.waitForFxEvents();
      window.root().lookupAll("*").stream()
          .filter(node -> node.isFocusTraversable() && visible(node))
          .filter(node -> !(node instanceof javafx.scene.control.ScrollPane))
          .forEach(node ->
              assertThat(
                      (node.getAccessibleText() != null && !node.getAccessibleText().isBlank())
                          || (node instanceof Labeled label
                              && label.getText() != null
                              && !label.getText().isBlank()))
                  .as("%s on %s", node, place)
                  .isTrue());
    }
  }

  @Test
  void noAgeOfOthersStandsForANodeThatWasNeverSeen(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    until(() -> find(window.root(), "oldest datum").isPresent() && shows("41 s"));
    List<NodeHealth> nodes =
        new ArrayList<>(SampleFleet.health(desk.fleets.find().orElseThrow(), false).nodes());
    nodes.set(
        3,
        new NodeHealth(
            nodes.get(3).node(),
            NodeHealth.Contact.LOST,
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(39),
            -1,
            Optional.of(new Failure.Unreachable(nodes.get(3).node(), "no route"))));
    desk.health.publish(new FleetHealth(Instant.now(), nodes));

    until(() ->
        window.root().lookupAll(".top-bar .label").stream()
            .map(Label.class::cast)
            .anyMatch(each -> each.getText().equals("?")));
    until(() -> shows(nodes.get(3).node() + " was never seen"));
  }

  @Test
  void staleAndLostNodesAreDrawnAsSuch(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    until(() -> shows("edge-ap-1 silent for 41 s"));
    go(robot, new Place.Node(new Name("edge-ap-1")));
    until(() -> shows("as of"));
    assertThat(window.root().lookup(".hatched").isVisible()).isTrue();
    assertThat(
            window.root().lookupAll(".table-view").stream()
                .map(TableView.class::cast)
                .findFirst()
                .orElseThrow()
                .getItems())
        .isNotEmpty();
    assertThat(
            window.root().lookupAll(".label").stream()
                .map(Label.class::cast)
                .anyMatch(label -> label.getText().contains("key exchange timed out")))
        .isTrue();
  }
}
