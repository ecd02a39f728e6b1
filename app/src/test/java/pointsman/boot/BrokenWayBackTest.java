package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import pointsman.driver.ScriptVerbs;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.ScriptAnswer;
import pointsman.port.LabNode;
import pointsman.service.node.NodeTalk;

/// A way back that was killed after the link was turned and before the load balancer was told:
/// whoever settles the commit brings it to its end.
final class BrokenWayBackTest {

  private static String current(LabNode node) throws IOException {
    return node.etc().resolve("current").toRealPath().getFileName().toString();
  }

  @Test
  void isEndedByWhoeverSettlesTheCommit() throws Exception {
    try (Rig rig = Rig.deployed(2)) {
      Map<Name, String> former = new HashMap<>();
      for (LabNode each : rig.lab().nodes()) {
        former.put(each.name(), current(each));
      }
      rig.change(fleet ->
          Rig.withBlue(
              fleet,
              "shop-web",
              servers ->
                  servers.stream().map(one -> Rig.with(one, one.port().value(), 50)).toList()));
      try (Wiring wiring = rig.open()) {
        Rig.deploy(wiring);
        for (LabNode each : rig.lab().nodes()) {
          breakOff(each, former.getOrDefault(each.name(), ""));
          assertEnded(wiring, each, former.getOrDefault(each.name(), ""));
        }
      }
    }
  }

  private static void breakOff(LabNode node, String former) throws IOException {
    String release = current(node);
    assertThat(release).isNotEqualTo(former);
    Files.writeString(
        node.state().resolve("deadman/firing"),
        "release %s\nprevious %s\narmed 1\ndeadline 2\n".formatted(release, former));
    Path current = node.etc().resolve("current");
    Files.delete(current);
    Files.createSymbolicLink(current, Path.of("releases", former));
  }

  private static void assertEnded(Wiring wiring, LabNode there, String former) throws Exception {
    Node node = wiring.inventory().load().findNode(there.name()).orElseThrow();
    assertThat(wiring.access().running(node)).isNotEqualTo(former);
    try (NodeTalk talk = wiring.access().open(node)) {
      talk.lock("a test");
      ScriptAnswer settled =
          talk.exchange(List.of(ScriptVerbs.settle()), Duration.ofSeconds(60)).getFirst();
      assertThat(settled.text()).contains("result went back to " + former);
    }
    // Old and new workers overlap for a moment.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> wiring.access().running(node).equals(former));
    assertThat(there.state().resolve("deadman/firing")).doesNotExist();
  }
}
