package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.ui.Keyboard;
import pointsman.ui.kit.Place;

/// The main job in the window on real nodes, by keys alone: a server is added to a pool, the plan
/// read, deployed, seen to run, and taken back.
final class KeyboardStoryTest {
  private static final Name API = new Name("shop-api");

  private static void until(DeskOnNodes desk, String shown) {
    desk.eyes().until(shown, () -> desk.eyes().shows(shown));
  }

  /// On how many nodes the load balancer itself runs this server.
  private static long run(Wiring wiring, String server) throws Exception {
    return wiring.servers().look(Set.of()).values().stream()
        .flatMap(look -> look.find().orElseThrow().stream())
        .filter(each -> each.at().server().equals(new Name(server)))
        .count();
  }

  @Test
  void aServerIsAddedPlannedDeployedAndTakenBack() throws Exception {
    try (Rig rig = Rig.deployed(2);
        Wiring wiring = rig.open();
        DeskOnNodes desk = new DeskOnNodes(wiring, new Place.Fleet())) {
      Fleet fleet = wiring.inventory().load();
      Server other = fleet.findPool(API).orElseThrow().lane(LaneColor.BLUE).servers().getFirst();
      Keyboard keys = new Keyboard(desk.window().root().getScene());
      addServer(keys, desk, other);
      deployAndTakeBack(keys, desk, rig, wiring);
    }
  }

  /// @param like a server of another pool, which is there to be used twice
  private static void addServer(Keyboard keys, DeskOnNodes desk, Server like) {
    until(desk, "2 nodes fresh");
    keys.type(KeyCode.K, KeyCode.CONTROL);
    keys.write("servers shop-web");
    keys.type(KeyCode.ENTER);
    keys.press("Add server");
    until(desk, "New server of shop-web");
    keys.over("b77");
    keys.tabTo("address");
    keys.write(like.address().value());
    keys.tabTo("port");
    keys.over(like.port().toString());
    keys.type(KeyCode.ENTER);
    until(desk, "b77");
  }

  private static void deployAndTakeBack(Keyboard keys, DeskOnNodes desk, Rig rig, Wiring wiring)
      throws Exception {
    keys.press("Plan the change");
    until(desk, "2 to change");
    assertThat(run(wiring, "b77")).isZero();
    keys.press("Deploy to 2 nodes");
    until(desk, "all 2 nodes verified");
    assertThat(run(wiring, "b77")).isEqualTo(2);
    rig.assertServes("blue");

    keys.press("Plan the way back");
    until(desk, "Take back on 2 nodes");
    keys.type(KeyCode.ENTER, KeyCode.CONTROL);
    until(desk, "it still wants what was taken back");
    assertThat(run(wiring, "b77")).isZero();
    rig.assertServes("blue");
  }
}
