package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pointsman.model.fleet.EngineKind;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.port.LabNode;
import pointsman.service.node.Desk;

/// A real load balancer that lives and does not answer what it is asked: what runs there is not
/// known, nothing is green, and every command ends soon.
final class MuteSocketTest {
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /// One unanswered question and the rest of a command on a busy machine; a plan asked twice
  /// before.
  private static final Duration SOON = ANSWER.multipliedBy(2).minusMillis(200);

  /// Longer than any command here takes: nobody waits for it.
  private static final Duration DEAD_MAN = Duration.ofSeconds(60);

  private static final Desk.Limits LIMITS =
      new Desk.Limits(
          Rig.LIMITS.connect(),
          ANSWER,
          Rig.LIMITS.check(),
          DEAD_MAN,
          Duration.ofSeconds(1),
          Rig.LIMITS.recover());

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
  }

  /// What is asked of a node that does not answer, within a time.
  private static Rig.Ran ran(int code, String... words) {
    return ran(SOON, code, words);
  }

  private static Rig.Ran ran(Duration limit, int code, String... words) {
    long began = System.nanoTime();
    Rig.Ran ran = rig.run(new Wiring(rig.home(), LIMITS, journal -> journal), words);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as(ran.toString()).isLessThan(limit);
    assertThat(ran.code()).as(ran.toString()).isEqualTo(code);
    return ran;
  }

  private static void assertNothingIsGreenOn(LabNode node) throws Exception {
    Path current = node.etc().resolve("current").toRealPath();
    Rig.Ran health = ran(3, "health", "shop-web");
    assertThat(health.out())
        .contains("not known of " + node.name() + ": ")
        .doesNotContain("up: " + node.name())
        .doesNotContain(", " + node.name());
    assertThat(ran(3, "traffic", "shop-web", "--over", "0s").out())
        .contains("measured: not known of " + node.name());
    assertThat(ran(3, "plan").out()).contains("not plannable 1", "! ", node.name().value());
    assertThat(ran(3, "drift").out()).contains(node.name() + ": ");
    assertThat(ran(3, "deploy", "--yes").err())
        .contains("Nothing was changed", "--without " + node.name());
    assertThat(node.etc().resolve("current").toRealPath()).isEqualTo(current);
  }

  /// Its master lives, and so does the worker's process.
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aWorkerThatStandsStillIsNamedAndNothingIsGreen(EngineKind engine) throws Exception {
    LabNode node = rig.node(engine);
    String[] workers = workers(node);
    signal("-STOP", workers);
    try {
      assertNothingIsGreenOn(node);
      assertThat(ran(3, "plan").out()).contains("is stopped (as by SIGSTOP; process ");
    } finally {
      signal("-CONT", workers);
    }
    assertThat(rig.run("drift").code()).isZero();
  }

  /// They stood when the node committed: what runs there is not told to anybody.
  @Test
  void workersThatStandStillWhileTheyAreVerifiedAreTakenBackAtOnce() throws Exception {
    LabNode node = rig.node(EngineKind.NGINX);
    Path current = node.etc().resolve("current").toRealPath();
    List<String> stopped = new CopyOnWriteArrayList<>();
    StepJournal.At stop =
        (name, phase) -> {
          if (phase == Phase.VERIFYING && name.equals(node.name())) {
            stopped.addAll(List.of(stopWorkers(node)));
          }
        };
    rig.newIntent();
    try (Wiring wiring =
        new Wiring(rig.home(), LIMITS, journal -> new StepJournal(journal, stop))) {
      DeployResult result = Rig.deploy(wiring);

      assertThat(result.took()).as(result.toString()).isLessThan(DEAD_MAN.dividedBy(2));
      assertThat(result.nodes())
          .filteredOn(each -> each.node().equals(node.name()))
          .singleElement()
          .satisfies(
              each -> assertThat(each.end()).isEqualTo(NodeResult.End.UNKNOWN),
              each -> assertThat(each.back()).hasValue("went back to " + current.getFileName()),
              each -> assertThat(each.failure().orElseThrow().summary()).contains("is stopped"));
      assertThat(node.etc().resolve("current").toRealPath()).isEqualTo(current);
    } finally {
      signal("-CONT", stopped.toArray(String[]::new));
    }
    rig.assertNextRunSettles();
  }

  private static String[] stopWorkers(LabNode node) {
    try {
      String[] workers = workers(node);
      signal("-STOP", workers);
      return workers;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String[] workers(LabNode node) throws Exception {
    String master = Files.readString(node.pidFile()).strip();
    return Files.readString(Path.of("/proc/" + master + "/task/" + master + "/children"))
        .strip()
        .split(" ");
  }

  private static void signal(String signal, String... processes) throws Exception {
    for (String process : processes) {
      assertThat(new ProcessBuilder("kill", signal, process).start().waitFor()).isZero();
    }
  }

  private static Path socket() {
    return rig.node(EngineKind.HAPROXY).run().resolve("stats.sock");
  }

  private static Path aside() {
    return socket().resolveSibling("aside.sock");
  }

  /// Nobody answers there, though all its processes run and serve.
  private static ServerSocketChannel mute() throws Exception {
    Files.move(socket(), aside());
    ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    mute.bind(UnixDomainSocketAddress.of(socket()));
    return mute;
  }

  @AfterEach
  void loud() throws Exception {
    if (Files.exists(aside())) {
      Files.deleteIfExists(socket());
      Files.move(aside(), socket());
    }
  }

  @Test
  void aSocketThatNobodyAnswersIsNoAnswer() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    try (ServerSocketChannel _ = mute()) {
      rig.assertServes("blue");
      assertNothingIsGreenOn(node);
      assertThat(ran(3, "plan").out())
          .contains(node.name() + " did not answer to ", "Its state is unknown until");
      assertThat(ran(4, "server", "drain", "shop-web/b1").err())
          .contains("on " + node.name() + " 0 of its 2 other servers are up (2 cannot be told)")
          .contains("'pointsman health shop-web' says why", "--without " + node.name() + ", or");
      assertThat(ran(4, "split", "shop-web", "10").err()).contains("(3 cannot be told)");
    }
  }

  /// The plan says so before; the node is told to go back at once, and nobody claims what was not
  /// seen.
  @Test
  void aDeployIsNeverDoneWithoutWhatRunsToTellIt() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    Path current = node.etc().resolve("current").toRealPath();
    rig.newIntent();
    try (ServerSocketChannel _ = mute()) {
      assertThat(ran(2, "plan", "--node", node.name().value()).out())
          .contains("its load balancer does not answer")
          .doesNotContain("open connections");
      assertThat(ran(DEAD_MAN.dividedBy(2), 3, "deploy", "--yes").out())
          .contains(node.name() + ": unknown", "1 done, 1 unknown", "back at once: went back to ");
      assertThat(node.etc().resolve("current").toRealPath()).isEqualTo(current);
      rig.assertServes("blue");
    }
    loud();
    rig.assertNextRunSettles();
  }
}
