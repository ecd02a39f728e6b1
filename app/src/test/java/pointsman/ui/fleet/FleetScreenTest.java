package pointsman.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.ui.DeskOnScreen;
import pointsman.ui.SampleFleet;
import pointsman.ui.desk.Settings;
import pointsman.ui.kit.Place;

class FleetScreenTest extends DeskOnScreen {
  @Start
  void start(Stage stage) {
    open(stage);
  }

  private TableView<?> servers(String accessible) {
    return window.root().lookupAll(".table-view").stream()
        .map(TableView.class::cast)
        .filter(table -> accessible.equals(table.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }

  private void enterFirst(FxRobot robot, TableView<?> table) {
    robot.interact(() -> {
      table.getSelectionModel().select(0);
      table.requestFocus();
    });
    robot.type(KeyCode.ENTER);
  }

  @Test
  void enterOnAServerOpensItsPool(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    until(() -> shows("As a table"));
    robot.interact(() -> ((ToggleButton) find(window.root(), "As a table").orElseThrow()).fire());
    until(() -> !servers("Servers, worst first").getItems().isEmpty());

    enterFirst(robot, servers("Servers, worst first"));

    until(() -> new Place.Servers(new Name("shop-api")).equals(window.place()));
  }

  @Test
  void enterOnANodesServerOpensItsPoolAndOnAPoolsServerItsForm(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Node(new Name("edge-eu-1")));
    until(() -> !servers("Servers").getItems().isEmpty());
    enterFirst(robot, servers("Servers"));
    until(() -> new Place.Servers(new Name("shop-web")).equals(window.place()));

    until(() -> !servers("Servers of blue").getItems().isEmpty());
    enterFirst(robot, servers("Servers of blue"));
    until(() -> shows("Server b1 of shop-web, blue"));
  }

  @Test
  void aNodeThatWasRemovedMeanwhileIsSaidToBeGoneAndComesBack(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    Name name = new Name("edge-eu-1");
    go(robot, new Place.Node(name));
    until(() -> !servers("Servers").getItems().isEmpty());
    Fleet all = desk.fleets.find().orElseThrow();

    desk.fleets.publish(
        new Fleet(
            all.environment(),
            all.nodes().stream().filter(node -> !node.name().equals(name)).toList(),
            all.services(),
            all.pools()));
    until(() -> shows("There is no node edge-eu-1"));
    assertThat(shows("Reading the inventory")).isFalse();

    go(robot, new Place.Fleet());
    go(robot, new Place.Node(name));
    until(() -> shows("There is no node edge-eu-1"));

    desk.fleets.publish(all);
    until(() -> !shows("There is no node") && !servers("Servers").getItems().isEmpty());
  }

  @Test
  void aServerThatNoNodeTellsOfIsNotSeenRatherThanDown(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    go(robot, new Place.Servers(new Name("shop-web")));
    until(() -> shows("up on "));

    desk.health.publish(new FleetHealth(Instant.now(), List.of()));

    until(() -> shows("not seen"));
    assertThat(shows("up on 0 of")).isFalse();
  }

  @Test
  void aLoadBalancerThatIsGoneOrWasStoppedIsDownWithItsReason(FxRobot robot) {
    fleet(Environment.DEVELOPMENT);
    until(() -> shows("Attention"));

    desk.health.publish(SampleFleet.standstill(desk.fleets.find().orElseThrow()));

    until(() -> shows("edge-eu-1 is down"));
    assertThat(shows("no haproxy runs on edge-eu-1")).isTrue();
    assertThat(shows("edge-us-1 is down")).isTrue();
    assertThat(shows("is stopped (as by SIGSTOP; process 41)")).isTrue();
    until(() -> shows("2 down"));
    assertThat(shows("edge-eu-1 silent") || shows("edge-us-1 silent")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Settings.Theme.class,
      names = {"LIGHT", "DARK"})
  void labelsAreReadableOnTheThickestBands(Settings.Theme theme, FxRobot robot) {
    desk.settings.publish(new Settings(theme, Duration.ofSeconds(2), "ops"));
    fleet(Environment.DEVELOPMENT);
    FleetHealth later = SampleFleet.later(desk.health.find().orElseThrow());
    desk.health.publish(later);
    until(() -> !window.root().lookupAll(".flow-band").isEmpty());
    robot.interact(() -> {
      window.root().applyCss();
      window.root().layout();
    });

    Color card =
        fill(
            ((Region) window.root().lookup(".panel"))
                .getBackground()
                .getFills()
                .getLast()
                .getFill());
    for (var each : window.root().lookupAll(".flow-label")) {
      Region chip = (Region) each;
      Color veil = fill(chip.getBackground().getFills().getLast().getFill());
      for (var text : chip.lookupAll(".label")) {
        Color ink = fill(((Label) text).getTextFill());
        for (var band : window.root().lookupAll(".flow-band")) {
          Color once = over(fill(((Path) band).getFill()), band.getOpacity(), card);
          Color twice = over(fill(((Path) band).getFill()), band.getOpacity(), once);
          Color ground = over(veil, veil.getOpacity(), twice);
          assertThat(contrast(ink, ground)).as("%s on %s", ink, ground).isGreaterThanOrEqualTo(4.6);
        }
      }
    }
  }

  private static Color fill(Paint paint) {
    return (Color) paint;
  }

  private static Color over(Color top, double opacity, Color ground) {
    Color opaque = Color.color(top.getRed(), top.getGreen(), top.getBlue());
    return ground.interpolate(opaque, opacity);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
}
