package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

/// How a rollout begins on a pool whose users were split by hand.
class BeginScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private void sheet(FxRobot robot, int share) {
    fleet(Environment.DEVELOPMENT);
    desk.traffic.publish(Map.of(Sights.WEB, Sights.of(share, Motion.STILL, share, share, share)));
    go(robot, new Place.Pool(Sights.WEB));
    press(robot, "Begin a canary…");
    until(() -> shows("Canary of shop-web to green"));
  }

  @Test
  void aCanaryOverAShareByHandBeginsAboveItAndSaysWhy(FxRobot robot) {
    sheet(robot, 6000);

    assertThat(field("stages, in %").getText()).isEqualTo("80, 100");
    assertThat(shows("60 % of the users are on green by hand")).isTrue();
    press(robot, "Begin: 80 % of the users to green on 3 nodes");
    until(() -> desk.asked.contains("begin shop-web [80, 100]"));
  }

  @Test
  void aFirstStageBelowTheShareByHandIsRefusedInTheSheetWithItsMend(FxRobot robot) {
    sheet(robot, 6000);
    robot.interact(() -> field("stages, in %").setText("1, 100"));

    until(() -> shows("a first stage of 1 % would send users home"));
    assertThat(shows("at least 60 %, or all users back to blue first")).isTrue();
    Button begin =
        window.root().lookupAll(".hold-button").stream()
            .map(Button.class::cast)
            .filter(each -> each.getText().startsWith("Begin:"))
            .findFirst()
            .orElseThrow();
    assertThat(begin.isDisabled()).isTrue();
    robot.interact(() -> field("stages, in %").setText("60, 100"));
    until(() -> !begin.isDisabled());
  }

  @Test
  void withoutAShareByHandTheUsualStagesAreOffered(FxRobot robot) {
    sheet(robot, 0);

    assertThat(field("stages, in %").getText()).isEqualTo("1, 5, 10, 25, 50, 100");
    assertThat(shows("by hand: the first stage")).isFalse();
  }
}
