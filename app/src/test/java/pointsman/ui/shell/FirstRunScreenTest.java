package pointsman.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.Failure;
import pointsman.model.fleet.Fleet;
import pointsman.port.HostKeys;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

/// The three ways to begin.
class FirstRunScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
    stage.setWidth(1440);
  }

  @BeforeEach
  void noFleetYet() {
    desk.fleets.publish(Fleet.empty());
    until(() -> shows("There is no fleet yet"));
  }

  private void askForAFile(FxRobot robot, String path) {
    press(robot, "Open a file");
    until(() -> scene.getFocusOwner() instanceof TextField);
    robot.write(path);
    robot.type(KeyCode.ENTER);
  }

  @Test
  void theThreeWaysStandInOneRowAndHaveTheWindowToThemselves(FxRobot robot) {
    robot.interact(() -> window.root().layout());

    List<Bounds> cards =
        window.root().lookupAll(".first-run-card").stream()
            .map(card -> card.localToScene(card.getLayoutBounds()))
            .toList();
    assertThat(cards).hasSize(3);
    assertThat(cards.stream().map(Bounds::getMinY).distinct()).hasSize(1);
    assertThat(cards.stream().map(Bounds::getHeight).distinct()).hasSize(1);
    assertThat(shows("Nothing wants your attention")).isFalse();
  }

  @Test
  void whatIsWrongWithAFleetFileIsToldWhereItWasNamed(FxRobot robot) {
    desk.fileFails =
        Optional.of(
            new Failure.BadInputs(
                List.of(
                    new Failure.BadInput("f.yaml", 4, "nodes[0].port", "'x' is no port", "1 to 9"),
                    new Failure.BadInput("f.yaml", 7, "nodes[1].name", "'-' is no name", "a-z"))));
    askForAFile(robot, "/etc/f.yaml");

    until(() -> shows("f.yaml:4: nodes[0].port: 'x' is no port"));
    assertThat(shows("f.yaml:7: nodes[1].name: '-' is no name")).isTrue();
    assertThat(shows("Expected a-z. Nothing was applied.")).isTrue();

    desk.fileFails = Optional.empty();
    robot.type(KeyCode.ENTER);

    until(() -> shows("Host keys"));
    assertThat(desk.asked).containsExactly("open /etc/f.yaml", "open /etc/f.yaml");
  }

  @Test
  void whatAFleetFileCannotHaveYetIsReadBeforeTheHostKeys(FxRobot robot) {
    desk.fileNotes = List.of("node edge-1: a jump host is not supported yet");
    askForAFile(robot, "~/f.yaml");

    until(() -> shows("node edge-1: a jump host is not supported yet"));
    assertThat(desk.asked).containsExactly("open " + System.getProperty("user.home") + "/f.yaml");
    press(robot, "Go on");
    until(() -> shows("Host keys"));
    until(() -> find(window.root(), "SHA256:").isPresent());
    robot.interact(() -> window.root().layout());
    List<String> drawn =
        window.root().lookupAll(".desk-sheet .mono").stream()
            .map(each -> ((Text) each.lookup(".text")).getText())
            .toList();
    assertThat(drawn).as("whole to compare").hasSize(2).allMatch(each -> each.endsWith("p1q2"));
    press(robot, "Done");
    until(() -> window.place() instanceof Place.Fleet && shows("edge-eu-1"));
  }

  @Test
  void noFileIsNotAsked(FxRobot robot) {
    askForAFile(robot, "");

    until(() -> shows("Name a fleet file."));
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void aHostOfTheSshConfigSaysWhoSignsInBeforeItBecomesANode(FxRobot robot) {
    desk.hosts =
        List.of(
            new HostKeys.SshHost("web-1", "192.0.2.11", 22, "ops", "", ""),
            new HostKeys.SshHost("web-2", "192.0.2.12", 22, "root", "", ""),
            new HostKeys.SshHost("inner", "10.0.0.1", 22, "root", "", "bastion"),
            new HostKeys.SshHost("lb_eu", "192.0.2.13", 22, "root", "", ""));
    press(robot, "Choose hosts");
    until(() -> shows("Hosts of ~/.ssh/config"));
    assertThat(shows("through bastion: not built yet")).isTrue();
    assertThat(window.root().lookupAll(".check-box .text"))
        .as("as they stand in the file")
        .extracting(each -> ((Text) each).getText())
        .contains("web-1", "lb_eu");
    tick(robot, "web-1");
    tick(robot, "web-2");
    press(robot, "Take these");

    until(
        () -> shows("web-1: ops would need sudo there, which is not built yet. Say who signs in"));
    assertThat(desk.asked).isEmpty();
    robot.type(KeyCode.DOWN, KeyCode.DOWN);
    until(() -> shows("as ops, who owns it"));
    press(robot, "Take these");

    until(() -> shows("Host keys"));
    assertThat(desk.fleets.find().orElseThrow().nodes())
        .extracting(node -> node.user() + " " + node.privilege())
        .containsExactly("ops NONE", "root ROOT");
  }

  @Test
  void theRingOfTheFirstHostsBoxIsDrawnWhole(FxRobot robot) {
    desk.hosts = List.of(new HostKeys.SshHost("web-1", "192.0.2.11", 22, "root", "", ""));
    press(robot, "Choose hosts");
    until(() -> shows("Hosts of ~/.ssh/config"));
    robot.interact(() -> {
      window.root().lookup(".check-box").requestFocus();
      window.root().applyCss();
      window.root().layout();
    });

    Region box = (Region) window.root().lookup(".check-box > .box");
    double beyond =
        -box.getBorder().getStrokes().stream()
            .mapToDouble(stroke -> stroke.getInsets().getTop())
            .min()
            .orElseThrow();
    Bounds drawn = box.localToScene(box.getLayoutBounds());
    Node viewport = window.root().lookup(".desk-sheet .viewport");
    Bounds seen = viewport.localToScene(viewport.getLayoutBounds());
    assertThat(beyond).isPositive();
    assertThat(drawn.getMinX() - beyond).isGreaterThanOrEqualTo(seen.getMinX());
    assertThat(drawn.getMinY() - beyond).isGreaterThanOrEqualTo(seen.getMinY());
  }

  private void tick(FxRobot robot, String host) {
    robot.interact(() ->
        window.root().lookupAll(".check-box").stream()
            .map(CheckBox.class::cast)
            .filter(box -> box.getText().equals(host))
            .forEach(CheckBox::fire));
  }
}
