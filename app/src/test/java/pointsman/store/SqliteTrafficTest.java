package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pointsman.store.Traffic.NOW;
import static pointsman.store.Traffic.WATCHING;
import static pointsman.store.Traffic.canary;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;
import pointsman.port.TrafficStore.Asked;
import pointsman.port.TrafficStore.Line;
import pointsman.port.TrafficStore.Owner;
import pointsman.port.TrafficStore.PoolSplit;
import pointsman.port.TrafficStore.RolloutEntry;
import pointsman.port.TrafficStore.ShiftEntry;
import pointsman.port.TrafficStore.ShiftNode;

/// What is kept of the traffic.
final class SqliteTrafficTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name API = new Name("shop-api");
  private static final String OURS = "desk 1";
  private static final String OTHER = "desk 2";
  private static final Duration BEAT = Duration.ofSeconds(15);

  @TempDir Path home;
  private Database database;
  private TrafficStore traffic;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home);
    traffic = Traffic.store(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() throws Exception {
    close();
    open();
  }

  private RolloutEntry begin(String pool) throws Exception {
    return traffic.begin(canary(pool), OURS, "ana@desk", "ticket 12", NOW);
  }

  private void move(RolloutEntry entry, RolloutState next) throws Exception {
    Rollout now = entry.rollout();
    traffic.move(entry.id(), now, now.in(next), "seated", "the nodes", NOW.plusSeconds(1));
  }

  private static Failure.Refused refusal(ThrowingCallable work) {
    FailureException thrown = catchThrowableOfType(FailureException.class, work);
    assertThat(thrown).as("refused").isNotNull();
    return (Failure.Refused) thrown.failure();
  }

  // --- splits ----------------------------------------------------------------------------------

  @Test
  void keepsTheLastSplitThatWasCommandedOfEachPool() throws Exception {
    TrafficSplit tenth =
        new TrafficSplit(
            LaneColor.GREEN, new Share(1000), new Salt("s1"), Optional.of(LaneColor.BLUE));
    traffic.command(WEB, tenth, "ana", NOW);
    traffic.command(API, tenth, "ana", NOW);
    traffic.command(WEB, TrafficSplit.allOn(LaneColor.GREEN, new Salt("s2")), "bob", NOW);
    reopen();

    assertThat(traffic.splits())
        .containsOnlyKeys(API, WEB)
        .containsEntry(
            API,
            new PoolSplit(new Share(1000), new Salt("s1"), Optional.of(LaneColor.BLUE), NOW, "ana"))
        .containsEntry(
            WEB, new PoolSplit(Share.NONE, new Salt("s2"), Optional.empty(), NOW, "bob"));
    assertThat(traffic.splits().get(API))
        .extracting(split -> split.on(LaneColor.GREEN))
        .isEqualTo(tenth);
  }

  // --- rollouts --------------------------------------------------------------------------------

  @Test
  void keepsARolloutAndEveryStepOfIt() throws Exception {
    RolloutEntry begun = begin("shop-web");
    move(begun, WATCHING);
    reopen();

    Rollout watched = begun.rollout().in(WATCHING);
    assertThat(traffic.find(WEB))
        .contains(
            new RolloutEntry(
                begun.id(),
                watched,
                "ana@desk",
                "ticket 12",
                NOW,
                Optional.of(new Owner(OURS, NOW.plus(TrafficStore.OWNED)))));
    assertThat(traffic.history(begun.id()))
        .containsExactly(
            new Line(NOW, "ana@desk", "began", Optional.empty(), begun.rollout().state()),
            new Line(
                NOW.plusSeconds(1),
                "the nodes",
                "seated",
                Optional.of(begun.rollout().state()),
                WATCHING));
    assertThat(traffic.find(API)).isEmpty();
  }

  @Test
  void aPoolHasOneRolloutAtATime() throws Exception {
    begin("shop-web");
    begin("shop-api");
    Failure.Refused refused =
        refusal(() -> traffic.begin(canary("shop-web"), OTHER, "bob@desk", "", NOW.plusSeconds(9)));
    assertThat(refused.guard()).isEqualTo("one rollout a pool");
    assertThat(refused.summary()).contains("shop-web", "ana@desk", "2026-11-23T14:20:09.125Z");
    assertThat(traffic.open()).hasSize(2);
  }

  @Test
  void theNextOneBeginsWhenTheFormerIsOver() throws Exception {
    RolloutEntry first = begin("shop-web");
    move(first, new RolloutState.Ended(new RolloutState.End.Kept()));
    assertThat(traffic.open()).isEmpty();
    assertThat(traffic.find(WEB)).map(RolloutEntry::id).contains(first.id());

    RolloutEntry second = begin("shop-web");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(traffic.find(WEB)).contains(second);
    assertThat(traffic.open()).containsExactly(second);
    assertThat(traffic.history(first.id())).hasSize(2);
  }

  @Test
  void refusesAStepFromAStateThatIsNoLonger() throws Exception {
    RolloutEntry begun = begin("shop-web");
    move(begun, WATCHING);
    Failure.Refused refused = refusal(() -> move(begun, WATCHING));
    assertThat(refused.summary()).contains(begun.id(), "shop-web", "meanwhile");
    assertThat(traffic.find(WEB)).map(each -> each.rollout().state()).contains(WATCHING);
    assertThat(traffic.history(begun.id())).hasSize(2);
  }

  @Test
  void aStepChangesTheStateAlone() throws Exception {
    RolloutEntry begun = begin("shop-web");
    Rollout other = canary("shop-api").in(WATCHING);
    assertThatThrownBy(() -> traffic.move(begun.id(), begun.rollout(), other, "x", "y", NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(traffic.find(WEB)).contains(begun);
  }

  @Test
  void knowsNoRolloutByAnotherId() throws Exception {
    begin("shop-web");
    for (String id : List.of("t99", "1", "r1", "t", "", "t1 OR 1=1")) {
      List<ThrowingCallable> works =
          List.of(
              () -> traffic.move(id, canary("web"), canary("web").in(WATCHING), "x", "y", NOW),
              () -> traffic.history(id),
              () -> traffic.own(id, OURS, NOW, BEAT),
              () -> traffic.release(id, OURS),
              () -> traffic.append(id, new RolloutEvent.Hold("ann"), NOW),
              () -> traffic.takeWishes(id, OURS),
              () -> traffic.shifted(Optional.of(id), shift(WEB, NOW)));
      for (ThrowingCallable work : works) {
        assertThat(catchThrowableOfType(FailureException.class, work).failure())
            .isEqualTo(new Failure.NotFound("rollout", id, List.of()));
      }
    }
  }

  @Test
  void refusesWhatIsKeptOfADamagedRollout() throws Exception {
    RolloutEntry begun = begin("shop-web");
    close();
    try (Connection raw =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("pointsman.db"));
        Statement statement = raw.createStatement()) {
      statement.execute("UPDATE rollout SET document = replace(document, 'shifting', 'torn')");
    }
    open();
    List<ThrowingCallable> works =
        List.of(() -> traffic.find(WEB), traffic::open, () -> move(begun, WATCHING));
    for (ThrowingCallable work : works) {
      assertThat(catchThrowableOfType(FailureException.class, work).failure().summary())
          .contains("rollout " + begun.id() + " of shop-web", "'torn'");
    }
  }

  // --- the owner -------------------------------------------------------------------------------

  @Test
  void aRolloutIsItsOwnersUntilItsTimeIsUp() throws Exception {
    String id = begin("shop-web").id();
    assertThat(traffic.own(id, OTHER, NOW.plusMillis(14_999), BEAT)).isFalse();
    assertThat(traffic.own(id, OURS, NOW.plusSeconds(10), BEAT)).as("renewed").isTrue();
    assertThat(traffic.own(id, OTHER, NOW.plusMillis(24_999), BEAT)).isFalse();
    assertThat(traffic.find(WEB).flatMap(RolloutEntry::owner))
        .contains(new Owner(OURS, NOW.plusSeconds(25)));
    assertThat(traffic.own(id, OTHER, NOW.plusSeconds(25), BEAT)).as("taken over").isTrue();
    assertThat(traffic.own(id, OURS, NOW.plusSeconds(26), BEAT)).isFalse();
    assertThat(traffic.find(WEB).flatMap(RolloutEntry::owner))
        .contains(new Owner(OTHER, NOW.plusSeconds(40)));
  }

  @Test
  void onlyItsOwnerLetsARolloutGo() throws Exception {
    String id = begin("shop-web").id();
    traffic.release(id, OTHER);
    assertThat(traffic.own(id, OTHER, NOW, BEAT)).isFalse();
    traffic.release(id, OURS);
    assertThat(traffic.find(WEB).flatMap(RolloutEntry::owner)).isEmpty();
    assertThat(traffic.own(id, OTHER, NOW, BEAT)).isTrue();
  }

  @Test
  void anOwnerIsNotRenewedOnceAnotherHadItNotEvenWhenThatOneLetItGo() throws Exception {
    String id = begin("shop-web").id();
    assertThat(traffic.renew(id, OURS, NOW.plusSeconds(60), BEAT)).as("late, but ours").isTrue();
    assertThat(traffic.renew(id, OTHER, NOW, BEAT)).isFalse();
    assertThat(traffic.own(id, OTHER, NOW.plusSeconds(75), BEAT)).isTrue();
    assertThat(traffic.renew(id, OURS, NOW.plusSeconds(90), BEAT)).isFalse();
    traffic.release(id, OTHER);
    assertThat(traffic.renew(id, OURS, NOW.plusSeconds(90), BEAT)).isFalse();
  }

  @Test
  void aSeizedRolloutTakesItsNextStepWithItsNewOwnerOrNeither() throws Exception {
    RolloutEntry entry = begin("shop-web");
    Owner other = new Owner(OTHER, NOW.plusSeconds(15));
    RolloutState home = new RolloutState.Returning(new Reason.Operator("bob"));
    Line step = new Line(NOW, "bob", "abort", Optional.of(entry.rollout().state()), home);
    assertThatThrownBy(() -> traffic.seize(entry.id(), other, entry.rollout().in(WATCHING), step))
        .isInstanceOf(FailureException.class);
    assertThat(traffic.renew(entry.id(), OURS, NOW, BEAT)).as("nothing was taken").isTrue();
    traffic.seize(entry.id(), other, entry.rollout(), step);
    assertThat(traffic.find(WEB).orElseThrow().rollout().state()).isEqualTo(home);
    assertThat(traffic.find(WEB).flatMap(RolloutEntry::owner)).contains(other);
    assertThat(traffic.history(entry.id())).last().isEqualTo(step);
    assertThat(traffic.renew(entry.id(), OURS, NOW, BEAT)).isFalse();
    assertThat(refusal(() -> traffic.takeWishes(entry.id(), OURS)).summary()).contains(OTHER);
  }

  // --- wishes ----------------------------------------------------------------------------------

  @Test
  void takesWishesOnceAndInTheirOrder() throws Exception {
    String web = begin("shop-web").id();
    String api = begin("shop-api").id();
    List<RolloutEvent> asked =
        List.of(
            new RolloutEvent.Promote("ann"),
            new RolloutEvent.Hold("bob"),
            new RolloutEvent.Hold("bob"),
            new RolloutEvent.Abort("ann"));
    for (int i = 0; i < asked.size(); i++) {
      traffic.append(web, asked.get(i), NOW.minusSeconds(i)); // clocks may go back
    }
    traffic.append(api, new RolloutEvent.Resume("ann"), NOW);
    reopen();

    assertThat(traffic.takeWishes(web, OURS)).extracting(Asked::event).isEqualTo(asked);
    assertThat(traffic.takeWishes(web, OURS)).isEmpty();
    assertThat(traffic.takeWishes(api, OURS))
        .containsExactly(new Asked(NOW, new RolloutEvent.Resume("ann")));
  }

  @Test
  void givesWishesToTheOwnerAlone() throws Exception {
    String id = begin("shop-web").id();
    traffic.append(id, new RolloutEvent.Abort("ann"), NOW);
    assertThat(refusal(() -> traffic.takeWishes(id, OTHER)).summary()).contains(OURS, OTHER);
    traffic.release(id, OURS);
    assertThat(refusal(() -> traffic.takeWishes(id, OURS)).summary()).contains("nobody");
    assertThat(traffic.own(id, OTHER, NOW, BEAT)).isTrue();
    assertThat(traffic.takeWishes(id, OTHER)).hasSize(1);
  }

  @Test
  void takesNoWishForWhatIsOverOrThatNoOperatorHas() throws Exception {
    RolloutEntry entry = begin("shop-web");
    assertThatThrownBy(() -> traffic.append(entry.id(), new RolloutEvent.TakenOver("x"), NOW))
        .isInstanceOf(IllegalArgumentException.class);
    move(entry, new RolloutState.Ended(new RolloutState.End.Kept()));
    assertThat(
            refusal(() -> traffic.append(entry.id(), new RolloutEvent.Abort("ann"), NOW)).summary())
        .contains("is over");
    assertThat(traffic.takeWishes(entry.id(), OURS)).isEmpty();
  }

  // --- shifts ----------------------------------------------------------------------------------

  private static ShiftResult shift(Name pool, Instant at) {
    NodeSplit split = new NodeSplit(new Share(2500), new Salt("s1"), Optional.of(LaneColor.GREEN));
    Name cut = new Name("edge-3");
    return new ShiftResult(
        pool,
        split,
        List.of(
            seated("edge-2", split, NOW.plusNanos(7_000_001)),
            seated("edge-1", split, NOW.plusNanos(2_000_000)),
            new NodeShifted(
                cut,
                NodeShifted.End.UNKNOWN,
                Optional.of(split),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Failure.Unreachable(cut, "no route")),
                List.of())),
        at,
        Duration.ofMillis(300),
        Duration.ofNanos(45_000_001));
  }

  private static NodeShifted seated(String name, NodeSplit split, Instant stamp) {
    return new NodeShifted(
        new Name(name),
        NodeShifted.End.SEATED,
        Optional.empty(),
        Optional.of(split),
        Optional.of(stamp),
        Optional.empty(),
        List.of("running: it"));
  }

  @Test
  void keepsAShiftWithEveryNodesEndAndTheSkew() throws Exception {
    String id = begin("shop-web").id();
    ShiftResult result = shift(WEB, NOW);
    traffic.shifted(Optional.of(id), result);
    reopen();

    ShiftEntry kept = traffic.shifts(WEB, 10).getFirst();

    assertThat(kept)
        .isEqualTo(
            new ShiftEntry(
                Optional.of(id),
                WEB,
                result.split(),
                NOW,
                Duration.ofMillis(300),
                Duration.ofNanos(45_000_001),
                Optional.of(Duration.ofNanos(5_000_001)),
                List.of(
                    new ShiftNode(
                        new Name("edge-2"),
                        NodeShifted.End.SEATED,
                        Optional.of(NOW.plusNanos(7_000_001)),
                        ""),
                    new ShiftNode(
                        new Name("edge-1"),
                        NodeShifted.End.SEATED,
                        Optional.of(NOW.plusNanos(2_000_000)),
                        ""),
                    new ShiftNode(
                        new Name("edge-3"),
                        NodeShifted.End.UNKNOWN,
                        Optional.empty(),
                        "edge-3 cannot be reached: no route."))));
    assertThat(kept.total()).isEqualTo(Duration.ofNanos(345_000_001));
  }

  @Test
  void listsAPoolsLatestShiftsFirstAndNoMoreThanAskedFor() throws Exception {
    for (int i = 0; i < 3; i++) {
      traffic.shifted(Optional.empty(), shift(WEB, NOW.plusSeconds(i)));
      traffic.shifted(Optional.empty(), shift(API, NOW));
    }
    assertThat(traffic.shifts(WEB, 2))
        .extracting(ShiftEntry::at)
        .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1));
    assertThat(traffic.shifts(WEB, 9)).hasSize(3).allMatch(each -> each.rollout().isEmpty());
  }
}
