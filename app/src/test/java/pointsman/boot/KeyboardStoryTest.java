package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.ui.Keyboard;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.shell.DeskWindow;

/// The main job in the window on real nodes, by keys alone: a server is added to a pool, the plan
/// read, deployed, seen to run, and taken back.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the scene's thread fills them before the test
class KeyboardStoryTest {
  private static final Name API = new Name("shop-api");

  private Stage stage;

  @Start
  void start(Stage fresh) {
    stage = fresh;
  }

  private static boolean shows(Node root, String text) {
    return WaitForAsyncUtils.waitForAsyncFx(
        5000,
        () ->
            root.lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(each -> ((Labeled) each).getText())
                .anyMatch(each -> each != null && each.contains(text)));
  }

  private static void until(Node root, String shown) {
    await().alias(shown).atMost(Duration.ofSeconds(30)).until(() -> shows(root, shown));
  }

  /// On how many nodes the load balancer itself runs this server.
  private static long run(Wiring wiring, String server) throws Exception {
    return wiring.servers().look(Set.of()).values().stream()
        .flatMap(look -> look.find().orElseThrow().stream())
        .filter(each -> each.at().server().equals(new Name(server)))
        .count();
  }

  @Test
  void aServerIsAddedPlannedDeployedAndTakenBack(FxRobot robot) throws Exception {
    try (Rig rig = Rig.deployed(2);
        Wiring wiring = rig.open();
        DeskMaker maker = new DeskMaker(wiring)) {
      Fleet fleet = wiring.inventory().load();
      Server other = fleet.findPool(API).orElseThrow().lane(LaneColor.BLUE).servers().getFirst();
      DeskWindow window = open(robot, maker);
      try {
        addServer(robot, window, other);
        deployAndTakeBack(robot, window, rig, wiring);
      } finally {
        robot.interact(window::close);
      }
    }
  }

  private DeskWindow open(FxRobot robot, DeskMaker maker) throws Exception {
    var work = maker.make();
    DeskWindow window =
        WaitForAsyncUtils.waitForAsyncFx(
            5000, () -> new DeskWindow(work, new Works(Threads.real()), maker.words()));
    robot.interact(() -> {
      stage.setScene(new Scene(window.root(), 1200, 760));
      stage.show();
      window.focus();
    });
    return window;
  }

  /// @param like a server of another pool, which is there to be used twice
  private static void addServer(FxRobot robot, DeskWindow window, Server like) {
    Node root = window.root();
    Keyboard keys = new Keyboard(robot, root.getScene());
    until(root, "2 nodes fresh");
    keys.type(KeyCode.K, KeyCode.CONTROL);
    keys.write("servers shop-web");
    keys.type(KeyCode.ENTER);
    until(root, "Add server");
    keys.press("Add server");
    until(root, "New server of shop-web");
    keys.over("b77");
    keys.tabTo("address");
    keys.write(like.address().value());
    keys.tabTo("port");
    keys.over(like.port().toString());
    keys.type(KeyCode.ENTER);
    until(root, "b77");
  }

  private static void deployAndTakeBack(FxRobot robot, DeskWindow window, Rig rig, Wiring wiring)
      throws Exception {
    Node root = window.root();
    Keyboard keys = new Keyboard(robot, root.getScene());
    keys.press("Plan the change");
    until(root, "2 to change");
    assertThat(run(wiring, "b77")).isZero();
    keys.press("Deploy to 2 nodes");
    until(root, "all 2 nodes verified");
    assertThat(run(wiring, "b77")).isEqualTo(2);
    rig.assertServes("blue");

    keys.press("Plan the way back");
    until(root, "Take back on 2 nodes");
    keys.type(KeyCode.ENTER, KeyCode.CONTROL);
    until(root, "it still wants what was taken back");
    assertThat(run(wiring, "b77")).isZero();
    rig.assertServes("blue");
  }
}
