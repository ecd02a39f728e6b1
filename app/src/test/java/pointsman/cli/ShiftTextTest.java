package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;

/// What commands say of a pool's audience: nothing where it has no rules.
final class ShiftTextTest {
  private static final Salt SALT = new Salt("k3x9");
  private static final NodeSplit ON = split(Optional.of(LaneColor.GREEN));
  private static final NodeSplit OFF = split(Optional.empty());

  private static NodeSplit split(Optional<LaneColor> audience) {
    return new NodeSplit(new Share(2000), SALT, audience);
  }

  private static ShiftText text(String audience) throws Exception {
    return ShiftText.of(SmallFleet.withRules(audience).findPool(new Name("web")));
  }

  private static ShiftText bare() throws Exception {
    return text("[]");
  }

  private static ShiftText ruled() throws Exception {
    return text("[{header: {name: X-Staff, equals: '1'}, lane: candidate}]");
  }

  private static PoolTraffic traffic(NodeSplit... splits) {
    List<NodeTraffic> nodes = new ArrayList<>();
    for (NodeSplit each : splits) {
      nodes.add(
          new NodeTraffic(
              new Name("edge-" + (nodes.size() + 1)),
              Optional.of(each),
              Duration.ZERO,
              true,
              Optional.empty()));
    }
    return new PoolTraffic(
        new Name("web"),
        new TrafficSplit(LaneColor.BLUE, new Share(2000), SALT, Optional.empty()),
        PoolTraffic.Motion.STILL,
        nodes,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aPoolWithRulesSaysWhetherTheyCount() throws Exception {
    assertThat(ruled().words(ON)).isEqualTo("20 % green, salt k3x9, audience green");
    assertThat(ruled().words(OFF)).isEqualTo("20 % green, salt k3x9, audience off");
    assertThat(ruled().oddAudience(traffic(ON, ON)).orElseThrow())
        .contains("on for green where nobody commanded it", "--audience off");
  }

  @Test
  void aPoolWithoutRulesSaysNothingOfThem() throws Exception {
    assertThat(bare().words(ON)).isEqualTo("20 % green, salt k3x9");
    assertThat(bare().oddAudience(traffic(ON, ON))).isEmpty();
    NodeShifted seated =
        new NodeShifted(
            new Name("edge-1"),
            NodeShifted.End.SEATED,
            Optional.of(OFF),
            Optional.of(ON),
            Optional.empty(),
            Optional.empty(),
            List.of());
    ShiftResult result =
        new ShiftResult(
            new Name("web"),
            ON,
            List.of(seated),
            Instant.EPOCH,
            Duration.ofMillis(1),
            Duration.ofMillis(1));
    assertThat(bare().lines(result, "20"))
        .contains("edge-1: done, verified · runs 20 % green, salt k3x9");
  }

  @Test
  void whereNothingElseTellsNodesApartItIsSaidAllTheSame() throws Exception {
    assertThat(bare().seen(((PoolTraffic.Apart) traffic(ON, OFF).measured()).nodes(), 2))
        .containsExactly(
            "    20 % green, salt k3x9, audience green: edge-1",
            "    20 % green, salt k3x9, audience off: edge-2");
  }
}
