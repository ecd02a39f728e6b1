package pointsman.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

/// The palette and the list of keys.
class SheetsScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private ListView<?> palette(FxRobot robot) {
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    until(() -> scene.getFocusOwner() instanceof TextField);
    return (ListView<?>) window.root().lookup(".palette .list-view");
  }

  @Test
  void whatMatchesNothingIsSaid(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    ListView<?> list = palette(robot);
    robot.write("zebra");

    until(() -> shows("Nothing matches “zebra”"));
    assertThat(list.getItems()).isEmpty();
    robot.type(KeyCode.ENTER);
    assertThat(window.root().lookup(".palette")).isNotNull();
  }

  @Test
  void withoutAFleetThePaletteOffersTheWaysToBeginAndStartsNothing(FxRobot robot) {
    desk.fleets.publish(Fleet.empty());
    until(() -> shows("There is no fleet yet"));
    go(robot, new Place.Settings());
    palette(robot);
    robot.write("demo");
    robot.type(KeyCode.ENTER);

    until(() -> window.place() instanceof Place.Fleet);
    until(() ->
        scene.getFocusOwner() instanceof Button button
            && "Start the demo fleet".equals(button.getText()));
    assertThat(desk.asked).doesNotContain("demo");

    palette(robot);
    robot.write("ssh");
    robot.type(KeyCode.ENTER);
    until(() -> shows("Hosts of ~/.ssh/config"));
  }

  @Test
  void withAFleetTheWaysToBeginAreNotOffered(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    ListView<?> list = palette(robot);
    robot.write("demo");

    until(() -> list.getItems().isEmpty());
  }

  @Test
  void theListOfKeysIsWholeWordsInANarrowWindowToo(FxRobot robot) {
    robot.interact(() -> scene.getWindow().setWidth(420));
    robot.write("?");
    until(() -> shows("This list"));
    robot.interact(() -> window.root().layout());

    List<Label> labels =
        window.root().lookupAll(".desk-sheet .label").stream().map(Label.class::cast).toList();
    assertThat(labels).hasSizeGreaterThan(16);
    for (Label label : labels) {
      assertThat(label.getText()).doesNotContain("…", "...");
      assertThat(((Text) label.lookup(".text")).getText()).isEqualTo(label.getText());
    }
  }
}
