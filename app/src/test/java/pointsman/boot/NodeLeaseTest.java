package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.driver.EngineDriver;
import pointsman.driver.haproxy.HaproxyDriver;
import pointsman.driver.nginx.NginxDriver;
import pointsman.model.Failure;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.NodeLease;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.rollout.LeaseKeeper;
import pointsman.service.rollout.Leases;

/// Leases on real nodes of both engines: unless they are renewed, all users go home.
final class NodeLeaseTest {
  private static final Name POOL = new Name("shop-web");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Rollout ROLLOUT =
      Rollout.begin(
          POOL,
          LaneColor.BLUE,
          new Salt("s1"),
          new RolloutPolicy(
              List.of(new Stage(Share.ALL, LONG)), Gates.USUAL, Optional.of(LONG), LONG));

  @AutoClose private static Rig rig;
  private Wiring wiring;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
  }

  @BeforeEach
  void open() throws Exception {
    wiring = rig.open();
    for (LabNode node : rig.lab().nodes()) {
      put(node, ROLLOUT.splitAt(0).onNode());
      awaitLane(node, "green");
    }
  }

  @AfterEach
  void close() throws Exception {
    leases(LONG).end(ROLLOUT);
    wiring.close();
  }

  private LeaseKeeper leases(Duration lease) throws Exception {
    return new LeaseKeeper(wiring.store(), wiring.access(), lease);
  }

  private static EngineDriver driver(LabNode node) {
    return switch (node.engine()) {
      case HAPROXY -> new HaproxyDriver();
      case NGINX -> new NginxDriver();
    };
  }

  private Node node(LabNode node) throws Exception {
    return wiring.inventory().load().findNode(node.name()).orElseThrow();
  }

  /// As a shift leaves it: the files, and a reload.
  private void put(LabNode lab, NodeSplit split) throws Exception {
    Node node = node(lab);
    for (Map.Entry<String, String> file :
        driver(lab).shifting().shift(node, POOL, split).files().entrySet()) {
      Files.writeString(lab.state().resolve(file.getKey()), file.getValue());
    }
    String pid = Files.readString(Path.of(node.paths().pid().value())).strip();
    String signal = lab.engine() == EngineKind.HAPROXY ? "-USR2" : "-HUP";
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  private static void awaitLane(LabNode node, String lane) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(rig.get(node, 8080, "/").headers().firstValue("X-Lane")).contains(lane));
  }

  private List<NodeLease> told(LabNode node) throws Exception {
    return wiring.access().leases(node(node));
  }

  private static List<Name> names() {
    return rig.lab().nodes().stream().map(LabNode::name).toList();
  }

  @Test
  void usersGoHomeByThemselvesWhenNobodyRenewsAndTheNextRenewalSaysSo() throws Exception {
    leases(SHORT).arm(ROLLOUT);
    for (LabNode node : rig.lab().nodes()) {
      awaitLane(node, "blue");
      // They are home before the node has looked whether they are.
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(told(node))
                  .extracting(NodeLease::state)
                  .containsExactly(NodeLease.State.FIRED));
    }
    Leases.Told told = leases(SHORT).renew(ROLLOUT);
    assertThat(told.ranOut().keySet()).containsExactlyInAnyOrderElementsOf(names());
    assertThat(told.ranOut().values()).containsOnly("all users went home");
    assertThat(leases(SHORT).end(ROLLOUT).ranOut()).hasSize(2);
    assertThat(leases(SHORT).renew(ROLLOUT).missing()).hasSize(2);
  }

  @Test
  void aRenewedLeaseNeverFiresAndAnEndedOneIsGone() throws Exception {
    LeaseKeeper keeper = leases(Duration.ofSeconds(6));
    keeper.arm(ROLLOUT);
    Instant until = Instant.now().plusSeconds(9);
    while (Instant.now().isBefore(until)) {
      Leases.Told told = keeper.renew(ROLLOUT);
      assertThat(told.ranOut()).isEmpty();
      assertThat(told.silent()).isEmpty();
      assertThat(told.missing()).isEmpty();
    }
    assertThat(keeper.end(ROLLOUT).ranOut()).isEmpty();
    for (LabNode node : rig.lab().nodes()) {
      assertThat(told(node)).isEmpty();
      assertThat(node.state().resolve("leases/" + POOL)).doesNotExist();
      awaitLane(node, "green");
    }
  }

  @Test
  void theLeaseFiresWithTheNodesSshdGone() throws Exception {
    LabNode node = rig.lab().nodes().getFirst();
    leases(SHORT).arm(ROLLOUT);
    rig.lab().fault(node.name(), new LabFault.StopSshd());
    try {
      awaitLane(node, "blue");
    } finally {
      rig.lab().undo(node.name(), new LabFault.StopSshd());
    }
  }

  @Test
  void aLeaseWithoutAProcessAsAfterARebootIsSettledByTheNextRenewal() throws Exception {
    LabNode node = rig.lab().nodes().getFirst();
    leases(LONG).arm(ROLLOUT);
    Path lease = node.state().resolve("leases/" + POOL);
    String process = Files.readString(lease.resolve("process")).strip();
    assertThat(new ProcessBuilder("kill", "-KILL", process).start().waitFor()).isZero();
    assertThat(told(node)).extracting(NodeLease::alive).containsExactly(false);
    // of the same boot: it is kept
    assertThat(leases(LONG).renew(ROLLOUT).ranOut()).isEmpty();
    assertThat(told(node)).extracting(NodeLease::alive).containsExactly(true);
    // of an earlier boot: nobody watched meanwhile
    try (var files = Files.list(lease)) {
      for (Path armed : files.filter(f -> f.toString().contains("armed-")).toList()) {
        Files.writeString(armed, "boot of-another-time\nsince 1\n");
      }
    }
    assertThat(leases(LONG).renew(ROLLOUT).ranOut().keySet()).containsExactly(node.name());
    awaitLane(node, "blue");
  }

  @Test
  void aDeployWhileALeaseIsArmedKeepsTheLeaseAndTheSplit() throws Exception {
    leases(SHORT.multipliedBy(8)).arm(ROLLOUT);
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-api",
            servers ->
                servers.stream()
                    .map(one -> Rig.with(one, one.port().value(), one.weight() == 7 ? 8 : 7))
                    .toList()));
    assertThat(Rig.deploy(wiring).done()).isTrue();
    for (LabNode node : rig.lab().nodes()) {
      awaitLane(node, "green");
      assertThat(told(node)).extracting(NodeLease::state).containsExactly(NodeLease.State.ARMED);
    }
    for (LabNode node : rig.lab().nodes()) {
      awaitLane(node, "blue");
    }
  }

  @Test
  void aLeaseThatFiredIsNotArmedOverUnlessANewRolloutBegins() throws Exception {
    leases(SHORT).arm(ROLLOUT);
    awaitLane(rig.lab().nodes().getLast(), "blue");
    Rollout later =
        ROLLOUT.in(
            new RolloutState.Held(0, LONG, new pointsman.model.traffic.Reason.Operator("ana")));
    Failure failure =
        org.assertj.core.api.Assertions.catchThrowableOfType(
                pointsman.model.FailureException.class, () -> leases(LONG).arm(later))
            .failure();
    assertThat(failure.summary()).contains("all users went home");
    leases(LONG).arm(ROLLOUT);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(told(node)).extracting(NodeLease::state).containsExactly(NodeLease.State.ARMED);
    }
  }
}
