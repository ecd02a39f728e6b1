package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.port.LabFault;
import pointsman.port.LabNode;

/// The program is killed when a HAProxy node has taken the word and its script has not heard GO: at
/// most 100 ms, in which the other nodes are told. One of them is stopped here, so that it takes so
/// long.
final class KilledAtTheWordTest {
  private static final Name POOL = VanishingRollout.POOL;
  private static final LabFault STOPPED = new LabFault.FreezeBalancer();

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(3);
  }

  @Test
  void itsNodesAreToldAsTheyAreAndARollbackHealsThem() throws Exception {
    List<LabNode> haproxies =
        rig.lab().nodes().stream().filter(node -> node.engine() == EngineKind.HAPROXY).toList();
    SplitOnNode one = new SplitOnNode(haproxies.getFirst(), POOL);
    LabNode held = haproxies.getLast();
    assertThat(one.node()).isNotEqualTo(held);
    String home = one.file();

    killAtTheWord(one, held);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(one.file()).as("its script heard no GO: the former file").isEqualTo(home));
    assertThat(one.held()).as("it took the word").startsWith("2000/");

    Rig.Ran seen = rig.run("traffic", POOL.value(), "--over", "0s");
    assertThat(seen.out())
        .contains("commanded 20 % green", "rollout: going to 20 %")
        .contains("the latest shift never came to its end: what a restart brings is not known");
    assertThat(seen.err()).contains("shop-web: a shift to 20 % by", "never came to its end");
    assertThat(seen.code()).as("unknown is never green: %s", seen).isEqualTo(3);
    assertToldAsItIs(one);
    assertToldAsItIs(new SplitOnNode(held, POOL));

    Rig.Ran back = rig.run("rollback", POOL.value());
    assertThat(back.code()).as(back.toString()).isZero();
    for (LabNode node : haproxies) {
      SplitOnNode split = new SplitOnNode(node, POOL);
      assertThat(split.held()).as("%s", node.name()).startsWith("0/").isEqualTo(split.file());
    }
    rig.assertServes("blue");
    assertThat(rig.run("drift").code()).isZero();
    assertThat(rig.run("traffic", POOL.value(), "--over", "0s").code()).isZero();
    for (LabNode node : rig.lab().nodes()) {
      try (var files = Files.list(node.state())) {
        assertThat(files.map(Path::getFileName).map(Path::toString))
            .as("%s", node.name())
            .noneMatch(name -> name.endsWith(".was") || name.endsWith(".turn"));
      }
    }
  }

  private static void killAtTheWord(SplitOnNode one, LabNode held) throws Exception {
    Path go = VanishingRollout.go(rig.home());
    Process program =
        VanishingRollout.start(
            rig.home(),
            "asked Shifting 0",
            "wait",
            "keep",
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> Files.exists(VanishingRollout.ready(rig.home())));
      rig.lab().fault(held.name(), STOPPED);
      Files.writeString(go, "");
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!one.held().startsWith("2000/") && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    } finally {
      program.destroyForcibly().waitFor();
      rig.lab().undo(held.name(), STOPPED);
    }
  }

  private static void assertToldAsItIs(SplitOnNode split) throws Exception {
    try (Wiring wiring = rig.open()) {
      NodeSplit told =
          wiring.traffic().measure(POOL).nodes().stream()
              .filter(node -> node.node().equals(split.node().name()))
              .findFirst()
              .flatMap(NodeTraffic::split)
              .orElseThrow();
      assertThat(split.held()).startsWith(told.green().basisPoints() + "/" + told.salt() + "/");
    }
  }
}
