package pointsman.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

/// The figure at Fleet in the rail.
class BadgeScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private Optional<String> badge() {
    return window.root().lookupAll(".rail-badge").stream()
        .map(Label.class::cast)
        .map(Label::getText)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  @Test
  void theFigureAtFleetIsTheNumberOfRowsThatWantAttention(FxRobot robot) {
    robot.interact(() -> window.root().getScene().getWindow().setWidth(1440));
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Fleet());
    until(() -> shows("shop-api blue: 1 of 3 down"));

    long rows =
        window.root().lookupAll(".attention-row").stream().filter(DeskOnScreen::visible).count();
    assertThat(rows).isEqualTo(4);
    until(() -> badge().equals(Optional.of("4")));
  }
}
