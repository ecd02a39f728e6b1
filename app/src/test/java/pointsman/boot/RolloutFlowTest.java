package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.lab.HttpLoad;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.MatchText;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Token;
import pointsman.port.DemoKnob;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.LoadOrder;
import pointsman.port.LoadRun;

/// Switch, canary and the way back, by their commands on real nodes under load: what users get is
/// seen from outside.
final class RolloutFlowTest {
  private static final Name POOL = new Name("shop-web");
  private static final DemoKnob GREEN = DemoKnob.of(POOL, LaneColor.GREEN);
  private static final DemoKnob WELL =
      GREEN.withErrors(0).withDelay(Duration.ZERO).withDown(false).withSick(false);

  @AutoClose private static Rig rig;
  private LoadRun load;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2, RolloutFlowTest::withStaff);
  }

  private static Fleet withStaff(Fleet fleet) {
    return fleet.withPool(POOL, pool -> pool.withAudience(List.of(staff())));
  }

  @BeforeEach
  void begin() throws Exception {
    rig.lab().turn(WELL);
    // A lane that was broken on purpose is marked down for a while by the errors it gave.
    rig.awaitCapacity(POOL);
    load =
        new HttpLoad(java.time.Clock.systemUTC())
            .start(
                LoadOrder.of(
                    rig.lab().nodes().stream()
                        .map(
                            node -> new LoadOrder.Target(node.name().value(), node.address(), 8080))
                        .toList(),
                    60));
  }

  @AfterEach
  void end() throws Exception {
    load.close();
    rig.lab().turn(WELL);
    rig.run("rollback", POOL.value());
  }

  private static void assertAllUsersOn(String lane) {
    for (LabNode node : rig.lab().nodes()) {
      for (int user = 0; user < 20; user++) {
        assertThat(StickyUsers.lane(node, "u" + user)).as("%s", node.name()).isEqualTo(lane);
      }
    }
  }

  @Test
  void aCanaryWalksAllStagesOnItsGatesAndEndsLiveOnGreenWithNobodyEverBack() {
    List<List<String>> moved = new ArrayList<>();
    try (StickyUsers users = new StickyUsers(rig.lab().nodes(), 20)) {
      Rig.Ran ran =
          rig.run(
              "canary",
              "start",
              "shop-web",
              "--stages",
              "10,50,100",
              "--bake",
              "1s",
              "--min-requests",
              "5",
              "--keep",
              "1h");
      assertThat(ran.code()).as(ran.toString()).isZero();
      users.settle();
      assertAllUsersOn("green");
      users.close();
      assertThat(users.later()).as("after the promotion").containsOnly("green");
      moved.addAll(users.moved(rig.node(EngineKind.HAPROXY)).values());
    }
    assertThat(moved).isNotEmpty();
    assertThat(moved).as("only onward on HAProxy").containsOnly(List.of("blue", "green"));
    assertAllUsersOn("green");
    Rig.Ran back = rig.run("rollback", "shop-web");
    assertThat(back.code()).as(back.toString()).isZero();
    assertThat(back.out()).contains("Rolled back in");
    assertAllUsersOn("blue");
  }

  @Test
  void aBrokenCandidateIsRolledBackByItsGateAndStaffAreOffItAtOnce() throws Exception {
    CompletableFuture<Rig.Ran> canary =
        CompletableFuture.supplyAsync(
            () -> rig.run("canary", "start", "shop-web", "--stages", "30,100", "--bake", "1m"));
    for (LabNode node : rig.lab().nodes()) {
      Awaitility.await().until(() -> StickyUsers.staffLane(node).equals("green"));
    }
    rig.lab().turn(GREEN.withErrors(6000));
    Rig.Ran ran = canary.get(60, TimeUnit.SECONDS);
    assertThat(ran.code()).as(ran.toString()).isEqualTo(7);
    assertAllUsersOn("blue");
    rig.lab().turn(WELL);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(StickyUsers.staffLane(node)).as("staff on %s", node.name()).isEqualTo("blue");
    }
  }

  @Test
  void aNodeThatDiffersInARunningRolloutIsSentItsShareAgainOrTheFleetIsSplit() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    SplitOnNode split = new SplitOnNode(node, POOL);
    String before = split.held();
    CompletableFuture<Rig.Ran> canary =
        CompletableFuture.supplyAsync(
            () -> rig.run("canary", "start", "shop-web", "--stages", "30,100", "--bake", "10m"));
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 30 % green", "rollout: watching 30 %; driven by");
    split.put(before);
    rig.awaitTraffic(POOL, 2, "the nodes run different splits", "pointsman canary retry shop-web");

    LabFault fault = new LabFault.HoldLock("bob@other");
    rig.lab().fault(node.name(), fault);
    try {
      Rig.Ran refused = rig.run("canary", "retry", "shop-web");
      assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
      assertThat(refused.out())
          .contains("canary retry shop-web", "canary undo shop-web", "canary accept shop-web");
      rig.awaitTraffic(
          POOL, 2, "canary retry shop-web", "canary undo shop-web", "canary accept shop-web");
    } finally {
      rig.lab().undo(node.name(), fault);
    }
    Rig.Ran again = rig.run("canary", "retry", "shop-web");
    assertThat(again.code()).as(again.toString()).isZero();
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 30 % green");

    split.put(before);
    Rig.Ran sent = rig.run("canary", "retry", "shop-web");
    assertThat(sent.code()).as(sent.toString()).isZero();
    Rig.Ran seen = rig.run("traffic", "shop-web", "--over", "0s");
    assertThat(seen.code()).as("when it says done, it is: %s", seen).isZero();
    assertThat(seen.out()).contains("all 2 nodes run 30 % green");

    Rig.Ran back = rig.run("canary", "abort", "shop-web");
    assertThat(back.code()).as(back.toString()).isZero();
    assertThat(canary.get(60, TimeUnit.SECONDS).code()).isEqualTo(1);
    assertAllUsersOn("blue");
  }

  @Test
  void aSlowCandidateIsRolledBackByTheLimitOfItsMeanTime() throws Exception {
    rig.lab().turn(GREEN.withDelay(Duration.ofMillis(400)));
    Rig.Ran ran =
        rig.run(
            "canary",
            "start",
            "shop-web",
            "--stages",
            "30,100",
            "--bake",
            "1m",
            "--min-requests",
            "20",
            "--max-mean",
            "200ms");
    assertThat(ran.code()).as(ran.toString()).isEqualTo(7);
    assertThat(ran.err()).contains("going back");
    assertAllUsersOn("blue");
  }

  @Test
  void aSwitchBringsAllUsersOverAndTheOtherLaneBackIsTheRollback() {
    Rig.Ran ran = rig.run("switch", "shop-web", "green", "--smoke", "/health", "--watch", "1s");
    assertThat(ran.code()).as(ran.toString()).isZero();
    assertAllUsersOn("green");
    assertThat(rig.run("plan").err())
        .as("the promotion left nothing open")
        .doesNotContain("shop-web:");
    Rig.Ran again = rig.run("switch", "shop-web", "green", "--watch", "1s");
    assertThat(again.code()).as("said twice: %s", again).isEqualTo(4);
    assertThat(again.err()).contains("green is the live lane of shop-web already");
    assertAllUsersOn("green");
    Rig.Ran back = rig.run("switch", "shop-web", "blue", "--yes");
    assertThat(back.code()).as(back.toString()).isZero();
    assertThat(back.err()).contains("this is the way back");
    assertAllUsersOn("blue");
  }

  @Test
  void aCandidateThatFailsItsSmokeTestGetsNoUser() throws Exception {
    rig.lab().turn(GREEN.withErrors(10_000));
    Rig.Ran ran = rig.run("switch", "shop-web", "green", "--smoke", "/");
    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err()).contains("smoke test").contains("answered 500");
    assertAllUsersOn("blue");
  }

  @Test
  void aBrokenSwitchComesBackByItselfWhileItIsWatched() throws Exception {
    rig.lab().turn(GREEN.withErrors(5000));
    Rig.Ran ran = rig.run("switch", "shop-web", "green", "--watch", "1m");
    assertThat(ran.code()).as(ran.toString()).isEqualTo(7);
    assertAllUsersOn("blue");
  }

  private static void assertStaffOn(String lane) {
    for (LabNode node : rig.lab().nodes()) {
      assertThat(StickyUsers.staffLane(node)).as("staff on %s", node.name()).isEqualTo(lane);
    }
  }

  @Test
  void staffGoFirstAndHomeByTheAudienceAloneAndUsersStay() {
    assertStaffOn("blue");
    Rig.Ran on = rig.run("split", "shop-web", "--audience", "on");
    assertThat(on.code()).as(on.toString()).isZero();
    assertThat(on.out()).contains("runs 0 % green", "audience green");
    assertStaffOn("green");
    assertAllUsersOn("blue");

    Rig.Ran some = rig.run("split", "shop-web", "100");
    assertThat(some.code()).as(some.toString()).isZero();
    Rig.Ran off = rig.run("split", "shop-web", "50", "--audience", "off");
    assertThat(off.code()).as(off.toString()).isZero();
    List<String> lanes =
        rig.lab().nodes().stream().map(node -> StickyUsers.lane(node, "u1")).toList();
    Rig.Ran again = rig.run("split", "shop-web", "--audience", "on");
    assertThat(again.code()).as(again.toString()).isZero();
    assertStaffOn("green");
    assertThat(rig.lab().nodes().stream().map(node -> StickyUsers.lane(node, "u1")).toList())
        .as("a user of 50 %%")
        .isEqualTo(lanes);

    assertThat(rig.run("split", "shop-web", "0", "--audience", "on").code()).isZero();
    assertStaffOn("green");
    Rig.Ran back = rig.run("rollback", "shop-web");
    assertThat(back.code()).as(back.toString()).isZero();
    assertStaffOn("blue");
    assertAllUsersOn("blue");
  }

  @Test
  void theLastServerThatStaffHaveIsNotTakenOut() {
    try {
      assertThat(rig.run("split", "shop-web", "--audience", "on").code()).isZero();
      assertThat(rig.run("server", "maint", "shop-web/g1").code()).isZero();
      assertThat(rig.run("server", "maint", "shop-web/g2").code()).isZero();

      Rig.Ran last = rig.run("server", "maint", "shop-web/g3");

      assertThat(last.code()).as(last.toString()).isEqualTo(4);
      assertThat(last.err()).contains("lane green has users");
      assertStaffOn("green");
    } finally {
      for (String server : List.of("g1", "g2", "g3")) {
        rig.run("server", "ready", "shop-web/" + server);
      }
    }
  }

  @Test
  void staffWhoWentFirstGoHomeWithTheRolloutThatFollowed() {
    assertThat(rig.run("split", "shop-web", "--audience", "on").code()).isZero();
    Rig.Ran ran = rig.run("switch", "shop-web", "green", "--watch", "1s");
    assertThat(ran.code()).as(ran.toString()).isZero();

    Rig.Ran alone = rig.run("split", "shop-web", "--audience", "on");
    assertThat(alone.code()).as("in the safety net: %s", alone).isEqualTo(4);
    assertAllUsersOn("green");

    assertThat(rig.run("rollback", "shop-web").code()).isZero();
    assertStaffOn("blue");
    assertAllUsersOn("blue");
  }

  @Test
  void anAudienceThatNobodyDeployedIsNotSwitchedOn() {
    Rig.Ran none = rig.run("split", "shop-api", "--audience", "on");
    assertThat(none.code()).as(none.toString()).isEqualTo(4);
    assertThat(none.err()).contains("has no audience rules");
  }

  static AudienceRule staff() {
    return new AudienceRule(
        new AudienceRule.Match.Header(new Token("X-Staff"), new MatchText("1")),
        AudienceRule.Target.CANDIDATE);
  }
}
