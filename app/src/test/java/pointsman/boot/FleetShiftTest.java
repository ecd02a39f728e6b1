package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.lab.BalancerTalk;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.shift.Capacity;
import pointsman.service.shift.FleetShift;
import pointsman.service.shift.ShiftOrder;
import pointsman.service.shift.SplitOrder;
import pointsman.service.shift.TrafficService;

/// Fleet shifts on real nodes, two of each engine.
final class FleetShiftTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name API = new Name("shop-api");
  private static Rig rig;
  private static Wiring wiring;

  @BeforeAll
  static void up() throws Exception {
    rig = new Rig(4, 16);
    wiring = rig.open();
    assertThat(Rig.deploy(wiring).done()).isTrue();
  }

  @AfterAll
  static void down() throws Exception {
    wiring.close();
    rig.close();
  }

  @BeforeEach
  void home() throws Exception {
    if (!wiring.traffic().commanded(WEB).candidate().equals(Share.NONE)) {
      assertThat(split(0).seated()).isTrue();
    }
  }

  private static ShiftResult split(int percent) throws Exception {
    return split(percent, Set.of());
  }

  /// Right after a start HAProxy has not checked its servers yet, and the capacity floor says so.
  private static ShiftResult split(int percent, Set<Name> without) throws Exception {
    Capacity capacity = new Capacity(wiring.access());
    Fleet fleet = wiring.inventory().load();
    Awaitility.await()
        .ignoreException(FailureException.class)
        .until(() -> {
          capacity.require(
              fleet,
              fleet.findPool(WEB).orElseThrow(),
              LaneColor.BLUE,
              new Share(percent * 100),
              fleet.nodes());
          return true;
        });
    return wiring
        .traffic()
        .split(
            new SplitOrder(
                WEB,
                Optional.empty(),
                Optional.of(new Share(percent * 100)),
                Optional.empty(),
                without),
            Consent.none());
  }

  /// Everything that is kept below a node's config and state, but for what only looks leave.
  private static Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (LabNode node : rig.lab().nodes()) {
      for (Path root : List.of(node.etc(), node.state())) {
        try (var files = Files.walk(root)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            String name = node.name() + " " + root.relativize(file);
            if (!name.contains(" log/") && !name.contains(" lock") && !name.endsWith(" filler")) {
              hashes.put(name, Files.readString(file));
            }
          }
        }
      }
    }
    return hashes;
  }

  private static List<Name> names(ShiftResult result, NodeShifted.End end) {
    return result.nodes().stream()
        .filter(node -> node.end() == end)
        .map(NodeShifted::node)
        .toList();
  }

  private static void assertAllRun(int percent) throws Exception {
    PoolTraffic.Measured measured = wiring.traffic().measure(WEB).measured();
    assertThat(measured).isInstanceOf(PoolTraffic.Agreed.class);
    assertThat(((PoolTraffic.Agreed) measured).split().green()).isEqualTo(new Share(percent * 100));
  }

  @Test
  void bringsEveryNodeToTheShareAndKeepsTheSaltUntilHome() throws Exception {
    Set<String> salts = new java.util.HashSet<>();
    for (int percent : new int[] {5, 25, 100, 50}) {
      ShiftResult result = split(percent);
      assertThat(result.seated()).as(result.toString()).isTrue();
      assertThat(result.skew()).isPresent();
      assertAllRun(percent);
      salts.add(result.split().salt().value());
    }
    assertThat(salts).as("one salt on the way").hasSize(1);
    assertThat(split(0).split().audience()).as("the rules are off in the same write").isEmpty();
    assertThat(split(5).split().salt().value()).as("other users first").isNotIn(salts);
    assertThat(wiring.traffic().notices()).isEmpty();
  }

  @Test
  void aHeldLockKeepsAllWhereTheyAreAndNamesTheHolder() throws Exception {
    assertThat(split(5).seated()).isTrue();
    Map<String, String> before = hashes();
    LabNode node = rig.node(EngineKind.NGINX);
    LabFault fault = new LabFault.HoldLock("bob@other");
    rig.lab().fault(node.name(), fault);
    try {
      ShiftResult result = split(25);
      assertThat(result.told()).isFalse();
      assertThat(result.culprit().orElseThrow().node()).isEqualTo(node.name());
      assertThat(result.culprit().orElseThrow().failure().orElseThrow())
          .isInstanceOf(Failure.LockHeld.class)
          .extracting(Failure::summary)
          .asString()
          .contains("bob@other");
      assertThat(names(result, NodeShifted.End.UNTOUCHED)).hasSize(4);
    } finally {
      rig.lab().undo(node.name(), fault);
    }
    assertThat(hashes()).isEqualTo(before);
    assertAllRun(5);
    assertThat(wiring.traffic().commanded(WEB).candidate())
        .as("what was commanded before still is")
        .isEqualTo(new Share(500));
  }

  @Test
  void aFullDiskKeepsAllWhereTheyAre() throws Exception {
    assertThat(split(5).seated()).isTrue();
    Map<String, String> before = hashes();
    LabNode node = rig.node(EngineKind.HAPROXY);
    rig.lab().fault(node.name(), new LabFault.FillDisk());
    try {
      ShiftResult result = split(25);
      assertThat(result.untouched()).as(result.toString()).isTrue();
      assertThat(result.culprit().orElseThrow().node()).isEqualTo(node.name());
    } finally {
      rig.lab().undo(node.name(), new LabFault.FillDisk());
    }
    assertThat(hashes()).isEqualTo(before);
    assertAllRun(5);
  }

  @Test
  void aRefusalOfTheOwnerAtTheLastMomentChangesNothing() throws Exception {
    Map<String, String> before = hashes();
    assertThatThrownBy(() ->
            wiring
                .shifts()
                .run(
                    ShiftOrder.all(
                        WEB,
                        wiring.traffic().commanded(WEB).with(new Share(5000)),
                        Optional.empty()),
                    _ -> {},
                    () -> {
                      throw new FailureException(new Failure.Stopped("It"));
                    }))
        .isInstanceOf(FailureException.class);
    assertThat(hashes()).isEqualTo(before);
    assertAllRun(0);
    assertThat(wiring.traffic().commanded(WEB).candidate())
        .as("what was commanded before still is")
        .isEqualTo(Share.NONE);
  }

  @Test
  void anAnswerFromBeforeTheProgramFrozeIsAskedForAgainBeforeAnyNodeGoes() throws Exception {
    assertThat(split(5).seated()).isTrue();
    Map<String, String> before = hashes();
    ShiftOrder order =
        ShiftOrder.all(
            WEB, wiring.traffic().commanded(WEB).with(new Share(5000)), Optional.of("r1"));
    AtomicInteger asked = new AtomicInteger();
    FleetShift.BeforeGo frozen =
        () -> {
          if (asked.incrementAndGet() > 1) {
            throw new FailureException(new Failure.Refused("owner", "another took it", "Look."));
          }
          // As a program that is stopped right after it was told that it may go on.
          LockSupport.parkNanos(Duration.ofMillis(3200).toNanos());
        };
    assertThatThrownBy(() -> wiring.shifts().run(order, _ -> {}, frozen))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("another took it");
    assertThat(hashes()).isEqualTo(before);
    assertAllRun(5);
  }

  @Test
  void aNodeThatIsTriedOnceMoreAsksForLeaveOnceMore() throws Exception {
    assertThat(split(5).seated()).isTrue();
    LabNode cut = rig.node(EngineKind.HAPROXY);
    ShiftOrder order =
        ShiftOrder.all(
            WEB, wiring.traffic().commanded(WEB).with(new Share(5000)), Optional.of("r1"));
    AtomicInteger asked = new AtomicInteger();
    FleetShift.BeforeGo once =
        () -> {
          if (asked.incrementAndGet() > 1) {
            throw new FailureException(new Failure.Refused("owner", "another took it", "Look."));
          }
          try {
            rig.lab().fault(cut.name(), new LabFault.KillSessions());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        };
    ShiftResult result = wiring.shifts().run(order, _ -> {}, once);
    assertThat(asked).as("asked before it is tried again").hasValueGreaterThan(1);
    assertThat(names(result, NodeShifted.End.SEATED)).hasSize(3).doesNotContain(cut.name());
    assertThat(split(0).seated()).isTrue();
  }

  @Test
  void aShiftThatGivesWayLeavesWhatTheNextOwnerCommanded() throws Exception {
    TrafficSplit theirs = wiring.traffic().commanded(WEB).with(new Share(2500));
    assertThatThrownBy(() ->
            wiring
                .shifts()
                .run(
                    ShiftOrder.all(WEB, theirs.with(new Share(5000)), Optional.empty()),
                    _ -> {},
                    () -> {
                      wiring.trafficStore().command(WEB, theirs, "bob@other", Instant.now());
                      throw new FailureException(new Failure.Stopped("It"));
                    }))
        .isInstanceOf(FailureException.class);
    assertThat(wiring.traffic().commanded(WEB).candidate()).isEqualTo(new Share(2500));
  }

  @Test
  void aRolloutThatBeginsWhileASplitByHandIsMadeReadyKeepsItFromGoing() throws Exception {
    Map<String, String> before = hashes();
    TrafficStore store = wiring.trafficStore();
    Rollout rollout =
        Rollout.begin(
            WEB,
            LaneColor.BLUE,
            new Salt("s1"),
            RolloutPolicy.staged(List.of(100, 10_000), Duration.ofMinutes(15)));
    TrafficStore.RolloutEntry[] begun = new TrafficStore.RolloutEntry[1];
    TrafficStore racing =
        (TrafficStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TrafficStore.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("command") && begun[0] == null) {
                    begun[0] = store.begin(rollout, "bob@other 1", "bob@other", "", Instant.now());
                  }
                  return method.invoke(store, arguments);
                });
    TrafficService traffic =
        new TrafficService(
            wiring.store(),
            store,
            wiring.guards(),
            new FleetShift(wiring.store(), racing, wiring.access()),
            wiring.access());
    try {
      assertThatThrownBy(
              () -> traffic.split(SplitOrder.candidate(WEB, new Share(500)), Consent.none()))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("bob@other");
    } finally {
      store.move(
          begun[0].id(),
          rollout,
          rollout.in(new RolloutState.Ended(new RolloutState.End.Kept())),
          "over",
          "a test",
          Instant.now());
    }
    assertThat(hashes()).isEqualTo(before);
    assertAllRun(0);
    assertThat(wiring.traffic().commanded(WEB).candidate()).isEqualTo(Share.NONE);
  }

  @Test
  void aPoolsFirstSplitThatIsRefusedIsNotCommanded() throws Exception {
    Name ledger = new Name("ledger");
    LabNode node = rig.node(EngineKind.HAPROXY);
    LabFault fault = new LabFault.HoldLock("bob@other");
    rig.lab().fault(node.name(), fault);
    try {
      ShiftResult result =
          wiring
              .shifts()
              .run(
                  ShiftOrder.all(
                      ledger,
                      wiring.traffic().commanded(ledger).with(new Share(2500)),
                      Optional.empty()),
                  _ -> {});
      assertThat(result.told()).isFalse();
    } finally {
      rig.lab().undo(node.name(), fault);
    }
    assertThat(wiring.traffic().commanded(ledger).candidate())
        .as("a node that gets the pool later begins with it")
        .isEqualTo(Share.NONE);
  }

  @Test
  void anOutsideReloadBetweenIsFoundAndTheSplitIsSeenAllTheSame() throws Exception {
    for (EngineKind engine : EngineKind.values()) {
      LabNode node = rig.node(engine);
      ShiftResult result =
          splitWith(engine == EngineKind.HAPROXY ? 10 : 30, node, new LabFault.OutsideReload());
      assertThat(result.seated()).as(result.toString()).isTrue();
    }
    assertAllRun(30);
  }

  @Test
  void aRestartBetweenIsFoundByItsProcess() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    ShiftResult result = splitWith(20, node, new LabFault.RestartBalancer());
    assertThat(result.seated()).as(result.toString()).isTrue();
    assertThat(line(result, node).evidence()).anyMatch(each -> each.contains("by someone else"));
    assertAllRun(20);
  }

  /// A fault comes when all are ready and none has gone.
  private static ShiftResult splitWith(int percent, LabNode node, LabFault fault) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    return wiring
        .shifts()
        .run(
            ShiftOrder.all(
                WEB,
                new pointsman.model.traffic.TrafficSplit(
                    LaneColor.BLUE,
                    new Share(percent * 100),
                    wiring.traffic().commanded(WEB).salt(),
                    Optional.of(LaneColor.GREEN)),
                Optional.empty()),
            _ -> {},
            () -> {
              // A node that is tried once more is asked for once more.
              if (!done.getAndSet(true)) {
                rig.lab().fault(node.name(), fault);
              }
            });
  }

  private static NodeShifted line(ShiftResult result, LabNode node) {
    return result.nodes().stream()
        .filter(each -> each.node().equals(node.name()))
        .findFirst()
        .orElseThrow();
  }

  /// Asking what a stopped process runs takes 15 s to fail: the way back of the others is told
  /// first.
  @Test
  void aStoppedBalancerKeepsTheWayBackWaitingForNothing() throws Exception {
    assertThat(split(40).seated()).isTrue();
    for (EngineKind engine : EngineKind.values()) {
      LabNode node = rig.node(engine);
      rig.lab().fault(node.name(), new LabFault.FreezeBalancer());
      try {
        ShiftResult result =
            org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(10), () -> split(0));
        assertThat(result.behind()).containsExactly(node.name());
        assertThat(names(result, NodeShifted.End.SEATED)).hasSize(3);
        assertThat(result.culprit().orElseThrow().failure().orElseThrow())
            .isInstanceOf(Failure.Halted.class);
      } finally {
        rig.lab().undo(node.name(), new LabFault.FreezeBalancer());
      }
      assertThat(split(0).seated()).isTrue();
      assertThat(split(40).seated()).isTrue();
    }
    assertThat(split(0).seated()).isTrue();
  }

  @Test
  void aKilledBalancerIsLeftBehindByNameAndComesWithARetry() throws Exception {
    for (EngineKind engine : EngineKind.values()) {
      LabNode node = rig.node(engine);
      ShiftResult result = splitWith(40, node, new LabFault.KillBalancer());
      try {
        assertThat(result.seated()).isFalse();
        assertThat(result.behind()).containsExactly(node.name());
        assertThat(names(result, NodeShifted.End.SEATED)).hasSize(3);
        try (Wiring later = rig.open()) {
          assertThat(later.traffic().notices())
              .as("another process knows it")
              .singleElement()
              .asString()
              .contains(node.name().value());
        }
      } finally {
        rig.lab().undo(node.name(), new LabFault.KillBalancer());
      }
      assertThat(split(40).seated()).isTrue();
      assertAllRun(40);
      assertThat(wiring.traffic().notices()).isEmpty();
      assertThat(split(0).seated()).isTrue();
    }
  }

  @Test
  void aCutLinkInCommitIsUnknownAndTheWayBackGoesWithoutIt() throws Exception {
    LabNode node = rig.node(EngineKind.NGINX);
    ShiftResult result = splitWith(40, node, new LabFault.CutLink());
    try {
      assertThat(result.behind()).containsExactly(node.name());
      assertThat(names(result, NodeShifted.End.UNKNOWN)).containsExactly(node.name());

      ShiftResult back = split(0);

      assertThat(names(back, NodeShifted.End.SEATED)).hasSize(3);
      assertThat(back.behind()).containsExactly(node.name());
    } finally {
      rig.lab().undo(node.name(), new LabFault.CutLink());
    }
    assertThat(split(0).seated()).isTrue();
    assertAllRun(0);
  }

  @Test
  void nodesAreLeftOutOnlyByName() throws Exception {
    Name left = rig.node(EngineKind.HAPROXY).name();
    ShiftResult result = split(5, Set.of(left));
    assertThat(result.seated()).isTrue();
    assertThat(names(result, NodeShifted.End.LEFT_OUT)).containsExactly(left);
    assertThat(wiring.traffic().measure(WEB).measured()).isInstanceOf(PoolTraffic.Apart.class);
  }

  @Test
  void survivesARestartAReleaseAndAnApplyOfTheSameFile() throws Exception {
    assertThat(split(5).seated()).isTrue();
    for (EngineKind engine : EngineKind.values()) {
      rig.lab().fault(rig.node(engine).name(), new LabFault.RestartBalancer());
    }
    assertAllRun(5);
    wiring.inventory().apply(Files.readString(rig.lab().fleetFile()), "fleet.yaml", false);
    assertThat(Rig.plan(wiring).changes()).isEmpty();
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-web",
            servers ->
                servers.stream().map(one -> Rig.with(one, one.port().value(), 50)).toList()));
    assertThat(Rig.deploy(wiring).done()).isTrue();
    assertAllRun(5);
    wiring.inventory().apply(Files.readString(rig.lab().fleetFile()), "fleet.yaml", false);
    assertThat(Rig.deploy(wiring).done()).isTrue();
    assertAllRun(5);
  }

  @Test
  void aPromotionChangesNoNodeAndLeavesNothingToPlan() throws Exception {
    assertThat(split(100).seated()).isTrue();
    Map<String, String> before = hashes();
    rig.change(fleet -> live(fleet, LaneColor.GREEN));
    wiring.inventory().load();
    try {
      assertThat(Rig.plan(wiring).changes()).isEmpty();
      assertThat(hashes()).isEqualTo(before);
    } finally {
      rig.change(fleet -> live(fleet, LaneColor.BLUE));
    }
  }

  private static Fleet live(Fleet fleet, LaneColor lane) {
    return fleet.withPool(WEB, pool -> pool.withLive(lane));
  }

  @Test
  void twoOperatorsNeverInterleave() throws Exception {
    try (Wiring other = rig.open()) {
      List<Motion> motions = new java.util.concurrent.CopyOnWriteArrayList<>();
      ShiftResult[] second = new ShiftResult[1];
      ShiftResult first =
          wiring
              .shifts()
              .run(
                  ShiftOrder.all(
                      WEB, wiring.traffic().commanded(WEB).with(new Share(1000)), Optional.empty()),
                  _ -> {},
                  () ->
                      second[0] =
                          other
                              .shifts()
                              .run(
                                  ShiftOrder.all(
                                      WEB,
                                      other.traffic().commanded(WEB).with(new Share(9000)),
                                      Optional.empty()),
                                  motions::add));
      assertThat(first.seated()).isTrue();
      assertThat(second[0].untouched()).as(second[0].toString()).isTrue();
      assertThat(second[0].culprit().orElseThrow().failure().orElseThrow())
          .isInstanceOf(Failure.LockHeld.class);
      assertThat(motions).doesNotContain(Motion.COMMITTING);
    }
    assertAllRun(10);
  }

  @Test
  void aPoolThatComesBackToANodeBeginsAsCommandedNotAsItWasLeft() throws Exception {
    assertThat(
            wiring
                .traffic()
                .split(SplitOrder.candidate(API, new Share(7000)), Consent.none())
                .seated())
        .isTrue();
    String file = Files.readString(rig.lab().fleetFile());
    rig.change(fleet ->
        new Fleet(
            fleet.environment(),
            fleet.nodes(),
            fleet.services().stream()
                .map(service ->
                    service.name().value().equals("shop")
                        ? new pointsman.model.fleet.Service(
                            service.name(),
                            service.layer(),
                            service.listen(),
                            service.on(),
                            service.routes().stream()
                                .filter(route -> !route.pool().equals(API))
                                .toList(),
                            service.timeouts(),
                            service.trustedProxies())
                        : service)
                .toList(),
            fleet.pools().stream().filter(pool -> !pool.name().equals(API)).toList()));
    assertThat(Rig.deploy(wiring).done()).isTrue();
    wiring.inventory().apply(file, "fleet.yaml", false);
    assertThat(Rig.deploy(wiring).done()).isTrue();
    PoolTraffic traffic = wiring.traffic().measure(API);
    assertThat(traffic.commanded().candidate()).isEqualTo(Share.NONE);
    assertThat(traffic.measured())
        .isInstanceOfSatisfying(
            PoolTraffic.Agreed.class,
            agreed -> assertThat(agreed.split().green()).isEqualTo(Share.NONE));
    Optional<Pool> pool = wiring.inventory().load().findPool(API);
    assertThat(pool).isPresent();
  }

  @Test
  void theBoardShowsApartWhatIsCommandedAndWhatANodeRunsBehindOurBack() throws Exception {
    assertThat(split(20).seated()).isTrue();
    wiring.inventory().load();
    wiring.monitor().start();
    wiring.board().start();
    awaitMeasured(PoolTraffic.Agreed.class);
    LabNode node = rig.node(EngineKind.HAPROXY);
    BalancerTalk.socket(node, "set map " + node.state() + "/split-shop-web.map shop-web 0/0/off");
    PoolTraffic seen = awaitMeasured(PoolTraffic.Apart.class);
    assertThat(seen.commanded().candidate()).isEqualTo(new Share(2000));
    assertThat(((PoolTraffic.Apart) seen.measured()).nodes()).hasSize(2);
    assertThat(split(20).seated()).as("the same once more heals it").isTrue();
    awaitMeasured(PoolTraffic.Agreed.class);
  }

  private static PoolTraffic awaitMeasured(Class<? extends PoolTraffic.Measured> kind)
      throws Exception {
    Awaitility.await()
        .until(() ->
            wiring
                .board()
                .traffic()
                .find()
                .map(all -> all.get(WEB))
                .map(PoolTraffic::measured)
                .filter(kind::isInstance)
                .isPresent());
    return Optional.ofNullable(wiring.board().traffic().find().orElseThrow().get(WEB))
        .orElseThrow();
  }

  @Test
  void commandsSayByTheirExitCodesWhatWasSeen() throws Exception {
    assertThat(split(1).seated()).isTrue();
    assertThat(command("split", "shop-web", "5")).isZero();
    assertThat(command("traffic", "shop-web", "--over", "0s")).isZero();
    assertThat(command("split", "shop-web", "101")).isEqualTo(5);
    assertThat(command("split", "shop-wep", "5")).isEqualTo(5);
    Name node = rig.node(EngineKind.HAPROXY).name();
    assertThat(during(node, new LabFault.HoldLock("bob@other"), "split", "shop-web", "2"))
        .as("a lock is held")
        .isEqualTo(4);
    assertThat(during(node, new LabFault.FillDisk(), "split", "shop-web", "2"))
        .as("one refused, all as before")
        .isEqualTo(1);
    assertThat(during(node, new LabFault.StopSshd(), "split", "shop-web", "2"))
        .as("one was not seen")
        .isEqualTo(3);
    assertThat(during(node, new LabFault.StopSshd(), "split", "shop-web", "0"))
        .as("home without it")
        .isEqualTo(3);
    assertThat(command("traffic", "shop-web", "--over", "0s")).as("apart").isEqualTo(2);
    assertThat(command("split", "shop-web", "0")).isZero();
  }

  private static int during(Name node, LabFault fault, String... words) throws Exception {
    rig.lab().fault(node, fault);
    try {
      return command(words);
    } finally {
      rig.lab().undo(node, fault);
    }
  }

  private static int command(String... words) {
    return rig.program(words).code();
  }
}
