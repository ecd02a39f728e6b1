package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Service;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.port.Journal;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;

/// One fault at a time on real nodes: what the report says, what the node runs, and that the next
/// run settles it.
final class SingleFaultTest {
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    boolean root = System.getProperty("user.name").equals("root");
    rig = root ? new Rig(2, 8) : Rig.of(2);
    rig.deploy();
  }

  @Test
  void aFullDiskChangesNothingAndSaysSo() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "small disks need root");
    LabNode node = rig.node(EngineKind.HAPROXY);
    rig.newIntent();
    rig.lab().fault(node.name(), new LabFault.FillDisk());
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).isFalse();
      assertThat(Rig.of(result, node).end()).isNotEqualTo(NodeResult.End.DONE);
      assertThat(Rig.of(result, node).failure().orElseThrow().summary())
          .contains(node.name().value());
      rig.assertServes("blue");
    } finally {
      rig.lab().undo(node.name(), new LabFault.FillDisk());
    }
    rig.assertNextRunSettles();
  }

  @Test
  void aConfigThatTheNodeRefusesIsNotReloadedAnywhere() throws Exception {
    rig.newIntent();
    Path overrides = rig.home().resolve("templates/haproxy");
    Files.createDirectories(overrides);
    String ours;
    try (var in = Wiring.class.getResourceAsStream("/templates/haproxy/haproxy.cfg.ftl")) {
      ours =
          new String(
              java.util.Objects.requireNonNull(in).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8);
    }
    Path override = overrides.resolve("haproxy.cfg.ftl");
    Files.writeString(override, ours.replace("  balance ${p.balance}", "  blance ${p.balance}"));
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.asBefore()).as(result.toString()).isTrue();
      Failure failure = Rig.of(result, rig.node(EngineKind.HAPROXY)).failure().orElseThrow();
      assertThat(failure).isInstanceOf(Failure.ConfigRefused.class);
      assertThat(failure.summary()).contains("blance");
    } finally {
      Files.delete(override);
    }
    rig.assertNextRunSettles();
  }

  private static Fleet onPort(Fleet fleet, int port) {
    return on(fleet, Optional.empty(), port);
  }

  private static Fleet on(Fleet fleet, Optional<Host> address, int port) {
    return new Fleet(
        fleet.environment(),
        fleet.nodes(),
        fleet.services().stream()
            .map(service ->
                service.name().value().equals("ledger")
                    ? new Service(
                        service.name(),
                        service.layer(),
                        List.of(new Listener(address, new Port(port), Optional.empty(), false)),
                        service.on(),
                        service.routes(),
                        service.timeouts(),
                        service.trustedProxies())
                    : service)
            .toList(),
        fleet.pools());
  }

  @Test
  void aTakenPortIsSeenBeforeAnythingIsTouched() throws Exception {
    Fleet before;
    try (Wiring wiring = rig.open()) {
      before = wiring.inventory().load();
    }
    LabNode node = rig.node(EngineKind.NGINX);
    LabFault taken = new LabFault.TakePort(new Port(9700));
    rig.change(fleet -> onPort(fleet, 9700));
    rig.lab().fault(node.name(), taken);
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.asBefore()).as(result.toString()).isTrue();
      assertThat(Rig.of(result, node).failure().orElseThrow())
          .isInstanceOf(Failure.PortTaken.class);
      rig.assertServes("blue");
    } finally {
      rig.lab().undo(node.name(), taken);
    }
    rig.change(_ -> before);
    rig.assertNextRunSettles();
  }

  /// HAProxy's own check passes such an address.
  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.77", "2001:db8::77"})
  void anAddressThatTheHostLacksIsSeenBeforeAnythingIsTouched(String address) throws Exception {
    Fleet before;
    try (Wiring wiring = rig.open()) {
      before = wiring.inventory().load();
    }
    rig.change(fleet -> on(fleet, Optional.of(new Host(address)), 9701));
    try (Wiring wiring = rig.open()) {
      for (LabNode node : rig.lab().nodes()) {
        DeployPlan plan = Rig.plan(wiring, node.name());
        DeployResult result = wiring.deploys().start(plan, DeployOptions.allAtOnce()).await();
        assertThat(result.asBefore()).as(result.toString()).isTrue();
        Failure failure = Rig.of(result, node).failure().orElseThrow();
        assertThat(failure).isInstanceOf(Failure.AddressMissing.class);
        assertThat(failure.summary()).contains(address, ":9701 cannot be opened on " + node.name());
      }
      rig.assertServes("blue");
    }
    rig.change(_ -> before);
    rig.assertNextRunSettles();
  }

  @Test
  void aHeldLockNamesItsHolder() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.HAPROXY);
    LabFault held = new LabFault.HoldLock("ben@desk");
    rig.lab().fault(node.name(), held);
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.asBefore()).as(result.toString()).isTrue();
      Failure failure = Rig.of(result, node).failure().orElseThrow();
      assertThat(failure).isInstanceOf(Failure.LockHeld.class);
      assertThat(failure.summary()).contains("ben@desk");
      assertThat(rig.run("deploy", "--yes").code())
          .as("nothing but a lock of someone else")
          .isEqualTo(4);
    } finally {
      rig.lab().undo(node.name(), held);
    }
    rig.assertNextRunSettles();
  }

  /// It lives, and its files are as wanted: that it serves nothing is told before anything begins.
  @Test
  void aStoppedLoadBalancerIsNeverNothingToDo() throws Exception {
    for (EngineKind engine : EngineKind.values()) {
      LabNode node = rig.node(engine);
      rig.lab().fault(node.name(), new LabFault.FreezeBalancer());
      try (Wiring wiring = rig.open()) {
        NodePlan plan = Rig.plan(wiring, node.name()).nodes().getFirst();
        assertThat(plan).isInstanceOf(NodePlan.Blocked.class);
        assertThat(((NodePlan.Blocked) plan).failure()).isInstanceOf(Failure.Halted.class);
        assertThat(rig.run("plan").code()).isEqualTo(3);
        assertThat(rig.run("deploy", "--yes").code()).isEqualTo(3);
      } finally {
        rig.lab().undo(node.name(), new LabFault.FreezeBalancer());
      }
    }
  }

  /// What a way back by hand leaves, or one that broke off between the flip and the reload.
  @Test
  void aReleaseThatLiesThereButDoesNotRunIsAChangeAndDeployMendsIt() throws Exception {
    Fleet wanted;
    try (Wiring wiring = rig.open()) {
      wanted = wiring.inventory().load();
    }
    Map<LabNode, Path> wantedRelease = new LinkedHashMap<>();
    for (LabNode node : rig.lab().nodes()) {
      wantedRelease.put(node, Files.readSymbolicLink(node.etc().resolve("current")));
    }
    rig.newIntent();
    rig.deploy();
    for (LabNode node : rig.lab().nodes()) {
      Path current = node.etc().resolve("current");
      Files.delete(current);
      Files.createSymbolicLink(current, wantedRelease.get(node));
    }
    rig.change(_ -> wanted);

    Rig.Ran plan = rig.run("plan");
    assertThat(plan.code()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.out()).contains("its process runs ", "that is made anew and loaded");
    Rig.Ran drift = rig.run("drift");
    assertThat(drift.code()).isEqualTo(2);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(drift.out())
          .contains("'pointsman deploy --node " + node.name() + "' makes what lies there anew");
    }
    assertThat(drift.out()).doesNotContain("inventory: wants something else");

    Rig.Ran deploy = rig.run("deploy", "--yes");
    assertThat(deploy.code()).as(deploy.toString()).isZero();
    assertThat(rig.run("drift").code()).isZero();
    assertThat(rig.run("deploy", "--yes").out()).contains("Nothing to do");
    rig.assertServes("blue");
  }

  @Test
  void runTimeFilesThatAreGoneOrEmptyAreAChangeThatWritesThemAnew() throws Exception {
    Path gone = rig.node(EngineKind.HAPROXY).state().resolve("split-shop-web.map");
    Path emptied = rig.node(EngineKind.NGINX).state().resolve("split-shop-web.conf");
    String was = Files.readString(emptied);
    Files.delete(gone);
    Files.writeString(emptied, "");

    Rig.Ran plan = rig.run("plan");
    assertThat(plan.code()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.out()).contains("loads: split-shop-web.map", "loads: split-shop-web.conf");
    Rig.Ran drift = rig.run("drift");
    assertThat(drift.code()).isEqualTo(2);
    assertThat(drift.out()).contains("split-shop-web.map", "'pointsman deploy --node ");

    Rig.Ran deploy = rig.run("deploy", "--yes");
    assertThat(deploy.code()).as(deploy.toString()).isZero();
    assertThat(gone).isNotEmptyFile();
    assertThat(emptied).hasContent(was);
    for (LabNode node : rig.lab().nodes()) {
      rig.assertValidConfig(node);
    }
    assertThat(rig.run("drift").code()).isZero();
    assertThat(rig.run("plan").code()).isZero();
  }

  /// It counts with the next reload, by whom ever; only a comparison of its text can tell.
  @Test
  void aRunTimeFileThatWasChangedByHandIsDrift() throws Exception {
    rig.awaitCapacity(new Name("shop-web"));
    assertThat(rig.run("split", "shop-web", "10").code()).isZero();
    assertThat(rig.run("server", "weight", "shop-web/b1", "7").code()).isZero();
    assertThat(rig.run("drift").code()).as("as Pointsman writes them").isZero();
    LabNode haproxy = rig.node(EngineKind.HAPROXY);
    LabNode nginx = rig.node(EngineKind.NGINX);
    Path current = nginx.etc().resolve("current").toRealPath().getFileName();
    edit(haproxy.state().resolve("split-shop-web.map"), "1000/", "9000/");
    edit(nginx.state().resolve("servers-" + current + ".conf"), "weight=7", "weight=70");

    Rig.Ran drift = rig.run("drift");

    assertThat(drift.code()).as(drift.toString()).isEqualTo(2);
    assertThat(drift.out())
        .contains(
            "split-shop-web.map is not as Pointsman writes it for what runs: changed by hand",
            "'pointsman split shop-web' with the share that it has writes it anew",
            "servers-" + current + ".conf is not as Pointsman writes it");

    assertThat(rig.run("split", "shop-web", "10").code()).isZero();
    assertThat(rig.run("server", "reset", "shop-web/b1").code()).isZero();
    Rig.Ran mended = rig.run("drift");
    assertThat(mended.code()).as(mended.toString()).isZero();
    assertThat(rig.run("split", "shop-web", "0").code()).isZero();
  }

  /// Nothing of the server itself changes then.
  @Test
  void aResetWritesAFileThatAHandChangedAnew() throws Exception {
    assertThat(rig.run("drift").code()).as("as Pointsman writes them").isZero();
    for (LabNode node : rig.lab().nodes()) {
      Path current = node.etc().resolve("current").toRealPath().getFileName();
      Path file = node.state().resolve("servers-" + current + ".conf");
      Files.writeString(file, Files.readString(file) + "# by hand\n");
    }
    Rig.Ran drift = rig.run("drift");
    assertThat(drift.code()).as(drift.toString()).isEqualTo(2);
    assertThat(drift.out()).contains("'pointsman server reset POOL/SERVER' of one as deployed");

    Rig.Ran reset = rig.run("server", "reset", "shop-web/b1");

    assertThat(reset.code()).as(reset.toString()).isZero();
    assertThat(rig.run("drift").code()).as("mended by " + reset).isZero();
    assertThat(rig.run("server", "reset", "shop-web/b1").out()).contains(": unchanged");
    Rig.Ran unknown = rig.run("server", "reset", "shop-web/b9");
    assertThat(unknown.toString()).contains("Choose one of: shop-web/b1, shop-web/b2");
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void aChangedHostKeyIsNeverConnectedTo() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.NGINX);
    rig.lab().fault(node.name(), new LabFault.ChangeHostKey());
    try (Wiring wiring = rig.open()) {
      NodePlan plan = Rig.plan(wiring, node.name()).nodes().getFirst();
      assertThat(plan).isInstanceOf(NodePlan.Blocked.class);
      assertThat(((NodePlan.Blocked) plan).failure()).isInstanceOf(Failure.HostKeyChanged.class);
      DeployPlan all = Rig.plan(wiring);
      assertThatThrownBy(() -> wiring.deploys().start(all, DeployOptions.allAtOnce()))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining(node.name().value());
    } finally {
      rig.lab().undo(node.name(), new LabFault.ChangeHostKey());
    }
    rig.assertNextRunSettles();
  }

  @Test
  void anUnreachableNodeIsNamedAndNothingIsBegun() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.HAPROXY);
    rig.lab().fault(node.name(), new LabFault.StopSshd());
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = Rig.plan(wiring);
      assertThat(plan.blocked()).hasSize(1);
      assertThat(plan.blocked().getFirst().failure()).isInstanceOf(Failure.Unreachable.class);
      assertThatThrownBy(() -> wiring.deploys().start(plan, DeployOptions.allAtOnce()))
          .hasMessageContaining(node.name().value());
    } finally {
      rig.lab().undo(node.name(), new LabFault.StopSshd());
    }
    rig.assertNextRunSettles();
  }

  @Test
  void aSlowLoginShellOnlyTakesLonger() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.HAPROXY);
    LabFault slow = new LabFault.SlowLogin(Duration.ofSeconds(2));
    rig.lab().fault(node.name(), slow);
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
    } finally {
      rig.lab().undo(node.name(), slow);
    }
    rig.assertNextRunSettles();
  }

  @Test
  void anEditBehindOurBackIsDriftAndIsNotOverwritten() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.HAPROXY);
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = Rig.plan(wiring);
      rig.lab().fault(node.name(), new LabFault.OutsideEdit());
      DeployResult result = wiring.deploys().start(plan, DeployOptions.allAtOnce()).await();
      assertThat(Rig.of(result, node).failure().orElseThrow()).isInstanceOf(Failure.Drifted.class);
      assertThat(wiring.drift().drift(Set.of(node.name())).getFirst().fileDrift()).isNotEmpty();
      DeployPlan again = Rig.plan(wiring, node.name());
      assertThatThrownBy(() -> wiring.deploys().start(again, DeployOptions.allAtOnce()))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.TakeOverNeeded.class));
    } finally {
      rig.lab().undo(node.name(), new LabFault.OutsideEdit());
    }
    rig.assertNextRunSettles();
  }

  @Test
  void whatAnotherDeployLeftIsWhatTheHistorySaysWasFoundThere() throws Exception {
    rig.newIntent();
    try (Wiring wiring = rig.open()) {
      DeployPlan late = Rig.plan(wiring);
      DeployPlan early = Rig.plan(wiring);
      assertThat(wiring.deploys().start(early, DeployOptions.allAtOnce()).await().done()).isTrue();

      DeployResult result =
          wiring.deploys().start(late, new DeployOptions(1, false, Consent.none())).await();

      assertThat(result.nodes()).allMatch(each -> each.end() == NodeResult.End.UNTOUCHED);
      List<Journal.RunNode> told = wiring.history().runs(2).getFirst().nodes();
      assertThat(told.getFirst().seen())
          .contains(wiring.history().runs(2).getLast().nodes().getFirst().release());
      assertThat(told.getLast().seen()).as("of a later wave, to which nothing was sent").isEmpty();
    }
    rig.assertNextRunSettles();
  }

  @Test
  void aReloadBehindOurBackIsNoHarm() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.HAPROXY);
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (name, phase) -> {
                  if (phase == Phase.PREPARED && name.equals(node.name())) {
                    putQuietly(node, new LabFault.OutsideReload());
                  }
                }))) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
    }
    rig.assertNextRunSettles();
  }

  private static void putQuietly(LabNode node, LabFault fault) {
    try {
      rig.lab().fault(node.name(), fault);
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    }
  }

  /// On one node it has its record, on the other that is empty: it knows what to go back to.
  @Test
  void aDeadManThatFiresFirstWinsOverTheConfirmation() throws Exception {
    rig.newIntent();
    LabNode damaged = rig.node(EngineKind.NGINX);
    List<String> told = new CopyOnWriteArrayList<>();
    try (Wiring other = rig.open();
        Wiring wiring =
            rig.open(journal ->
                new StepJournal(
                    journal,
                    (name, phase) -> {
                      if (phase != Phase.CONFIRMING) {
                        return;
                      }
                      if (name.equals(damaged.name())) {
                        empty(damaged.state().resolve("deadman/pending"));
                        told.addAll(settled(other, damaged));
                      }
                      awaitFired(
                          rig.lab().nodes().stream()
                              .filter(node -> node.name().equals(name))
                              .findAny()
                              .orElseThrow());
                    }))) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.nodes())
          .as(result.toString())
          .allMatch(node -> node.end() == NodeResult.End.REVERTED);
    }
    assertThat(told).singleElement().asString().contains("its dead-man lives");
    rig.assertServes("blue");
    rig.assertNextRunSettles();
  }

  /// As a power cut, a hand or a full disk leaves it.
  @ParameterizedTest
  @ValueSource(strings = {"", "armed 1\ndeadline 2\n", "release x\nprevious ?\ndeadline soon\n"})
  void aDamagedRecordOfACommitIsToldAndTheNextRunSettlesIt(String record) throws Exception {
    LabNode node = rig.node(EngineKind.NGINX);
    Files.writeString(node.state().resolve("deadman/pending"), record);
    rig.newIntent();
    Rig.Ran deploy = rig.run("deploy", "--yes");
    assertThat(deploy.code()).as(deploy.toString()).isEqualTo(3);
    assertThat(deploy.out())
        .contains(node.name() + " still has an unsettled commit of a release that is not known")
        .contains("pointsman drift --node " + node.name());

    Rig.Ran drift = rig.run("drift", "--node", node.name().value());

    assertThat(drift.err())
        .as(drift.toString())
        .contains(
            node.name()
                + ": found a commit that nobody confirmed (pending); its record is damaged, ")
        .contains("nothing was taken back: ", " stays in use, confirmed by nobody")
        .contains("'pointsman revert RELEASE' goes back");
    assertThat(drift.code()).as("the new intent").isEqualTo(2);
    assertThat(rig.run("deploy", "--yes").code()).isZero();
    rig.assertNextRunSettles();
  }

  private static void empty(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> settled(Wiring wiring, LabNode node) {
    try {
      return wiring.drift().settle(Set.of(node.name())).stream()
          .map(each -> each.failure().map(Failure::summary).orElse(each.settled()))
          .toList();
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitFired(LabNode node) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> Files.exists(node.state().resolve("deadman/fired")));
  }

  @Test
  void twoOperatorsNeverInterleave() throws Exception {
    rig.newIntent();
    CountDownLatch prepared = new CountDownLatch(1);
    CountDownLatch secondDone = new CountDownLatch(1);
    try (Wiring first =
            rig.open(journal ->
                new StepJournal(
                    journal,
                    (_, phase) -> {
                      if (phase == Phase.PREPARED) {
                        prepared.countDown();
                        await(secondDone);
                      }
                    }));
        Wiring second = rig.open()) {
      DeployPlan plan = Rig.plan(second);
      var running = first.deploys().start(Rig.plan(first), DeployOptions.allAtOnce());
      await(prepared);
      DeployResult late = second.deploys().start(plan, DeployOptions.allAtOnce()).await();
      secondDone.countDown();
      assertThat(late.done()).isFalse();
      assertThat(late.nodes())
          .anySatisfy(node ->
              assertThat(node.failure().orElseThrow()).isInstanceOf(Failure.LockHeld.class));
      assertThat(running.await().done()).isTrue();
    }
    rig.assertNextRunSettles();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aKilledLoadBalancerIsNamedAndNothingClaimsSuccess() throws Exception {
    rig.newIntent();
    LabNode node = rig.node(EngineKind.NGINX);
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = Rig.plan(wiring);
      rig.lab().fault(node.name(), new LabFault.KillBalancer());
      DeployResult result = wiring.deploys().start(plan, DeployOptions.allAtOnce()).await();
      assertThat(result.done()).isFalse();
      assertThat(result.asBefore()).as("what serves nothing is not as before").isFalse();
      assertThat(Rig.of(result, node).failure().orElseThrow())
          .isInstanceOf(Failure.NotRunning.class);
      assertThat(Rig.of(result, node).failure().orElseThrow().summary())
          .contains(node.name().value());
      assertThat(Rig.plan(wiring).blocked())
          .as("the next plan says so before anything is begun")
          .singleElement()
          .satisfies(
              blocked -> assertThat(blocked.failure()).isInstanceOf(Failure.NotRunning.class));
    } finally {
      rig.lab().undo(node.name(), new LabFault.KillBalancer());
    }
    rig.assertNextRunSettles();
  }
}
