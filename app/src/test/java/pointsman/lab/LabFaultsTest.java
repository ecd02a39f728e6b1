package pointsman.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.Port;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LabStatus;
import pointsman.port.RunningLab;

final class LabFaultsTest {
  private static final LabDesk DESK = new LabDesk();
  private static RunningLab lab;
  private static LabNode haproxy;
  private static LabNode nginx;

  @BeforeAll
  static void startLab() throws FailureException {
    boolean root = Owner.find().isRoot();
    LabOrder order = LabOrder.of(DESK.dir(), 2);
    lab = DESK.lab().up(root ? order.withDisk(4) : order);
    haproxy = lab.nodes().get(0);
    nginx = lab.nodes().get(1);
  }

  @AfterAll
  static void endLab() {
    DESK.close();
  }

  @AfterEach
  void everyFaultWasUndone() throws FailureException {
    LabStatus after = lab.status();
    for (LabStatus.NodeLine line : after.nodes()) {
      for (LabFault left : line.faults()) {
        lab.undo(line.node().name(), left);
      }
    }
    assertThat(after.nodes()).allMatch(line -> line.faults().isEmpty());
    assertThat(lab.status().whole()).isTrue();
  }

  private static LabStatus.NodeLine line(LabNode node) throws FailureException {
    return lab.status().nodes().stream()
        .filter(each -> each.node().equals(node))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStoppedSshdKeepsItsOpenSessions() throws Exception {
    Process session = DESK.talk(haproxy).process();
    LabFault fault = new LabFault.StopSshd();
    lab.fault(haproxy.name(), fault);
    assertThat(line(haproxy).sshd()).isFalse();
    assertThat(line(haproxy).faults()).containsExactly(fault);
    assertThat(session.isAlive()).isTrue();
    lab.undo(haproxy.name(), fault);
    assertThat(line(haproxy).sshd()).isTrue();
    lab.fault(haproxy.name(), new LabFault.KillSessions());
  }

  @Test
  void killedSessionsEndAtOnceAndNewOnesOpen() throws Exception {
    Process session = DESK.talk(nginx).process();
    lab.fault(nginx.name(), new LabFault.KillSessions());
    assertThat(session.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(session.exitValue()).isEqualTo(255);
    assertThat(DESK.ask(nginx, "echo back")).isEqualTo("back");
  }

  @Test
  void sessionsOfAStoppedSshdAreKilledToo() throws Exception {
    Process session = DESK.talk(haproxy).process();
    LabFault stopped = new LabFault.StopSshd();
    lab.fault(haproxy.name(), stopped);
    lab.fault(haproxy.name(), new LabFault.KillSessions());
    assertThat(session.waitFor(15, TimeUnit.SECONDS)).isTrue();
    lab.undo(haproxy.name(), stopped);
  }

  @Test
  void aCutLinkIsSilentUntilItIsMended() throws Exception {
    LabDesk.Session session = DESK.talk(haproxy);
    LabFault fault = new LabFault.CutLink();
    lab.fault(haproxy.name(), fault);
    assertThat(line(haproxy).sshd()).isFalse();
    AtomicLong last = new AtomicLong(-1);
    await().during(Duration.ofSeconds(1)).until(() -> isSame(last, session.said()));
    long said = session.said();
    assertThat(session.process().isAlive()).isTrue();
    lab.undo(haproxy.name(), fault);
    await().until(() -> session.said() > said);
    lab.fault(haproxy.name(), new LabFault.KillSessions());
  }

  private static boolean isSame(AtomicLong last, long now) {
    return last.getAndSet(now) == now;
  }

  @Test
  void aFullDiskRefusesWritesAndLeavesRunTimeFilesAlone() throws Exception {
    assumeTrue(Owner.find().isRoot(), "only root can mount a small disk");
    LabFault fault = new LabFault.FillDisk();
    lab.fault(haproxy.name(), fault);
    Path file = haproxy.etc().resolve("more");
    assertThatThrownBy(() -> Files.write(file, new byte[8192])).isInstanceOf(IOException.class);
    assertThat(line(haproxy).release()).isPresent();
    lab.undo(haproxy.name(), fault);
    Files.write(file, new byte[8192]);
    Files.delete(file);
  }

  @Test
  void aHeldLockTellsWhoHoldsIt() throws Exception {
    LabFault fault = new LabFault.HoldLock("ann@desk");
    String probe = "flock -n " + nginx.state() + "/lock true && echo free || echo held";
    lab.fault(nginx.name(), fault);
    assertThat(DESK.ask(nginx, probe)).isEqualTo("held");
    String holder = Files.readString(nginx.state().resolve("lock.holder"));
    assertThat(holder).matches("[0-9]+ ann@desk since [0-9T:Z-]+\n");
    long pid = Long.parseLong(holder.substring(0, holder.indexOf(' ')));
    assertThat(ProcessTable.isGone(pid)).isFalse();
    lab.undo(nginx.name(), fault);
    assertThat(DESK.ask(nginx, probe)).isEqualTo("free");
  }

  @Test
  void aTakenPortCannotBeBound() throws Exception {
    LabFault fault = new LabFault.TakePort(new Port(8080));
    InetSocketAddress place = new InetSocketAddress(haproxy.address(), 8080);
    lab.fault(haproxy.name(), fault);
    try (ServerSocket socket = new ServerSocket()) {
      assertThatThrownBy(() -> socket.bind(place)).isInstanceOf(IOException.class);
    }
    lab.undo(haproxy.name(), fault);
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(place);
      assertThat(socket.isBound()).isTrue();
    }
  }

  @Test
  void aSlowLoginDelaysEveryCommand() throws Exception {
    LabFault fault = new LabFault.SlowLogin(Duration.ofMillis(1500));
    lab.fault(haproxy.name(), fault);
    long begun = System.nanoTime();
    assertThat(DESK.ask(haproxy, "echo late")).isEqualTo("late");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1500));
    lab.undo(haproxy.name(), fault);
    assertThat(haproxy.folder().resolve(".bashrc")).doesNotExist();
  }

  @Test
  void anOutsideReloadBringsNewWorkersUnderTheSameMaster() throws Exception {
    for (LabNode node : List.of(haproxy, nginx)) {
      Balancer balancer = new Balancer(node, new Commands(new LabFolder(DESK.dir())));
      long master = balancer.master(ProcessTable.read()).orElseThrow();
      List<Long> before = balancer.processes(ProcessTable.read());
      lab.fault(node.name(), new LabFault.OutsideReload());
      assertThat(balancer.master(ProcessTable.read())).contains(master);
      assertThat(balancer.processes(ProcessTable.read())).anyMatch(pid -> !before.contains(pid));
    }
  }

  @Test
  void anOutsideEditChangesTheConfigAndIsTakenBackToTheByte() throws Exception {
    Path config = BareRelease.current(haproxy);
    String before = Files.readString(config);
    LabFault fault = new LabFault.OutsideEdit();
    lab.fault(haproxy.name(), fault);
    assertThat(Files.readString(config)).isNotEqualTo(before).startsWith(before);
    lab.undo(haproxy.name(), fault);
    assertThat(Files.readString(config)).isEqualTo(before);
  }

  @Test
  void aStoppedOrKilledBalancerIsSilentUntilItIsStartedAgain() throws Exception {
    for (LabNode node : List.of(haproxy, nginx)) {
      for (LabFault fault : List.of(new LabFault.StopBalancer(), new LabFault.KillBalancer())) {
        lab.fault(node.name(), fault);
        assertThat(line(node).release()).isEmpty();
        lab.undo(node.name(), fault);
        assertThat(line(node).release()).contains(BareRelease.ID);
      }
    }
  }

  @Test
  void aFrozenBalancerAnswersAgainWhenThawed() throws Exception {
    LabFault fault = new LabFault.FreezeBalancer();
    lab.fault(nginx.name(), fault);
    assertThat(line(nginx).release()).isEmpty();
    lab.undo(nginx.name(), fault);
    assertThat(line(nginx).release()).isPresent();
  }

  @Test
  void aRestartedBalancerHasAnotherMaster() throws Exception {
    Balancer balancer = new Balancer(haproxy, new Commands(new LabFolder(DESK.dir())));
    long before = balancer.master(ProcessTable.read()).orElseThrow();
    lab.fault(haproxy.name(), new LabFault.RestartBalancer());
    assertThat(balancer.master(ProcessTable.read()).orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void aChangedHostKeyIsAnotherOneAndComesBack() throws Exception {
    String before = key(haproxy);
    LabFault fault = new LabFault.ChangeHostKey();
    lab.fault(haproxy.name(), fault);
    assertThat(key(haproxy)).isNotEmpty().isNotEqualTo(before);
    lab.undo(haproxy.name(), fault);
    assertThat(key(haproxy)).isEqualTo(before);
  }

  private static String key(LabNode node) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ssh-keyscan",
                "-t",
                "ed25519",
                "-p",
                Integer.toString(LabNode.SSH_PORT),
                node.address())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    process.waitFor();
    return text;
  }
}
