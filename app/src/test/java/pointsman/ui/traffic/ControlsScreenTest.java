package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.event.Event;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.Share;
import pointsman.ui.Pointer;
import pointsman.ui.kit.Words;

/// Points and slider on their own, by pointer and by keys.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the scene's thread fills them before each test
class ControlsScreenTest {
  private final List<Share> asked = new ArrayList<>();
  private final Words words = new Words(Locale.ENGLISH);
  private StageSlider slider;
  private PointsControl points;
  private int pulled;

  @Start
  void start(Stage stage) {
    slider = new StageSlider(words, asked::add);
    points = new PointsControl(words, () -> pulled++);
    stage.setScene(new Scene(new VBox(points, slider), 720, 400));
    stage.show();
    show(500, 500);
  }

  private StagePicture picture(int wanted, List<Share> reach, boolean free, int... measured) {
    return new StagePicture(
        StageScale.usual(),
        LaneColor.GREEN,
        "v1.1",
        new Share(wanted),
        Measure.of(Sights.of(wanted, Motion.STILL, measured)),
        reach,
        free,
        OptionalDouble.of(1_000));
  }

  private void show(int wanted, int... measured) {
    slider.show(picture(wanted, StageScale.usual().ticks(), true, measured));
  }

  private void mouse(FxRobot robot, javafx.event.EventType<MouseEvent> type, Share at) {
    robot.interact(() -> {
      double x = 44 + StageScale.usual().position(at) * (slider.getWidth() - 88);
      Pointer.fire(slider, type, x, 44);
    });
  }

  private void key(FxRobot robot, Node target, KeyCode code) {
    robot.interact(() ->
        Event.fireEvent(
            target, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }

  private Label label(String styleClass) {
    return (Label) slider.lookup("." + styleClass);
  }

  private double mark() {
    return slider.lookup(".stage-mark").getLayoutX();
  }

  @Test
  void draggingAsksOnceTheHandLetsGoAndTellsMeanwhileWhatItWouldMean(FxRobot robot) {
    double before = mark();
    mouse(robot, MouseEvent.MOUSE_PRESSED, new Share(500));
    mouse(robot, MouseEvent.MOUSE_DRAGGED, new Share(1800));
    assertThat(label("stage-ghost-word").getText()).isEqualTo("18 % ≈ +130 requests/s to v1.1");
    assertThat(asked).isEmpty();

    mouse(robot, MouseEvent.MOUSE_RELEASED, new Share(1800));

    assertThat(asked).containsExactly(new Share(1800));
    assertThat(mark()).as("no mark moves on hope").isEqualTo(before);
    robot.interact(() -> {
      show(1800, 500);
      slider.getParent().layout();
    });
    assertThat(mark()).as("commanded is not measured").isEqualTo(before);
    robot.interact(() -> {
      show(1800, 1800);
      slider.getParent().layout();
    });
    assertThat(mark()).isGreaterThan(before);
  }

  @Test
  void arrowKeysMoveTheGhostEnterAsksAndEscForgets(FxRobot robot) {
    robot.interact(slider::requestFocus);
    key(robot, slider, KeyCode.RIGHT);
    key(robot, slider, KeyCode.RIGHT);
    key(robot, slider, KeyCode.ESCAPE);
    key(robot, slider, KeyCode.ENTER);
    assertThat(asked).isEmpty();

    key(robot, slider, KeyCode.RIGHT);
    key(robot, slider, KeyCode.ENTER);

    assertThat(asked).containsExactly(new Share(600));
  }

  @Test
  void withinARolloutItGoesOnlyOneStageOnOrBack(FxRobot robot) {
    robot.interact(
        () -> slider.show(picture(500, List.of(new Share(100), new Share(1000)), false, 500)));
    mouse(robot, MouseEvent.MOUSE_PRESSED, new Share(500));
    mouse(robot, MouseEvent.MOUSE_DRAGGED, Share.ALL);
    mouse(robot, MouseEvent.MOUSE_RELEASED, Share.ALL);

    assertThat(asked).containsExactly(new Share(1000));
  }

  @Test
  void whatCannotBeMovedStaysWhereItIs(FxRobot robot) {
    robot.interact(() -> slider.show(picture(500, List.of(), false, 500)));
    mouse(robot, MouseEvent.MOUSE_PRESSED, new Share(500));
    mouse(robot, MouseEvent.MOUSE_DRAGGED, Share.ALL);
    mouse(robot, MouseEvent.MOUSE_RELEASED, Share.ALL);

    assertThat(asked).isEmpty();
  }

  @Test
  void whereOnlySomeNodesAreTheLineIsDashed(FxRobot robot) {
    Node some = slider.lookup(".stage-some");
    assertThat(some.isVisible()).as("nodes agree").isFalse();

    robot.interact(() -> {
      show(500, 500, 500, 100);
      slider.applyCss();
      slider.getParent().layout();
    });

    assertThat(some.isVisible()).as("nodes differ").isTrue();
    assertThat(((javafx.scene.shape.Line) some).getEndX()).isEqualTo(mark());
    assertThat(((javafx.scene.shape.Line) some).getStartX()).isLessThan(mark());
  }

  @Test
  void bothMarksAreToldToScreenReaders(FxRobot robot) {
    robot.interact(() -> show(500, 500, 500, 0));

    assertThat(slider.queryAccessibleAttribute(AccessibleAttribute.VALUE)).isEqualTo(5.0);
    assertThat(slider.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING))
        .isEqualTo("wanted 5 %, measured 5 % on 2 · 0 % on 1");
    robot.interact(() -> show(500, -1, -1));
    assertThat(slider.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING))
        .isEqualTo("wanted 5 %, ? not measured yet");
  }

  @Test
  void thePointsSayInWordsWhatTheyShowAndArePulledByEnter(FxRobot robot) {
    robot.interact(() ->
        points.show(
            new PointsPicture(
                LaneColor.BLUE,
                new Share(500),
                Measure.of(Sights.of(500, Motion.STILL, 500, 500, 0)),
                Motion.STILL,
                OptionalDouble.of(12),
                ":8080",
                "lever green 5 %, blade apart",
                "Switch shop-web to green on 3 nodes")));

    assertThat(points.getAccessibleText())
        .contains("lever green 5 %, blade apart", "Switch shop-web to green on 3 nodes");
    assertThat(((Label) points.lookup(".points-blade-word")).getText()).isEqualTo("2 | 1");
    key(robot, points, KeyCode.ENTER);
    assertThat(pulled).isEqualTo(1);
  }
}
