package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.event.EventType;
import javafx.scene.control.Button;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Pool;
import pointsman.model.guard.Why;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.Pointer;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Place;

/// The audience rules on a pool's page, in production.
class AudienceScreenTest extends DeskOnScreen {
  private static final String ON = "Switch rules on";

  @Start
  void start(Stage stage) {
    open(stage);
  }

  private void page(FxRobot robot) {
    Fleet plain = SampleFleet.of(Environment.PRODUCTION, 6, 3);
    List<Pool> pools =
        plain.pools().stream()
            .map(pool -> pool.name().equals(Sights.WEB) ? withRules(pool) : pool)
            .toList();
    Fleet fleet = new Fleet(Environment.PRODUCTION, plain.nodes(), plain.services(), pools);
    desk.fleets.publish(fleet);
    desk.health.publish(SampleFleet.health(fleet, true));
    guards(Environment.PRODUCTION, true);
    robot.interact(() -> desk.unlock(Duration.ofMinutes(30), new Why("ticket 7")));
    tell(Sights.of(0, Motion.STILL, 0, 0, 0));
    go(robot, new Place.Pool(Sights.WEB));
  }

  private static Pool withRules(Pool pool) {
    return pool.withAudience(
        List.of(
            new AudienceRule(
                new AudienceRule.Match.Users(List.of(new MatchText("ada"))),
                AudienceRule.Target.CANDIDATE)));
  }

  private void tell(PoolTraffic traffic) {
    desk.traffic.publish(Map.of(Sights.WEB, traffic));
  }

  private static void mouse(FxRobot robot, Button at, EventType<MouseEvent> type) {
    robot.interact(() -> Pointer.fire(at, type, 5, 5));
  }

  @Test
  void aHoldSpansACountThatChangesMeanwhile(FxRobot robot) {
    page(robot);
    until(() -> findButton(ON).isPresent() && shows("off on 3"));
    Button before = findButton(ON).orElseThrow();
    mouse(robot, before, MouseEvent.MOUSE_PRESSED);

    tell(Sights.of(0, Motion.STILL, 0, 0, -1));
    until(() -> shows("not seen 1"));

    assertThat(findButton(ON)).isEqualTo(Optional.of(before));
    until(() -> desk.asked.stream().anyMatch(each -> each.startsWith("audience shop-web true")));
  }
}
