package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;
import pointsman.model.plan.DeployPlan;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.demo.DemoService;
import pointsman.service.deploy.DeployOptions;
import pointsman.ui.kit.Words;
import pointsman.ui.shell.StartDesk;

/// The ways out of a split fleet and what is left behind the promotion, by their commands on real
/// nodes, one of each engine.
final class CanaryWaysTest {
  private static final Name POOL = new Name("shop-web");
  private static final LabFault DEAD = new LabFault.KillBalancer();

  @AutoClose private static Rig rig;
  private static LabNode node;
  private static LabNode other;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
    node = rig.node(EngineKind.NGINX);
    other = rig.node(EngineKind.HAPROXY);
  }

  @AfterEach
  void home() throws Exception {
    // A way that failed half-way leaves its fault to nobody else.
    rig.lab().undo(node.name(), DEAD);
    rig.run("rollback", POOL.value());
    try (Wiring wiring = rig.open()) {
      if (wiring.inventory().load().findPool(POOL).orElseThrow().live() == LaneColor.GREEN) {
        rig.run("canary", "status", POOL.value());
        assertThat(rig.run("switch", POOL.value(), "blue", "--watch", "0s").code()).isZero();
      }
    }
    rig.assertServes("blue");
  }

  private static CompletableFuture<Rig.Ran> begin(Wiring program) {
    CompletableFuture<Rig.Ran> canary =
        CompletableFuture.supplyAsync(() ->
            rig.run(
                program,
                "canary",
                "start",
                POOL.value(),
                "--stages",
                "10,60,100",
                "--bake",
                "10m",
                "--lease",
                "off"));
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 10 % green", "rollout: watching 10 %; driven by");
    return canary;
  }

  /// At its second stage one of the two dies when both are told to go.
  private static void part() throws Exception {
    AtTheWord word = new AtTheWord();
    Wiring program = rig.open();
    program.traffic.rollouts(word::around);
    CompletableFuture<Rig.Ran> canary = begin(program);
    word.once(() -> {
      try {
        rig.lab().fault(node.name(), DEAD);
      } catch (FailureException e) {
        throw new IllegalStateException(e);
      }
    });
    Rig.Ran onward = rig.run("canary", "promote", POOL.value());
    assertThat(onward.code()).as(onward.toString()).isEqualTo(3);
    Rig.Ran ran = canary.get(60, TimeUnit.SECONDS);
    assertThat(ran.code()).as(ran.toString()).isEqualTo(3);
    assertThat(ran.out())
        .contains("canary retry shop-web", "canary undo shop-web", "canary accept shop-web");
  }

  @Test
  void acceptLivesWithASplitFleetAndMovesNobody() throws Exception {
    part();
    try {
      String before = new SplitOnNode(other, POOL).held();
      Rig.Ran accepted = rig.run("canary", "accept", POOL.value());
      assertThat(accepted.code()).as(accepted.toString()).isZero();
      assertThat(accepted.err()).contains("accepted that these did not go: " + node.name());
      assertThat(new SplitOnNode(other, POOL).held()).isEqualTo(before).startsWith("6000/");
      rig.awaitTraffic(POOL, 3, "rollout: held at 60 %", "not known of " + node.name());
    } finally {
      rig.lab().undo(node.name(), DEAD);
    }
    // As before the word, and told so: the split was accepted, not mended.
    rig.awaitTraffic(POOL, 3, "10 % green", "60 % green", "canary retry shop-web");
    Rig.Ran again = rig.run("canary", "retry", POOL.value());
    assertThat(again.code()).as(again.toString()).isZero();
    rig.awaitTraffic(POOL, 3, "all 2 nodes run 60 % green", "rollout: held at 60 %");
  }

  @Test
  void undoBringsThoseThatWentBackAStageWithoutTheNodeThatIsGone() throws Exception {
    part();
    try {
      Rig.Ran undone = rig.run("canary", "undo", POOL.value());
      assertThat(undone.code()).as(undone.toString()).isEqualTo(3);
      assertThat(undone.err()).contains(node.name() + " did not go to 10 %");
      assertThat(new SplitOnNode(other, POOL).held()).startsWith("1000/");
    } finally {
      rig.lab().undo(node.name(), DEAD);
    }
    CompletableFuture<Rig.Ran> goesOn =
        CompletableFuture.supplyAsync(() -> rig.run("canary", "retry", POOL.value()));
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 10 % green", "rollout: watching 10 %; driven by");
    Rig.Ran back = rig.run("canary", "abort", POOL.value());
    assertThat(back.code()).as(back.toString()).isZero();
    assertThat(goesOn.get(60, TimeUnit.SECONDS).code()).isZero();
  }

  @Test
  void behindThePromotionRetrySendsWhatIsLiveToANodeThatDiffers() throws Exception {
    SplitOnNode split = new SplitOnNode(other, POOL);
    String before = split.held();
    Rig.Ran on = rig.run("switch", POOL.value(), "green", "--watch", "0s", "--keep", "1h");
    assertThat(on.code()).as(on.toString()).isZero();
    split.put(before);
    rig.awaitTraffic(POOL, 2, "the nodes run different splits", "pointsman canary retry shop-web");

    rig.lab().fault(node.name(), DEAD);
    try {
      Rig.Ran without = rig.run("canary", "retry", POOL.value());
      assertThat(without.code()).as(without.toString()).isEqualTo(3);
      assertThat(without.out()).contains("Not seen to run what is live: " + node.name() + ": ");
    } finally {
      rig.lab().undo(node.name(), DEAD);
    }
    Rig.Ran again = rig.run("canary", "retry", POOL.value());
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.out()).contains("green is live. The way back is open until ");
    rig.awaitTraffic(
        POOL, 0, "all 2 nodes run 100 % green", "green is live; blue stays ready until");
    assertThat(StickyUsers.lane(other, "u1")).isEqualTo("green");
    assertThat(rig.run("rollback", POOL.value()).code()).isZero();
  }

  @Test
  void whenTheSafetyNetsTimeIsUpGreenIsLiveForGoodAndTheNextWayIsASwitch() throws Exception {
    Rig.Ran on = rig.run("switch", POOL.value(), "green", "--watch", "1s", "--keep", "3s");
    assertThat(on.code()).as(on.toString()).isZero();
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(rig.run("canary", "status", POOL.value()).out())
                .contains("over: green is live", "its time was up"));
    Rig.Ran late = rig.run("rollback", POOL.value());
    assertThat(late.code()).as("nothing is left to go back to: %s", late).isEqualTo(4);
    rig.awaitTraffic(POOL, 0, "live green", "all 2 nodes run 100 % green");
    assertThat(rig.run("drift").code()).isZero();
    for (LabNode each : rig.lab().nodes()) {
      assertThat(StickyUsers.lane(each, "u1")).as("%s", each.name()).isEqualTo("green");
    }
    Rig.Ran back = rig.run("switch", POOL.value(), "blue", "--watch", "0s");
    assertThat(back.code()).as(back.toString()).isZero();
  }

  private static void key(SplitKey key) throws FailureException {
    rig.change(fleet -> fleet.withPool(POOL, pool -> pool.with(key)));
  }

  @Test
  void anotherSplitKeyWaitsForTheEndOfTheRollout() throws Exception {
    SplitKey former;
    DeployPlan early;
    try (Wiring wiring = rig.open()) {
      former = wiring.inventory().load().findPool(POOL).orElseThrow().splitKey();
      key(new SplitKey.ClientAddress());
      early = Rig.plan(wiring);
    }
    assertThat(early.changes()).hasSize(2);
    CompletableFuture<Rig.Ran> canary = begin(rig.open());
    try (Wiring wiring = rig.open()) {
      assertThatThrownBy(() -> wiring.deploys().start(early, DeployOptions.allAtOnce()))
          .as("a plan of before the rollout")
          .hasMessageContaining("Refused (rollout)");
    }
    for (Rig.Ran ran : List.of(rig.run("plan"), rig.run("deploy", "--yes"))) {
      assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
      assertThat(ran.out())
          .contains(
              "Refused (rollout): another key would divide the users of shop-web while rollout ",
              "'pointsman rollback shop-web'");
    }
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 10 % green");
    assertThat(rig.run("rollback", POOL.value()).code()).isZero();
    canary.get(60, TimeUnit.SECONDS);
    assertThat(rig.run("plan").code()).as("once it is over").isEqualTo(2);
    key(former);
  }

  private static void green(UnaryOperator<List<Server>> edit) throws FailureException {
    rig.change(fleet ->
        fleet.withPool(
            POOL,
            pool -> pool.withLane(LaneColor.GREEN, lane -> lane.with(edit.apply(lane.servers())))));
  }

  private static void assertRefusedFor(String why, Rig.Ran ran) {
    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.out() + ran.err())
        .contains("Refused (lane): ", why, "'pointsman split shop-web 0'");
  }

  private static List<String> opened(Wiring wiring, Path file) throws Exception {
    DemoService demo =
        new DemoService(
            wiring.lab(), wiring.load(), wiring.inventory(), wiring.trust(), wiring.deploys());
    StartDesk.Over over =
        new StartDesk.Over(demo, wiring.inventory(), wiring.trust(), wiring.deploys());
    try (demo) {
      return new StartDesk(over, file, new Words(Locale.ENGLISH)).open(file).report().notes();
    }
  }

  @Test
  void aDeployLeavesAServerInALaneThatUsersAreSentTo() throws Exception {
    List<Server> servers;
    DeployPlan early;
    try (Wiring wiring = rig.open()) {
      servers =
          wiring.inventory().load().findPool(POOL).orElseThrow().lane(LaneColor.GREEN).servers();
      green(_ -> List.of());
      early = Rig.plan(wiring);
    }
    try {
      assertThat(early.changes()).as("nobody is there yet").hasSize(2);
      assertThat(rig.run("split", POOL.value(), "50").code()).isZero();
      try (Wiring wiring = rig.open()) {
        assertThatThrownBy(() -> wiring.deploys().start(early, DeployOptions.allAtOnce()))
            .as("a plan of before the split")
            .hasMessageContaining("Refused (lane)");
      }
      String none =
          "lane green of pool shop-web has no server, while 50 % of the users are sent there";
      Path file = Files.createTempFile("fleet", ".yaml");
      Files.writeString(file, rig.run("export").out());
      assertThat(rig.run("apply", "-f", file.toString()).out())
          .contains(
              "! as it is, 'plan' and 'deploy' refuse it: Refused (lane): with this, " + none);
      try (Wiring wiring = rig.open()) {
        assertThat(opened(wiring, file)).as("the window's sheet").anyMatch(s -> s.contains(none));
      }
      Files.delete(file);
      assertRefusedFor(none, rig.run("plan"));
      assertRefusedFor(none, rig.run("deploy", "--yes"));
      green(_ -> servers.stream().map(each -> each.withWeight(0)).toList());
      assertRefusedFor(" weight 0", rig.run("plan"));
      assertThat(StickyUsers.lane(other, "u1")).as("served as before").isNotEmpty();

      green(_ -> List.of());
      assertThat(rig.run("split", POOL.value(), "0").code()).isZero();
      assertThat(rig.run("deploy", "--yes").code()).as("with nobody there").isZero();
      green(_ -> servers);
      assertThat(rig.run("deploy", "--yes").code()).isZero();
      rig.awaitCapacity(POOL);
      assertThat(rig.run("split", POOL.value(), "50").code()).isZero();
      String back;
      try (Wiring wiring = rig.open()) {
        back = wiring.history().runs(1).getFirst().id();
      }
      assertRefusedFor(none, rig.run("revert", back, "--yes"));
    } finally {
      green(_ -> servers);
      rig.run("split", POOL.value(), "0");
      rig.run("deploy", "--yes");
      rig.awaitCapacity(POOL);
    }
  }

  @Test
  void anotherInventoryMovesNoUsersAndTouchesNoServer() throws Exception {
    assertThat(rig.run("split", POOL.value(), "30").code()).isZero();
    String held = new SplitOnNode(other, POOL).held();
    for (String words :
        List.of(
            "deploy --yes",
            "split shop-web 25",
            "split shop-web 0",
            "switch shop-web green --watch 0s",
            "canary start shop-web --lease off",
            "server drain shop-web/b1",
            "server drain shop-web/b1 --node " + node.name())) {
      Rig.Ran ran = rig.run(rig.elsewhere(), words.split(" "));
      assertThat(ran.code()).as(words + ": " + ran).isEqualTo(4);
      assertThat(ran.out() + ran.err())
          .as(words)
          .contains("runs a config that this inventory did not put there: ", " deployed ")
          .contains(" from another inventory");
    }
    assertThat(new SplitOnNode(other, POOL).held()).isEqualTo(held).startsWith("3000/");
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 30 % green");
    assertThat(rig.run("server", "list").out()).doesNotContain("drain");
    assertThat(rig.run("split", POOL.value(), "0").code()).as("the way back is ours").isZero();
  }

  @Test
  void usersOfALaneWhoseServersAreAllTakenOutAreSaidToGetErrors() throws Exception {
    List<Server> green;
    try (Wiring wiring = rig.open()) {
      green =
          wiring.inventory().load().findPool(POOL).orElseThrow().lane(LaneColor.GREEN).servers();
    }
    rig.awaitCapacity(POOL);
    assertThat(rig.run("split", POOL.value(), "30").code()).isZero();
    try {
      for (Server server : green) {
        String path = POOL + "/" + server.name();
        Rig.Ran out = rig.run("server", "maint", path, "--confirm", path, "--reason", "a test");
        assertThat(out.code()).as(out.toString()).isZero();
      }
      String all =
          "lane green has no server that takes users (%s), while 30 %% of the users are sent there: they get errors, on all 2 nodes"
              .formatted(
                  green.stream()
                      .map(each -> each.name() + (each.standby() ? " standby" : " maint"))
                      .collect(Collectors.joining(", ")));
      rig.awaitTraffic(POOL, 2, "all 2 nodes run 30 % green", "not served: " + all);
      Rig.Ran health = rig.run("health", POOL.value());
      assertThat(health.code()).as(health.toString()).isEqualTo(2);
      assertThat(health.out()).contains("shop-web: " + all);
    } finally {
      rig.run("split", POOL.value(), "0");
      for (Server server : green) {
        rig.run("server", "reset", POOL + "/" + server.name());
      }
    }
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 0 % green");
    assertThat(rig.run("health", POOL.value()).code()).as("nobody is sent there").isZero();
  }
}
