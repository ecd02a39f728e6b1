package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pointsman.lab.HttpLoad;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.port.DemoKnob;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadResult;
import pointsman.port.LoadRun;
import pointsman.service.watch.LaneCounting;

/// What is counted on real nodes, against what was sent from outside.
final class LaneCountingTest {
  private static final Name WEB = new Name("shop-web");
  private static final LaneCounting.Pace QUICK =
      new LaneCounting.Pace(Duration.ofMillis(300), Duration.ofSeconds(30));
  private static final Duration LONG = Duration.ofMinutes(1);
  private static Rig rig;
  private static Wiring wiring;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
    wiring = rig.open();
  }

  @AfterAll
  static void down() throws Exception {
    wiring.close();
    rig.close();
  }

  @AfterEach
  void calm() throws Exception {
    DemoKnob knob = DemoKnob.of(WEB, LaneColor.BLUE);
    rig.lab().turn(knob.withErrors(0).withDelay(Duration.ZERO).withDown(false));
    for (LabNode node : rig.lab().nodes()) {
      Awaitility.await().until(() -> rig.get(node, 8080, "/").statusCode() == 200);
    }
    // One server that answers is not all of them: the others' refused attempts would be counted.
    Awaitility.await().until(() -> health(new StringBuilder(), "shop-web") == 0);
  }

  private static LoadRun load(LabNode node, double rate, Duration time) {
    LoadOrder order =
        LoadOrder.of(List.of(new LoadOrder.Target(node.name().value(), node.address(), 8080)), rate)
            .lasting(time);
    return new HttpLoad(java.time.Clock.systemUTC()).start(order);
  }

  private static LaneCounts blue(LaneCounting counting) {
    counting.want(WEB);
    return counting.counts(WEB, LONG).of(LaneColor.BLUE).counts();
  }

  /// What is counted before a test sends anything: Nginx writes its log a second late.
  private static LaneCounts begin(LaneCounting counting) {
    counting.want(WEB);
    Awaitility.await()
        .pollDelay(Duration.ofMillis(2500))
        .until(() -> counting.counts(WEB, LONG).silent().isEmpty());
    return blue(counting);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aLaneThatFailsInFiveOfAHundredIsCountedToTheRequest(EngineKind engine) throws Exception {
    rig.lab().turn(DemoKnob.of(WEB, LaneColor.BLUE).withErrors(500));
    try (LaneCounting counting = wiring.counting(QUICK)) {
      LaneCounts before = begin(counting);
      LoadResult sent;
      try (LoadRun run = load(rig.node(engine), 400, Duration.ofSeconds(4))) {
        sent = run.await();
      }
      Awaitility.await()
          .untilAsserted(() -> {
            LaneCounts seen = blue(counting).since(before).orElseThrow();
            assertThat(seen.attempts()).isEqualTo(sent.sent());
            assertThat(seen.failed()).isEqualTo(sent.failed());
          });
      // 1,600 throws of 5 %: four standard deviations are 35.
      assertThat(sent.failed()).isBetween(45L, 115L);
      assertThat(counting.counts(WEB, LONG).of(LaneColor.GREEN).counts())
          .isEqualTo(LaneCounts.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aSlowLanesPercentilesAreThoseOfItsAnswers(EngineKind engine) throws Exception {
    rig.lab()
        .turn(
            DemoKnob.of(WEB, LaneColor.BLUE)
                .only(new Name("b1"))
                .withDelay(Duration.ofMillis(120)));
    try (LaneCounting counting = wiring.counting(QUICK)) {
      LaneCounts before = begin(counting);
      LoadResult sent;
      try (LoadRun run = load(rig.node(engine), 80, Duration.ofSeconds(3))) {
        sent = run.await();
      }
      Awaitility.await().until(() -> blue(counting).attempts() == before.attempts() + sent.sent());
      LaneCounts seen = blue(counting).since(before).orElseThrow();
      assertThat(seen.times().total()).isEqualTo(sent.sent());
      // No answer took a node longer than its user; the counts' own steps add up to two thirds.
      Duration atMost = sent.latency().p99().multipliedBy(5).dividedBy(3);
      assertThat(seen.times().quantile(0.99).orElseThrow())
          .isBetween(Duration.ofMillis(110), atMost);
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void serversThatRefuseAreFailedAttemptsAndNoSilence(EngineKind engine) throws Exception {
    rig.lab().turn(DemoKnob.of(WEB, LaneColor.BLUE).withDown(true));
    try (LaneCounting counting = wiring.counting(QUICK)) {
      LaneCounts before = begin(counting);
      LoadResult sent;
      try (LoadRun run = load(rig.node(engine), 50, Duration.ofSeconds(2))) {
        sent = run.await();
      }
      Awaitility.await().until(() -> blue(counting).attempts() >= before.attempts() + sent.sent());
      LaneCounts seen = blue(counting).since(before).orElseThrow();
      assertThat(seen.failed()).isEqualTo(seen.attempts());
      assertThat(seen.times().total()).isZero();
      Instant now = Instant.now();
      Rollout rollout =
          Rollout.begin(
              WEB, LaneColor.GREEN, Salt.FIRST, RolloutPolicy.canary(Duration.ofMinutes(1)));
      assertThat(counting.read(rollout, now.minusSeconds(60), now))
          .isInstanceOf(GateReading.Passed.class);
    }
  }

  @Test
  void aReloadInTheWindowIsSaidAndNeverTakenForNoErrors() throws Exception {
    rig.lab().turn(DemoKnob.of(WEB, LaneColor.BLUE).withErrors(1000));
    LabNode node = rig.node(EngineKind.HAPROXY);
    try (LaneCounting counting = wiring.counting(QUICK)) {
      LaneCounts before = begin(counting);
      LoadResult sent;
      try (LoadRun run = load(node, 200, Duration.ofSeconds(5))) {
        Awaitility.await().until(() -> blue(counting).attempts() > 200);
        signal(node);
        Awaitility.await()
            .until(() -> counting.counts(WEB, LONG).missing().containsKey(node.name()));
        sent = run.await();
      }
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(1))
          .until(() -> counting.counts(WEB, LONG).silent().isEmpty());
      PoolCounts counts = counting.counts(WEB, LONG);
      LaneCounts seen = counts.of(LaneColor.BLUE).counts().since(before).orElseThrow();
      assertThat(seen.attempts()).isLessThanOrEqualTo(sent.sent());
      assertThat(seen.attempts()).isGreaterThan(sent.sent() - 300);
      assertThat(seen.errorShare().orElseThrow()).isBetween(0.05, 0.2);
      assertThat(counts.missing().get(node.name())).contains("did after the last look");
    }
  }

  private static void signal(LabNode node) throws Exception {
    String master = java.nio.file.Files.readString(node.pidFile()).strip();
    assertThat(new ProcessBuilder("kill", "-USR2", master).start().waitFor()).isZero();
  }

  @Test
  void healthTellsHowEveryNodeSeesTheServers() throws Exception {
    StringBuilder said = new StringBuilder();
    assertThat(health(said, "shop-web")).as(said.toString()).isZero();
    assertThat(said.toString())
        .contains("shop-web blue/b1 up: edge-1, edge-2")
        .doesNotContain("api");
    rig.lab().turn(DemoKnob.of(WEB, LaneColor.BLUE).withDown(true));
    Awaitility.await().until(() -> health(new StringBuilder(), "shop-web") == 2);
    assertThat(health(new StringBuilder(), "shop-api")).isZero();
    assertThat(health(said, "shop")).isEqualTo(5);
    assertThat(said.toString()).contains("There is no pool 'shop'");
  }

  @Test
  void trafficTellsWhatEachLaneDoes() throws Exception {
    StringBuilder said = new StringBuilder();
    try (LoadRun run = load(rig.node(EngineKind.HAPROXY), 100, Duration.ofSeconds(30))) {
      assertThat(run(said, "traffic", "shop-web", "--over", "4s")).as(said.toString()).isZero();
      assertThat(run.stop().failed()).isZero();
    }
    assertThat(said.toString())
        .containsPattern(
            "blue: [0-9.]+/s, [1-9][0-9]* tried, [0-9]+ failed \\([0-9.]+ %\\), P50 [0-9.]+ ms")
        .contains("green: no attempts")
        .doesNotContain("not counted");
  }

  private static int health(StringBuilder said, String pool) {
    return run(said, "health", pool);
  }

  private static int run(StringBuilder said, String... words) {
    Rig.Ran ran = rig.run(words);
    said.append(ran.out()).append(ran.err());
    return ran.code();
  }

  @Test
  void countsOnlyWhileSomebodyAsks() throws Exception {
    LaneCounting.Pace brief = new LaneCounting.Pace(Duration.ofMillis(300), Duration.ofSeconds(1));
    try (LaneCounting counting = wiring.counting(brief)) {
      assertThat(counting.counting()).isZero();
      assertThat(counting.counts(WEB, LONG).silent()).hasSize(2);
      counting.want(WEB);
      assertThat(counting.counting()).isEqualTo(2);
      Awaitility.await().until(() -> counting.counting() == 0);
      assertThat(Optional.of(counting.counts(WEB, LONG).counted())).contains(List.of());
    }
  }
}
