package pointsman.service.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.json.JsonRollout;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.End;
import pointsman.model.traffic.RolloutState.Target;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.port.TrafficStore;
import pointsman.service.node.Desk;
import pointsman.store.Database;
import pointsman.store.SqliteTraffic;

/// A rollout's driver over a real store and nodes in memory.
final class RolloutDriverTest {
  private static final Name POOL = new Name("shop");
  private static final RolloutPace PACE =
      new RolloutPace(
          Duration.ofMillis(10),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(15),
          Duration.ofMillis(200));
  private static final Desk DESK = new Desk("ana@desk", Clock.systemUTC(), Desk.Limits.defaults());
  private static final Duration LONG = Duration.ofMinutes(15);

  @TempDir Path home;
  private final FakeNodes nodes = new FakeNodes();
  private Database database;
  private TrafficStore store;
  private RolloutParts parts;
  private Optional<RolloutDriver> driver = Optional.empty();

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home);
    store = new SqliteTraffic(database, new JsonRollout());
    parts = new RolloutParts(store, nodes, nodes, nodes, nodes);
  }

  @AfterEach
  void close() {
    driver.ifPresent(RolloutDriver::close);
    database.close();
  }

  private static RolloutPolicy canary(Duration bake) {
    return RolloutPolicy.staged(List.of(100, 5000, 10_000), bake);
  }

  private TrafficStore.RolloutEntry begin(RolloutPolicy policy) throws Exception {
    Rollout rollout = Rollout.begin(POOL, LaneColor.BLUE, new Salt("s1"), policy);
    return store.begin(rollout, "ana@desk 1", "ana@desk", "", DESK.clock().instant());
  }

  private void drive(TrafficStore.RolloutEntry entry, String owner) throws Exception {
    assertThat(store.own(entry.id(), owner, DESK.clock().instant(), PACE.owned())).isTrue();
    RolloutDriver made =
        new RolloutDriver(store.find(POOL).orElseThrow(), owner, parts, PACE, DESK);
    driver = Optional.of(made);
    made.start(() -> {});
  }

  /// As a program that finds a rollout in a state, whose owner is gone.
  private void takeOverIn(RolloutState state, RolloutPolicy policy) throws Exception {
    TrafficStore.RolloutEntry entry = begin(policy);
    if (!state.equals(entry.rollout().state())) {
      store.move(
          entry.id(),
          entry.rollout(),
          entry.rollout().in(state),
          "a test",
          "a test",
          DESK.clock().instant());
    }
    store.release(entry.id(), "ana@desk 1");
    drive(entry, "ben@desk 2");
  }

  private RolloutState state() throws Exception {
    return store.find(POOL).orElseThrow().rollout().state();
  }

  private <T extends RolloutState> T await(Class<T> kind) {
    Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> kind.isInstance(state()));
    try {
      return kind.cast(state());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void wish(RolloutEvent event) throws Exception {
    store.append(store.find(POOL).orElseThrow().id(), event, DESK.clock().instant());
  }

  @Test
  void walksItsStagesAndEndsLiveOnTheCandidateWithTheLeaseGone() throws Exception {
    drive(begin(canary(Duration.ZERO)), "ana@desk 1");
    await(RolloutState.SafetyNet.class);
    Awaitility.await().until(() -> nodes.told().contains("end lease"));
    assertThat(nodes.told())
        .containsExactly("arm", "shift 1", "shift 50", "shift 100", "live green", "end lease");
    assertThat(nodes.shares()).containsExactly("100");
    assertThat(nodes.live).isEqualTo(LaneColor.GREEN);
  }

  @Test
  void everyStepStandsInTheJournalBeforeItIsTaken() throws Exception {
    nodes.duringShift =
        () -> {
          try {
            assertThat(state())
                .isInstanceOfAny(RolloutState.Shifting.class, RolloutState.Returning.class);
          } catch (Exception e) {
            throw new AssertionError(e);
          } catch (AssertionError e) {
            nodes.log.add("WRONG: " + e.getMessage());
            throw e;
          }
        };
    drive(begin(canary(Duration.ZERO)), "ana@desk 1");
    await(RolloutState.SafetyNet.class);
    assertThat(nodes.told()).noneMatch(line -> line.startsWith("WRONG"));
  }

  @Test
  void aPassedGateBringsAllUsersHomeWithTheAudienceOffInTheSameWrite() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    nodes.gates = new GateReading.Passed("12 % errors of 50");
    RolloutState.Ended ended = await(RolloutState.Ended.class);
    assertThat(ended.how()).isEqualTo(new End.Back(new Reason.Gate("12 % errors of 50")));
    assertThat(nodes.told()).contains("shift 0 off").endsWith("live blue", "end lease");
    assertThat(nodes.shares()).containsExactly("0");
  }

  @Test
  void unknownGatesNeverCarryItOnward() throws Exception {
    nodes.gates = new GateReading.Unknown("n1 is silent");
    drive(begin(canary(Duration.ZERO)), "ana@desk 1");
    await(RolloutState.Watching.class);
    int before = nodes.renewals;
    Awaitility.await().until(() -> nodes.renewals > before + 2);
    assertThat(state()).isInstanceOf(RolloutState.Watching.class);
    assertThat(nodes.told()).containsExactly("arm", "shift 1");
  }

  @Test
  void wishesOfOtherProgramsAreTakenInOrder() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    wish(new RolloutEvent.Promote("ben"));
    wish(new RolloutEvent.Hold("ben"));
    assertThat(await(RolloutState.Held.class).stage()).isEqualTo(1);
    wish(new RolloutEvent.StepBack("ben"));
    assertThat(await(RolloutState.Watching.class).stage()).isZero();
    wish(new RolloutEvent.Abort("ben"));
    await(RolloutState.Ended.class);
    assertThat(nodes.told()).contains("shift 50", "shift 1", "shift 0 off");
  }

  @Test
  void aRefusalBeforeTheFirstStageMeansThatItNeverBegan() throws Exception {
    nodes.refusing.add(FakeNodes.NODES.get(1));
    drive(begin(canary(LONG)), "ana@desk 1");
    assertThat(await(RolloutState.Ended.class).how()).isInstanceOf(End.NeverBegan.class);
    assertThat(nodes.shares()).containsExactly("0");
    assertThat(nodes.leased).isEmpty();
  }

  @Test
  void aNodeThatDoesNotGoPartsTheFleetAndRetryMendsIt() throws Exception {
    nodes.cut.add(FakeNodes.NODES.get(2));
    drive(begin(canary(LONG)), "ana@desk 1");
    assertThat(await(RolloutState.Parted.class).behind()).containsExactly(FakeNodes.NODES.get(2));
    nodes.cut.clear();
    wish(new RolloutEvent.Retry("ben"));
    await(RolloutState.Watching.class);
    assertThat(nodes.shares()).containsExactly("1");
  }

  @Test
  void retrySendsTheShareAgainToANodeThatRunsSomethingElseBehindARunningRollout() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    nodes.splits.put(
        FakeNodes.NODES.get(1), new NodeSplit(Share.NONE, new Salt("s1"), Optional.empty()));
    assertThat(nodes.shares()).containsExactlyInAnyOrder("0", "1");
    wish(new RolloutEvent.Retry("ben"));
    Awaitility.await().untilAsserted(() -> assertThat(nodes.shares()).containsExactly("1"));
    assertThat(await(RolloutState.Watching.class).stage()).isZero();
  }

  @Test
  void aHeldRolloutStaysHeldWhenItsNodesAreSentTheirShareAgain() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    wish(new RolloutEvent.Hold("ben"));
    RolloutState held = await(RolloutState.Held.class);
    nodes.splits.put(
        FakeNodes.NODES.get(1), new NodeSplit(Share.NONE, new Salt("s1"), Optional.empty()));
    wish(new RolloutEvent.Retry("ben"));
    Awaitility.await().untilAsserted(() -> assertThat(nodes.shares()).containsExactly("1"));
    assertThat(state()).isEqualTo(held);
  }

  @Test
  void aRetryThatANodeDoesNotTakePartsTheFleetAndUndoGoesBackAStage() throws Exception {
    takeOverIn(new RolloutState.Watching(1, DESK.clock().instant()), canary(LONG));
    await(RolloutState.Watching.class);
    nodes.cut.add(FakeNodes.NODES.get(2));
    wish(new RolloutEvent.Retry("ben"));
    assertThat(await(RolloutState.Parted.class).behind()).containsExactly(FakeNodes.NODES.get(2));
    nodes.cut.clear();
    wish(new RolloutEvent.UndoOthers("ben"));
    assertThat(await(RolloutState.Watching.class).stage()).isZero();
    assertThat(nodes.shares()).containsExactly("1");
  }

  @Test
  void behindTheSafetyNetRetrySendsWhatIsLiveAgainWithoutALeaseAndSaysWhatCameOfIt()
      throws Exception {
    Instant now = DESK.clock().instant();
    RolloutState net = new RolloutState.SafetyNet(now, now.plus(Duration.ofHours(1)));
    takeOverIn(net, canary(Duration.ZERO));
    Awaitility.await().until(() -> nodes.live == LaneColor.GREEN);
    nodes.cut.add(FakeNodes.NODES.get(2));
    wish(new RolloutEvent.Retry("ben"));
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(store.history(store.find(POOL).orElseThrow().id()).getLast().what())
                .startsWith("came apart: "));
    assertThat(state()).isEqualTo(net);
    nodes.cut.clear();
    wish(new RolloutEvent.Retry("ben"));
    Awaitility.await().untilAsserted(() -> assertThat(nodes.shares()).containsExactly("100"));
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(store.history(store.find(POOL).orElseThrow().id()).getLast().what())
                .isEqualTo("every node runs it"));
    assertThat(state()).isEqualTo(net);
    assertThat(nodes.told()).doesNotContain("arm", "live blue");
  }

  @Test
  void aNodeThatWentAlreadyIsNotTakenForOneThatIsAsBefore() throws Exception {
    // Two of three went before the program vanished; now one refuses: the others are not at home.
    nodes.splits.put(
        FakeNodes.NODES.get(0),
        Rollout.begin(POOL, LaneColor.BLUE, new Salt("s1"), canary(LONG)).splitAt(0).onNode());
    nodes.refusing.add(FakeNodes.NODES.get(1));
    takeOverIn(new RolloutState.Shifting(0, -1), canary(LONG));
    assertThat(await(RolloutState.Parted.class).behind())
        .containsExactly(FakeNodes.NODES.get(1), FakeNodes.NODES.get(2));
  }

  @Test
  void whoTakesOverInTheMiddleOfAShiftMakesItAgainAndGoesOn() throws Exception {
    nodes.leased.addAll(FakeNodes.NODES);
    takeOverIn(new RolloutState.Shifting(1, 0), canary(LONG));
    assertThat(await(RolloutState.Watching.class).stage()).isEqualTo(1);
    assertThat(nodes.told()).containsExactly("shift 50");
  }

  @Test
  void whoTakesOverOnTheWayBackGoesBack() throws Exception {
    takeOverIn(new RolloutState.Returning(new Reason.Gate("9 % errors")), canary(LONG));
    assertThat(await(RolloutState.Ended.class).how())
        .isEqualTo(new End.Back(new Reason.Gate("9 % errors")));
    assertThat(nodes.told()).containsExactly("shift 0 off", "live blue", "end lease");
  }

  @Test
  void whoTakesOverTheSafetyNetNamesTheLiveLaneAgainAndMovesNobody() throws Exception {
    RolloutState net =
        new RolloutState.SafetyNet(
            DESK.clock().instant(), DESK.clock().instant().plus(Duration.ofHours(24)));
    takeOverIn(net, canary(LONG));
    Awaitility.await().until(() -> nodes.told().contains("end lease"));
    assertThat(nodes.told()).containsExactly("live green", "end lease");
    assertThat(state()).isEqualTo(net);
  }

  @Test
  void aSafetyNetWhoseTimeIsUpEndsWhenSomeoneLooks() throws Exception {
    takeOverIn(
        new RolloutState.SafetyNet(
            DESK.clock().instant().minus(Duration.ofHours(25)),
            DESK.clock().instant().minus(Duration.ofHours(1))),
        canary(Duration.ZERO));
    assertThat(await(RolloutState.Ended.class).how()).isEqualTo(new End.Kept());
  }

  @Test
  void aHeldCanaryIsTakenOverWithItsLeaseAndStaysHeld() throws Exception {
    takeOverIn(
        new RolloutState.Held(1, Duration.ofMinutes(3), new Reason.Operator("ana")),
        canary(Duration.ZERO));
    Awaitility.await().until(() -> nodes.renewals > 3);
    assertThat(nodes.told()).containsExactly("arm");
    assertThat(state()).isInstanceOf(RolloutState.Held.class);
  }

  @Test
  void nodesThatWentHomeByThemselvesAreFoundAndSaidAndTheRolloutIsOver() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    nodes.goHome(store.find(POOL).orElseThrow().rollout());
    RolloutState.Ended ended = await(RolloutState.Ended.class);
    assertThat(((End.Back) ended.how()).why()).isInstanceOf(Reason.Unwatched.class);
    assertThat(nodes.told()).contains("shift 0 off");
    assertThat(nodes.live).isEqualTo(LaneColor.BLUE);
  }

  @Test
  void whoTakesOverAfterTheLeaseRanOutGoesHomeInsteadOfOn() throws Exception {
    nodes.goHome(Rollout.begin(POOL, LaneColor.BLUE, new Salt("s1"), canary(LONG)));
    takeOverIn(new RolloutState.Shifting(1, 0), canary(LONG));
    await(RolloutState.Ended.class);
    assertThat(nodes.told()).doesNotContain("shift 50");
  }

  @Test
  void aProgramWhoseRolloutWasTakenMovesNobodyAnyMore() throws Exception {
    TrafficStore.RolloutEntry entry = begin(canary(LONG));
    nodes.duringShift =
        () -> {
          try {
            // Ours has long run out by the clock of the other.
            store.own(
                entry.id(), "ben@desk 2", DESK.clock().instant().plusSeconds(60), PACE.owned());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    drive(entry, "ana@desk 1");
    Awaitility.await().until(() -> !driver.orElseThrow().drives());
    assertThat(nodes.shares()).containsExactly("0");
    assertThat(store.find(POOL).orElseThrow().owner().orElseThrow().name()).isEqualTo("ben@desk 2");
  }

  @Test
  void aProgramWhoseRolloutWasTakenAndLetGoDoesNotHaveItBack() throws Exception {
    TrafficStore.RolloutEntry entry = begin(canary(LONG));
    nodes.duringShift =
        () -> {
          try {
            TrafficStore.RolloutEntry now = store.find(POOL).orElseThrow();
            RolloutState home = new RolloutState.Returning(new Reason.Operator("ben"));
            store.seize(
                entry.id(),
                new TrafficStore.Owner("ben@desk 2", DESK.clock().instant().plusSeconds(15)),
                now.rollout(),
                new TrafficStore.Line(
                    DESK.clock().instant(),
                    "ben",
                    "abort",
                    Optional.of(now.rollout().state()),
                    home));
            store.release(entry.id(), "ben@desk 2");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    drive(entry, "ana@desk 1");
    Awaitility.await().until(() -> !driver.orElseThrow().drives());
    assertThat(nodes.shares()).containsExactly("0");
    assertThat(nodes.told()).as("nothing after it was taken").containsExactly("arm");
    assertThat(state()).isInstanceOf(RolloutState.Returning.class);
  }

  @Test
  void usersWhoCannotBeBroughtHomeAreTriedAgainByItself() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    nodes.cut.add(FakeNodes.NODES.get(0));
    wish(new RolloutEvent.Abort("ben"));
    RolloutState.Parted parted = await(RolloutState.Parted.class);
    assertThat(parted.to()).isInstanceOf(Target.Home.class);
    nodes.cut.clear();
    wish(new RolloutEvent.Retry("ben"));
    await(RolloutState.Ended.class);
    assertThat(nodes.shares()).containsExactly("0");
  }

  @Test
  void lettingGoLeavesItWhereItIsForTheNext() throws Exception {
    drive(begin(canary(LONG)), "ana@desk 1");
    await(RolloutState.Watching.class);
    driver.orElseThrow().close();
    assertThat(store.find(POOL).orElseThrow().owner()).isEmpty();
    assertThat(state()).isInstanceOf(RolloutState.Watching.class);
  }
}
