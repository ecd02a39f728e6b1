package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.PoolTraffic.Motion;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;

final class DifferingTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Salt SALT = new Salt("abcdef");
  private final Differing differing = new Differing();

  private static PoolTraffic traffic(Motion motion, int first, int second, long age) {
    List<NodeTraffic> nodes = new ArrayList<>();
    for (int percent : new int[] {first, second}) {
      nodes.add(
          new NodeTraffic(
              new Name("edge-" + nodes.size()),
              Optional.of(new NodeSplit(new Share(percent * 100), SALT, Optional.empty())),
              Duration.ofMillis(nodes.isEmpty() ? 0 : age),
              true,
              Optional.empty()));
    }
    return new PoolTraffic(
        new Name("shop"),
        new TrafficSplit(LaneColor.BLUE, new Share(500), SALT, Optional.empty()),
        motion,
        nodes,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private boolean tells(Motion motion, int first, int second, long age, long millis) {
    return differing.tells(traffic(motion, first, second, age), START.plusMillis(millis));
  }

  @Test
  void oneThatWasLookedAtBeforeTheOtherIsNoDifferenceYet() {
    assertThat(tells(Motion.STILL, 5, 0, 900, 0)).isFalse();
    assertThat(tells(Motion.STILL, 5, 0, 1800, 900)).as("not looked at since").isFalse();
    assertThat(tells(Motion.STILL, 5, 5, 100, 1200)).isFalse();
  }

  @Test
  void whatStillDiffersWhenAllWereLookedAtAgainIsTold() {
    assertThat(tells(Motion.STILL, 5, 0, 900, 0)).isFalse();
    assertThat(tells(Motion.STILL, 5, 0, 100, 1200)).isTrue();
    assertThat(tells(Motion.STILL, 5, 0, 900, 2000)).as("it stays told").isTrue();
    assertThat(tells(Motion.STILL, 5, 5, 100, 2100)).as("whole again").isFalse();
    assertThat(tells(Motion.STILL, 5, 0, 100, 2200)).as("a new difference").isFalse();
  }

  @Test
  void nodesInTransitAreNoDifference() {
    assertThat(tells(Motion.VERIFYING, 5, 0, 0, 0)).isFalse();
    assertThat(tells(Motion.VERIFYING, 5, 0, 0, 5000)).isFalse();
    assertThat(tells(Motion.STILL, 5, 0, 0, 5100)).isFalse();
  }
}
