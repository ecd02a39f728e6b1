package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabFault;

/// One node is gone: the command names how to leave it out, and the others go on and back without
/// it, on real nodes.
final class LeaveOutTest {
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(4);
  }

  @Test
  void aServerIsDrainedWithoutTheNodeThatIsNamed() throws Exception {
    String left = rig.node(EngineKind.NGINX).name().value();
    Rig.Ran drained = rig.run("server", "drain", "shop-api/b1", "--yes", "--without", left);

    assertThat(drained.code()).as(drained.toString()).isZero();
    assertThat(drained.out().lines().filter(line -> line.startsWith("edge-"))).hasSize(3);
    assertThat(drained.out()).doesNotContain(left);
    assertThat(rig.run("server", "ready", "nobody/b1", "--yes", "--without", left).code())
        .as("a pool that is not there")
        .isEqualTo(5);
    assertThat(rig.run("server", "reset", "shop-api/b1", "--yes", "--without", left).code())
        .isZero();
  }

  @Test
  void theOthersGoOnAndBackWithoutTheNodeThatIsNamed() throws Exception {
    String gone = rig.node(EngineKind.NGINX).name().value();
    rig.newIntent();
    rig.lab().fault(rig.node(EngineKind.NGINX).name(), new LabFault.KillBalancer());

    Rig.Ran refused = rig.run("deploy", "--yes");
    assertThat(refused.code()).as(refused.toString()).isNotZero();
    assertThat(refused.toString()).contains("Nothing was changed.", "--without " + gone);

    assertThat(rig.run("deploy", "--yes", "--without", "nobody").code()).isEqualTo(5);

    Rig.Ran most = rig.run("deploy", "--yes", "--without", gone);
    assertThat(most.code()).as(most.toString()).isZero();
    assertThat(most.out()).contains("3 nodes done · run r2 took").doesNotContain(gone);
    assertThat(rig.run("history").out()).contains("deploy --without " + gone);

    Rig.Ran back = rig.run("revert", "r2", "--yes", "--without", gone);
    assertThat(back.code()).as(back.toString()).isEqualTo(5);
    back = rig.run("revert", "r2", "--yes");
    assertThat(back.code()).as(back.toString()).isZero();
    assertThat(back.out()).contains("3 nodes done · run r3 took");
  }
}
