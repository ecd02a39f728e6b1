package pointsman.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;

final class PoolTrafficTest {
  private static final int NODES = 12;

  private static PoolTraffic traffic(int silent) {
    List<NodeTraffic> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(
          new NodeTraffic(
              new Name("edge-" + i),
              Optional.of(
                  new NodeSplit(new Share((NODES - i) * 100), Salt.FIRST, Optional.empty())),
              Duration.ZERO,
              i != silent,
              Optional.empty()));
    }
    return new PoolTraffic(
        new Name("web"),
        TrafficSplit.allOn(LaneColor.BLUE, Salt.FIRST),
        PoolTraffic.Motion.STILL,
        nodes,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /// Read twice, the same fleet is told in the same words.
  @Test
  void splitsThatDifferStandInTheOrderOfTheFleet() {
    PoolTraffic.Apart apart = (PoolTraffic.Apart) traffic(-1).measured();
    assertThat(apart.nodes().values().stream().map(each -> each.getFirst().value()))
        .containsExactly(
            "edge-0", "edge-1", "edge-2", "edge-3", "edge-4", "edge-5", "edge-6", "edge-7",
            "edge-8", "edge-9", "edge-10", "edge-11");

    PoolTraffic.Unknown unknown = (PoolTraffic.Unknown) traffic(0).measured();
    assertThat(unknown.silent()).containsExactly(new Name("edge-0"));
    assertThat(unknown.seen().values().stream().map(each -> each.getFirst().value()))
        .startsWith("edge-1", "edge-2", "edge-3", "edge-4")
        .hasSize(NODES - 1);
  }
}
