package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.service.shift.FleetShift;
import pointsman.service.shift.ShiftOrder;

/// A step whose desk stands still between the leave to go and the word, on real nodes: who takes
/// the rollout over does not wait for its locks, and its word, which comes late, does nothing.
final class TakenOverShiftTest {
  private static final Name POOL = new Name("shop-web");
  private static final TrafficSplit ONWARD =
      new TrafficSplit(
          LaneColor.BLUE, new Share(5000), new Salt("k3x9"), Optional.of(LaneColor.GREEN));
  private static final TrafficSplit HOME = TrafficSplit.allOn(LaneColor.BLUE, new Salt("k3x9"));

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
                .isLessThan(Duration.ofSeconds(3));
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
}
