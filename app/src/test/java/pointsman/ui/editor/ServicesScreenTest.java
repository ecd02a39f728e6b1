package pointsman.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.FleetHealth;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Place;
import pointsman.ui.traffic.Sights;

/// Services and pools, with what goes on beside them.
class ServicesScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
    stage.setWidth(1440);
    stage.setHeight(900);
  }

  private void whole(FxRobot robot, String styleClass) {
    robot.interact(() -> {
      window.root().applyCss();
      ((Parent) window.root()).layout();
    });
    assertThat(window.root().lookupAll(styleClass))
        .isNotEmpty()
        .map(Label.class::cast)
        .filteredOn(DeskOnScreen::visible)
        .allSatisfy(
            each -> assertThat(each.getWidth()).isGreaterThanOrEqualTo(each.prefWidth(-1) - 0.5));
  }

  @Test
  void lanesAreReadWholeAlsoBesideAShareByHand(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.traffic.publish(Map.of(Sights.WEB, Sights.of(6000, Motion.STILL, 6000, 6000, 6000)));
    go(robot, new Place.Services());
    until(() -> shows("60 % on green by hand") && shows("3/3"));

    whole(robot, ".lane-word");
    whole(robot, ".chip");
  }

  @Test
  void aPoolThatANodeNeverToldOfSaysByHowManyItIsSeenAndWearsNoGreen(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    Fleet fleet = desk.fleets.find().orElseThrow();
    desk.health.publish(SampleFleet.withoutFirst(SampleFleet.health(fleet, false)));
    go(robot, new Place.Services());

    until(() -> shows("3/3 · live · seen by 5 of 6 nodes"));
    assertThat(marks()).containsOnly(Mark.PARTLY);
    go(robot, new Place.Fleet());
    until(() -> window.root().lookup(".flow-label") != null && shows("seen by 5 of 6 nodes"));

    desk.health.publish(SampleFleet.health(fleet, false));
    go(robot, new Place.Services());
    until(() -> marks().equals(Set.of(Mark.UP)));
    assertThat(shows("seen by")).isFalse();
  }

  @Test
  void figuresThatTheListDoesNotShowMakeNoOtherPictureOfIt() {
    Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);
    FleetHealth health = SampleFleet.health(fleet, false);
    PoolPicture now = PoolPicture.of(fleet, Optional.of(health));
    PoolPicture busier = PoolPicture.of(fleet, Optional.of(SampleFleet.later(health)));

    assertThat(busier).isNotEqualTo(now);
    assertThat(busier.brief()).isEqualTo(now.brief());
    assertThat(PoolPicture.of(fleet, Optional.of(SampleFleet.withoutFirst(health))).brief())
        .isNotEqualTo(now.brief());
  }

  private Set<Mark> marks() {
    return window.root().lookupAll(".panel .mark").stream()
        .map(MarkShape.class::cast)
        .map(MarkShape::mark)
        .collect(Collectors.toSet());
  }

  @Test
  void theLabelsOfAFormAreReadWholeAlsoBesideAComplaint(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    desk.traffic.publish(Map.of(Sights.WEB, Sights.of(6000, Motion.STILL, 6000, 6000, 6000)));
    go(robot, new Place.Pool(Sights.WEB));
    press(robot, "Begin a canary…");
    robot.interact(() -> field("stages, in %").setText("1, 100"));
    until(() -> shows("would send users home"));

    whole(robot, ".form-label");
  }
}
