package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabFault;
import pointsman.port.LabNode;

/// The run-time file that tells what was set of servers is lost on a real HAProxy and a real Nginx:
/// what runs still knows, and nothing brings a drained server back unseen.
final class LostServersTest {
  @AutoClose private Rig rig;

  @BeforeEach
  void drained() throws Exception {
    rig = Rig.deployed(2);
    run(0, "server", "drain", "shop-web/b1");
  }

  private Rig.Ran run(int code, String... words) throws Exception {
    Rig.Ran ran = rig.run(words);
    assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
    return ran;
  }

  /// The file of the release in use.
  private static Path file(LabNode node) throws Exception {
    Path release = node.etc().resolve("current").toRealPath().getFileName();
    return node.state().resolve("servers-" + release + ".conf");
  }

  private void lose() throws Exception {
    Files.delete(file(rig.node(EngineKind.HAPROXY)));
    Files.writeString(file(rig.node(EngineKind.NGINX)), "");
  }

  private void assertDrained() {
    for (LabNode node : rig.lab().nodes()) {
      Set<String> seen = new TreeSet<>();
      for (int i = 0; i < 20; i++) {
        seen.add(rig.get(node, 8080, "/").headers().firstValue("X-Server").orElse("?"));
      }
      assertThat(seen).as(node.name().value()).containsExactly("b2", "b3");
    }
  }

  @Test
  void aDeployOfSomethingElseTellsItAndKeepsWhatStands() throws Exception {
    Path old = file(rig.node(EngineKind.NGINX));
    String was = Files.readString(old);
    lose();
    rig.newIntent();

    Rig.Ran plan = run(2, "plan");
    assertThat(plan.out())
        .contains("taken from what runs: shop-web.blue/b1 drain", "stands at run time on ");
    Rig.Ran drift = run(2, "drift");
    assertThat(drift.out()).contains("taken from what runs: shop-web.blue/b1 drain");

    run(0, "deploy", "--yes");
    assertDrained();
    // The release of before needs it to be gone back to.
    assertThat(old).hasContent(was);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(file(node)).content().contains("# override shop-web.blue/b1 drain -");
      rig.lab().fault(node.name(), new LabFault.RestartBalancer());
    }
    assertDrained();
    run(0, "drift");
  }

  @Test
  void itIsAChangeOfItsOwnThatMendsIt() throws Exception {
    lose();
    assertThat(run(2, "plan").out()).contains("taken from what runs: shop-web.blue/b1 drain");
    run(0, "deploy", "--yes");
    assertDrained();
    run(0, "plan");
    run(0, "drift");
  }

  @Test
  void aChangeOfAnotherServerKeepsWhatStands() throws Exception {
    lose();
    run(0, "server", "weight", "shop-web/b2", "7");
    for (LabNode node : rig.lab().nodes()) {
      assertThat(file(node)).content().contains("b1 drain -", "b2 - 7");
      rig.lab().fault(node.name(), new LabFault.RestartBalancer());
    }
    assertDrained();
  }
}
