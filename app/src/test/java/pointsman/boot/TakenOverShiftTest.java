package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.LabNode;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.LeaseKeeper;
import pointsman.service.rollout.Leases;
import pointsman.service.shift.FleetShift;
import pointsman.service.shift.ShiftOrder;
import pointsman.service.shift.SplitOrder;

/// A step whose desk stands still between the leave to go and the word, on real nodes: who takes
/// the rollout over does not wait for its locks, and its word, which comes late, does nothing.
final class TakenOverShiftTest {
  private static final Name POOL = new Name("shop-web");
  private static final TrafficSplit ONWARD =
      new TrafficSplit(
          LaneColor.BLUE, new Share(5000), new Salt("k3x9"), Optional.of(LaneColor.GREEN));
  private static final TrafficSplit HOME = TrafficSplit.allOn(LaneColor.BLUE, new Salt("k3x9"));

  /// Less than the 20 s after which a silent desk's locks free themselves, on a busy machine too.
  private static final Duration NO_WAIT = Duration.ofSeconds(10);

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
  }

  @Test
  void theWordOfADeskThatStoodStillDoesNothingAfterTheWayBack() throws Exception {
    try (Wiring frozen = rig.open();
        Wiring other = rig.open()) {
      AtomicInteger asked = new AtomicInteger();
      FleetShift.BeforeGo leave =
          () -> {
            if (asked.incrementAndGet() > 1) {
              throw new FailureException(new Failure.Refused("owner", "another took it", "Look."));
            }
            // It was let go, and stands still for as long as the other one takes.
            long began = System.nanoTime();
            ShiftResult home =
                other.shifts().run(ShiftOrder.back(POOL, HOME, Optional.of("r1")), _ -> {});
            assertThat(home.seated()).as(home.toString()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("its locks are not waited for")
                .isLessThan(NO_WAIT);
          };

      ShiftResult late =
          frozen.shifts().run(ShiftOrder.all(POOL, ONWARD, Optional.of("r1")), _ -> {}, leave);

      assertThat(late.nodes())
          .as(late.toString())
          .noneMatch(node -> node.end() == NodeShifted.End.SEATED);
      assertThat(other.traffic().measure(POOL).measured())
          .isInstanceOfSatisfying(
              PoolTraffic.Agreed.class,
              agreed -> assertThat(agreed.split()).isEqualTo(HOME.onNode()));
      assertThat(rig.run("drift").code()).as("nothing of it is left on the nodes").isZero();
    }
    rig.assertServes("blue");
  }

  @Test
  void anotherRolloutsStepIsNotEnded() throws Exception {
    TrafficSplit others = TrafficSplit.allOn(LaneColor.BLUE, new Salt("other"));
    try (Wiring first = rig.open();
        Wiring second = rig.open()) {
      ShiftResult[] tried = new ShiftResult[1];
      ShiftResult onward =
          first
              .shifts()
              .run(
                  ShiftOrder.all(POOL, ONWARD, Optional.of("r1")),
                  _ -> {},
                  () ->
                      tried[0] =
                          second
                              .shifts()
                              .run(ShiftOrder.back(POOL, others, Optional.of("r2")), _ -> {}));
      assertThat(tried[0].nodes())
          .as("%s", tried[0])
          .allMatch(node -> node.failure().orElseThrow() instanceof Failure.LockHeld);
      assertThat(onward.seated()).as(onward.toString()).isTrue();
      assertThat(first.shifts().run(ShiftOrder.back(POOL, HOME, Optional.of("r1")), _ -> {}))
          .matches(ShiftResult::seated);
    }
  }

  @Test
  void leasesThatAFrozenDeskArmsKeepTheWayBackOfItsRolloutWaitingForNothing() throws Exception {
    StandsStill still = new StandsStill("ARM", 2);
    Rollout rollout =
        Rollout.begin(
            POOL, LaneColor.BLUE, new Salt("k3x9"), RolloutPolicy.canary(Duration.ofMinutes(15)));
    try (Wiring frozen = rig.open();
        Wiring other = rig.open()) {
      frozen.nodes.around(still::around);
      CompletableFuture<Boolean> armed =
          Doing.apart(() -> {
            leases(frozen).arm(rollout);
            return true;
          });
      still.await();

      long began = System.nanoTime();
      ShiftResult home =
          other.shifts().run(ShiftOrder.back(POOL, rollout.home(), Optional.of("r1")), _ -> {});
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      still.goOn();

      assertThat(home.seated()).as(home.toString()).isTrue();
      assertThat(took).as("its locks are not waited for").isLessThan(NO_WAIT);
      assertThat(armed.get(30, TimeUnit.SECONDS)).isTrue();
      Leases.Told told = leases(other).end(rollout);
      assertThat(told.missing()).as("%s", told).isEmpty();
    }
    rig.assertServes("blue");
  }

  private static LeaseKeeper leases(Wiring wiring) throws FailureException {
    return new LeaseKeeper(wiring.store(), wiring.access(), Duration.ofMinutes(10));
  }

  @Test
  void aSplitByHandWhoseDeskStoodStillMovesNobodyAfterALaterOne() throws Exception {
    StandsStill still = new StandsStill("PLACE", 2);
    try (Wiring frozen = rig.open();
        Wiring other = rig.open()) {
      frozen.nodes.around(still::around);
      CompletableFuture<Boolean> late =
          Doing.apart(() ->
              frozen.traffic().split(SplitOrder.candidate(POOL, new Share(5000)), Consent.yes()));
      still.await();
      for (LabNode node : rig.lab().nodes()) {
        giveUp(node);
      }
      ShiftResult home =
          other.traffic().split(SplitOrder.candidate(POOL, Share.NONE), Consent.yes());
      assertThat(home.seated()).as(home.toString()).isTrue();
      still.goOn();

      assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
          .hasMessageContaining("Refused (split): meanwhile ")
          .hasMessageContaining("commanded 0 % of shop-web");
      assertThat(other.traffic().measure(POOL).measured())
          .isInstanceOfSatisfying(
              PoolTraffic.Agreed.class,
              agreed -> assertThat(agreed.split().green()).isEqualTo(Share.NONE));
    }
    rig.assertServes("blue");
  }

  /// As a node's script does by itself when its desk was silent for 20 s.
  private static void giveUp(LabNode node) throws Exception {
    Path holder = node.state().resolve("lock.holder");
    String process = Files.readString(holder).split(" ", 2)[0];
    new ProcessBuilder("kill", "-ALRM", process).start().waitFor();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(holder).isEmpty());
  }

  private interface Doing {
    Object now() throws Exception;

    static CompletableFuture<Boolean> apart(Doing what) {
      return CompletableFuture.supplyAsync(() -> {
        try {
          what.now();
          return true;
        } catch (Exception e) {
          throw new CompletionException(e);
        }
      });
    }
  }
}
