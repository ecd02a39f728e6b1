package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;
import pointsman.ui.kit.Words;

/// What a node that runs something else is said to run.
final class OthersTest {
  private static final String RULE = "[{header: {name: X-Staff, equals: '1'}, lane: candidate}]";
  private static final Name POOL = new Name("web");
  private static final Salt SALT = new Salt("k3x9");

  private static Set<String> told(String audience, int percent, Optional<LaneColor> on)
      throws Exception {
    Fleet fleet = SmallFleet.withRules(audience);
    NodeTraffic node =
        new NodeTraffic(
            new Name("edge-1"),
            Optional.of(new NodeSplit(new Share(percent * 100), SALT, on)),
            Duration.ZERO,
            true,
            Optional.empty());
    PoolTraffic traffic =
        new PoolTraffic(
            POOL,
            new TrafficSplit(LaneColor.BLUE, new Share(2000), SALT, Optional.empty()),
            PoolTraffic.Motion.STILL,
            List.of(node),
            List.of(),
            Optional.empty(),
            Optional.empty());
    TrafficPicture picture =
        new TrafficPicture(
            fleet,
            fleet.findPool(POOL).orElseThrow(),
            traffic,
            Duration.ZERO,
            List.of(),
            List.of(),
            Instant.EPOCH);
    return Others.of(picture, new Words(Locale.ENGLISH)).keySet();
  }

  @Test
  void theAudienceIsSaidWhereThereAreRulesOrNothingElseDiffers() throws Exception {
    Optional<LaneColor> on = Optional.of(LaneColor.GREEN);
    assertThat(told(RULE, 50, on)).containsExactly("50 % · rules on");
    assertThat(told("[]", 50, on)).containsExactly("50 %");
    assertThat(told("[]", 20, on)).containsExactly("20 % · rules on");
    assertThat(told("[]", 20, Optional.empty())).isEmpty();
  }
}
