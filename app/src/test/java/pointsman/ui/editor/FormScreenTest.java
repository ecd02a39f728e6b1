package pointsman.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Name;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

/// What forms of something new begin with, and when they complain.
class FormScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private long complaints() {
    return window.root().lookupAll(".desk-sheet .text-input").stream()
        .filter(node -> node.getPseudoClassStates().toString().contains("invalid"))
        .count();
  }

  private void opens(FxRobot robot, Place place, String button, String title) {
    fleet(Environment.DEVELOPMENT);
    go(robot, place);
    press(robot, button);
    until(() -> shows(title));
    assertThat(complaints()).isZero();
    assertThat(shows("expected")).isFalse();
    assertThat(findButton("Save").orElseThrow().isDisabled()).isFalse();
  }

  @Test
  void aNewServerHasAFreeNameAndPortAndSaysWhatIsMissingOnceSaveIsTried(FxRobot robot) {
    opens(robot, new Place.Servers(new Name("shop-web")), "Add server", "New server of shop-web");
    assertThat(field("name").getText()).matches("[bg]4");
    assertThat(field("port").getText()).isEqualTo("8080");
    TextInputControl address = field("address");

    press(robot, "Save");

    until(() -> complaints() == 1);
    assertThat(address.getPseudoClassStates().toString()).contains("invalid");
    assertThat(scene.getFocusOwner()).isEqualTo(address);
    assertThat(findButton("Save").orElseThrow().isDisabled()).isTrue();
    assertThat(desk.asked).noneMatch(asked -> asked.startsWith("change"));

    robot.interact(() -> address.setText("10.1.2.3"));
    assertThat(complaints()).isZero();
    press(robot, "Save");
    until(() -> desk.asked.contains("change edit pool shop-web"));
  }

  @Test
  void aNewPoolAsksOnlyForItsFirstServer(FxRobot robot) {
    opens(robot, new Place.Services(), "Add a pool", "New pool");
    assertThat(field("name").getText()).isEqualTo("pool-1");
    assertThat(field("check every").getText()).isEqualTo("5s");

    robot.interact(() -> field("check every").setText("fast"));
    until(() -> shows("'fast' is not a duration"));
    robot.interact(() -> field("check every").setText("2s"));
    robot.interact(() -> field("first server").setText("10.1.2.3:8080"));
    press(robot, "Save");

    until(() -> desk.asked.contains("change add pool"));
    assertThat(
            desk.fleets
                .find()
                .flatMap(fleet -> fleet.findPool(new Name("pool-1")))
                .flatMap(pool -> pool.health().active())
                .map(active -> active.interval().toSeconds()))
        .contains(2L);
  }

  @Test
  void aNewServiceCanBeSavedAsItOpens(FxRobot robot) {
    opens(robot, new Place.Services(), "Add a service", "New service");
    assertThat(field("listens on").getText()).isEqualTo("*:8081");
    assertThat(field("routes").getText()).isEqualTo("-> shop-web");

    press(robot, "Save");

    until(() -> desk.asked.contains("change add service"));
  }
}
