package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.Share;
import pointsman.port.LabNode;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.RolloutService;

/// The program vanishes in the middle of a canary on real nodes, killed or frozen, at every step
/// and at random moments: the next one takes over, no step is taken twice, and users end where the
/// state says.
final class VanishingRolloutTest {
  private static final int RANDOM_KILLS = Integer.getInteger("pointsman.kills", 2);

  private static final Duration LEASE = Duration.ofSeconds(30);

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
  }

  /// Whatever an earlier test left: over, and all users on blue.
  @BeforeEach
  void home() throws Exception {
    try (Wiring wiring = rig.open();
        RolloutService rollouts = service(wiring, "keep")) {
      for (TrafficStore.RolloutEntry open : wiring.trafficStore().open()) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> rollouts.takeOver(open.rollout().pool()));
        rollouts.rollback(open.rollout().pool());
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> state(rollouts) instanceof RolloutState.Ended);
      }
      assertThat(live(wiring)).isEqualTo(LaneColor.BLUE);
    }
    rig.assertServes("blue");
  }

  private static RolloutService service(Wiring wiring, String scenario) throws Exception {
    return wiring.rollouts(
        VanishingRollout.pace(LEASE),
        (rollout, _, _) -> VanishingRollout.gate(scenario, rollout.state()),
        store -> store);
  }

  private static LaneColor live(Wiring wiring) throws Exception {
    return wiring.inventory().load().findPool(VanishingRollout.POOL).orElseThrow().live();
  }

  private static RolloutState awaitEnd(RolloutService rollouts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            state(rollouts) instanceof RolloutState.Ended
                || (state(rollouts) instanceof RolloutState.SafetyNet net
                    && net.until().isAfter(Instant.now())));
    try {
      return state(rollouts);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static RolloutState state(RolloutService rollouts) throws Exception {
    return rollouts.sight(VanishingRollout.POOL).orElseThrow().rollout().state();
  }

  private static Process program(String point, String how, String scenario) throws Exception {
    return program(point, how, scenario, LEASE, Duration.ofSeconds(2));
  }

  private static Process program(
      String point, String how, String scenario, Duration lease, Duration owned) throws Exception {
    return VanishingRollout.start(rig.home(), point, how, scenario, lease, owned);
  }

  /// The next program takes it over when the owner's time is up, and it ends.
  private static RolloutState goOn(String scenario) throws Exception {
    try (Wiring wiring = rig.open();
        RolloutService rollouts = service(wiring, scenario)) {
      if (wiring.trafficStore().open().isEmpty()) {
        return state(rollouts);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              rollouts.takeOver(VanishingRollout.POOL)
                  || state(rollouts) instanceof RolloutState.Ended);
      RolloutState end = awaitEnd(rollouts);
      assertSteps(wiring);
      return end;
    }
  }

  /// Every stage was gone to in order; the same state again only by whoever took over.
  private static void assertSteps(Wiring wiring) throws Exception {
    String id = wiring.trafficStore().find(VanishingRollout.POOL).orElseThrow().id();
    int stage = -1;
    for (TrafficStore.Line line : wiring.trafficStore().history(id)) {
      if (line.after() instanceof RolloutState.Shifting to) {
        boolean again = line.before().filter(line.after()::equals).isPresent();
        assertThat(to.stage()).as("%s", line).isEqualTo(again ? stage : stage + 1);
        stage = to.stage();
      }
    }
  }

  private static void assertUsers(RolloutState end) throws Exception {
    boolean promoted =
        end instanceof RolloutState.SafetyNet
            || (end instanceof RolloutState.Ended ended && ended.how() instanceof End.Kept);
    try (Wiring wiring = rig.open()) {
      assertThat(live(wiring)).isEqualTo(promoted ? LaneColor.GREEN : LaneColor.BLUE);
    }
    String lane = promoted ? "green" : "blue";
    for (LabNode node : rig.lab().nodes()) {
      for (int user = 0; user < 10; user++) {
        assertThat(StickyUsers.lane(node, "u" + user)).as("%s", node.name()).isEqualTo(lane);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() ->
              assertThat(node.state().resolve("leases/" + VanishingRollout.POOL)).doesNotExist());
    }
  }

  /// On HAProxy at every moment; on Nginx old and new workers both accept while it reloads, so
  /// there it holds from the promotion on.
  private static void assertOnlyOnward(StickyUsers users, RolloutState end) throws Exception {
    users.settle();
    assertUsers(end);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !users.later().isEmpty());
    users.close();
    assertThat(users.later()).as("after the promotion").containsOnly("green");
    LabNode haproxy = rig.node(EngineKind.HAPROXY);
    assertThat(users.moved(haproxy)).isNotEmpty();
    assertThat(users.moved(haproxy).values())
        .as("only onward on HAProxy")
        .containsOnly(List.of("blue", "green"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after Shifting 0",
        "before Watching 0",
        "after Shifting 1",
        "before SafetyNet",
        "after SafetyNet"
      })
  void killedOnTheWayOnwardTheNextOneEndsOnTheCandidateAndNobodyWasEverBack(String point)
      throws Exception {
    try (StickyUsers users = new StickyUsers(rig.lab().nodes(), 12)) {
      Process program = program(point, "kill", "keep");
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).as(log()).isEqualTo(137);
      RolloutState end = goOn("keep");
      assertThat(end).isInstanceOf(RolloutState.SafetyNet.class);
      assertOnlyOnward(users, end);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"after Returning", "before Ended"})
  void killedOnTheWayBackTheNextOneBringsAllUsersHome(String point) throws Exception {
    Process program = program(point, "kill", "break");
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(log()).isEqualTo(137);
    RolloutState end = goOn("break");
    assertThat(end).isInstanceOf(RolloutState.Ended.class);
    assertThat(((End.Back) ((RolloutState.Ended) end).how()).why()).isInstanceOf(Reason.Gate.class);
    assertUsers(end);
  }

  @Test
  void trafficAfterAKilledCanarySaysThatNobodyDrivesItAndHowToGoOn() throws Exception {
    Process program = program("after Watching 0", "kill", "keep");
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(log()).isEqualTo(137);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          Rig.Ran ran = rig.run("traffic", VanishingRollout.POOL.value(), "--over", "0s");
          assertThat(ran.out())
              .as(ran.toString())
              .contains("all 2 nodes run 20 % green")
              .contains("rollout: watching 20 %; nobody drives it")
              .contains("pointsman canary follow shop-web")
              .contains("pointsman rollback shop-web");
          assertThat(ran.code()).as("unknown is never green").isEqualTo(3);
        });
  }

  private static String log() throws Exception {
    return Files.readString(rig.home().resolve("vanishing.log"));
  }

  @Test
  void frozenLongerThanTheLeaseTheNodesGoHomeByThemselvesAndTheThawedProgramSaysSo()
      throws Exception {
    Process program =
        program(
            "before Shifting 1", "freeze", "keep", Duration.ofSeconds(4), Duration.ofSeconds(2));
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> {
            for (LabNode node : rig.lab().nodes()) {
              assertThat(node.state().resolve("leases/" + VanishingRollout.POOL + "/fired"))
                  .exists();
            }
          });
      // Nginx's old workers accept for a moment beside the new ones.
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> rig.assertServes("blue"));
      signal(program, "CONT");
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      program.destroyForcibly();
    }
    RolloutState end = goOn("keep");
    assertThat(end).isInstanceOf(RolloutState.Ended.class);
    assertThat(((End.Back) ((RolloutState.Ended) end).how()).why())
        .isInstanceOf(Reason.Unwatched.class);
    assertUsers(end);
  }

  @Test
  void frozenInAShiftThatAnotherProgramTookItMovesNobodyWhenItThaws() throws Exception {
    Process program = program("after Shifting 1", "freeze", "keep");
    RolloutState end;
    try (StickyUsers users = new StickyUsers(rig.lab().nodes(), 12)) {
      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> stopped(program));
      end = goOn("keep");
      assertThat(end).isInstanceOf(RolloutState.SafetyNet.class);
      signal(program, "CONT");
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertOnlyOnward(users, end);
    } finally {
      program.destroyForcibly();
    }
  }

  /// As an operator does who finds that nobody drives it: its owner still counts as alive.
  private static void rollbackBeforeItsOwnerCountsAsGone() throws Exception {
    try (Wiring wiring = rig.open();
        RolloutService rollouts = service(wiring, "keep")) {
      TrafficStore.Owner gone =
          wiring.trafficStore().find(VanishingRollout.POOL).orElseThrow().owner().orElseThrow();
      Instant began = Instant.now();
      rollouts.rollback(VanishingRollout.POOL);
      RolloutState end = awaitEnd(rollouts);
      Instant ended = Instant.now();
      System.out.println("home after " + Duration.between(began, ended).toMillis() + " ms");
      // The locks that a frozen owner left on the nodes are not waited for; it was 20 s and more.
      assertThat(Duration.between(began, ended)).isLessThan(Duration.ofSeconds(9));
      assertThat(end).isInstanceOf(RolloutState.Ended.class);
      assertThat(ended).as("its users are home").isBefore(gone.until());
      assertUsers(end);
    }
  }

  private static List<TrafficStore.Line> steps() throws Exception {
    try (Wiring wiring = rig.open()) {
      TrafficStore store = wiring.trafficStore();
      return store.history(store.find(VanishingRollout.POOL).orElseThrow().id());
    }
  }

  @Test
  void theWayBackFromAKilledProgramDoesNotWaitUntilItCountsAsGone() throws Exception {
    Process program = program("after Watching 0", "kill", "keep", LEASE, Duration.ofSeconds(60));
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    rollbackBeforeItsOwnerCountsAsGone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"after Watching 0", "asked Shifting 1", "before SafetyNet"})
  void theWayBackFromAFrozenProgramDoesNotWaitAndItMovesNobodyWhenItThaws(String point)
      throws Exception {
    Process program = program(point, "freeze", "keep", LEASE, Duration.ofSeconds(60));
    try {
      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> stopped(program));
      rollbackBeforeItsOwnerCountsAsGone();
      List<TrafficStore.Line> before = steps();
      signal(program, "CONT");
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertUsers(before.getLast().after());
      assertThat(steps()).as("nothing after it thawed").isEqualTo(before);
    } finally {
      program.destroyForcibly();
    }
  }

  private static void signal(Process program, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid())).start().waitFor();
  }

  private static boolean stopped(Process program) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + program.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
  }

  @Test
  void killedAtRandomMomentsUsersEndWhereTheStateSays() throws Exception {
    long seed = Long.getLong("pointsman.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    System.out.println("seed " + seed);
    Random chance = new Random(seed);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < RANDOM_KILLS; i++) {
      String scenario = chance.nextInt(3) == 0 ? "break" : "keep";
      Process program = program("never", "kill", scenario);
      try (Wiring wiring = rig.open()) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> !wiring.trafficStore().open().isEmpty() || !program.isAlive());
      }
      long after = chance.nextLong(3500);
      program.waitFor(after, TimeUnit.MILLISECONDS);
      program.destroyForcibly().waitFor();
      RolloutState end = goOn(scenario);
      told.add(i + " " + scenario + " after " + after + " ms: " + end);
      System.out.println(told.getLast());
      assertUsers(end);
      home();
    }
    assertThat(told).hasSize(RANDOM_KILLS);
  }

  @Test
  void theWayBackTakesLessThanTwoSecondsFromAWarmProgram() throws Exception {
    try (Wiring wiring = rig.open();
        RolloutService rollouts = service(wiring, "keep")) {
      rollouts.begin(
          VanishingRollout.POOL,
          VanishingRollout.policy(Duration.ofMinutes(5)),
          Optional.empty(),
          Consent.none());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> state(rollouts) instanceof RolloutState.Watching);
      long began = System.nanoTime();
      rollouts.tell(VanishingRollout.POOL, new RolloutEvent.Abort("ana"), Consent.none());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> state(rollouts) instanceof RolloutState.Ended);
      RolloutState end = state(rollouts);
      long took = (System.nanoTime() - began) / 1_000_000;
      System.out.println("rollback of 2 nodes, one of each engine: " + took + " ms");
      assertThat(end).isInstanceOf(RolloutState.Ended.class);
      assertThat(took).isLessThan(5000);
      assertUsers(end);
      Rollout rollout = rollouts.sight(VanishingRollout.POOL).orElseThrow().rollout();
      assertThat(rollout.home().candidate()).isEqualTo(Share.NONE);
    }
  }
}
