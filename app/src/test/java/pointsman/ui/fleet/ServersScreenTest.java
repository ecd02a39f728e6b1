package pointsman.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerPath;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.kit.Place;

class ServersScreenTest extends DeskOnScreen {
  private static final ServerPath B1 =
      new ServerPath(new Name("shop-web"), LaneColor.BLUE, new Name("b1"));

  @Start
  void start(Stage stage) {
    open(stage);
  }

  private TableView<?> servers() {
    return window.root().lookupAll(".table-view").stream()
        .map(TableView.class::cast)
        .filter(table -> "Servers".equals(table.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }

  private void node(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Node(new Name("edge-eu-1")));
    until(() -> !servers().getItems().isEmpty());
  }

  private void select(FxRobot robot, int row) {
    robot.interact(() -> servers().getSelectionModel().select(row));
  }

  private long changes() {
    return desk.asked.stream().filter(each -> each.contains(" on [edge-eu-1]")).count();
  }

  @Test
  void anArmedDrainIsCalledOffByEsc(FxRobot robot) throws Exception {
    node(robot);
    assertThat(findButton("Drain").orElseThrow().isDisabled()).isTrue();
    select(robot, 0);
    press(robot, "Drain");
    until(() -> shows("Drain · shop-web.blue/b1 on edge-eu-1: in"));

    robot.type(KeyCode.ESCAPE);

    until(() -> !shows("on edge-eu-1: in"));
    press(robot, "Ready");
    until(() -> shows("Ready · shop-web.blue/b1 on edge-eu-1: in"));
    press(robot, "Call off (Esc)");
    until(() -> !shows("on edge-eu-1: in"));
    assertThat(changes()).isZero();
  }

  @Test
  void anArmedDrainHappensToTheServerItWasArmedFor(FxRobot robot) {
    node(robot);
    select(robot, 0);
    press(robot, "Drain");
    until(() -> shows("in 5 s"));
    until(() -> shows("in 4 s"));
    select(robot, 1);

    until(() -> desk.asked.contains("shop-web/b1 drain on [edge-eu-1]"));

    assertThat(changes()).isEqualTo(1);
    until(() -> !shows("on edge-eu-1: in"));
  }

  private ServerRuns runs(AdminState state, int weight, ServerOverride standing) {
    Server deployed = B1.in(desk.fleets.find().orElseThrow().pools()).orElseThrow();
    return new ServerRuns(B1, deployed, standing, Optional.of(state), weight);
  }

  @Test
  void whatRunsOtherwiseIsKeptPutIntoTheInventoryOrTakenBack(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    ServerOverride none = new ServerOverride(B1, Optional.empty(), Optional.empty());
    desk.serverRuns = List.of(runs(AdminState.READY, 7, none));
    go(robot, new Place.Node(new Name("edge-eu-1")));
    until(() -> shows("set by hand: a reload loses it"));

    press(robot, "Keep");
    until(() -> desk.asked.contains("shop-web/b1 weight 7 on [edge-eu-1]"));

    press(robot, "Into the inventory");
    until(() -> B1.in(desk.fleets.find().orElseThrow().pools()).map(Server::weight).orElse(0) == 7);

    press(robot, "As deployed");
    until(() -> desk.asked.contains("shop-web/b1 as deployed on [edge-eu-1]"));
  }
}
