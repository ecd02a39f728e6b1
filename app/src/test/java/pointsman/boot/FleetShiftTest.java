package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.service.ShiftOrder;

/// Fleet shifts on real nodes.
final class FleetShiftTest {
  private static final Name WEB = new Name("shop-web");
  private static Rig rig;
  private static Wiring wiring;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(4);
    wiring = rig.open();
    assertThat(Rig.deploy(wiring).done()).isTrue();
  }

  @AfterAll
  static void down() throws Exception {
    wiring.close();
    rig.close();
  }

  private static ShiftResult shift(int percent) throws Exception {
    return wiring
        .shifts()
        .run(
            ShiftOrder.all(
                WEB,
                new TrafficSplit(
                    LaneColor.BLUE,
                    new Share(percent * 100),
                    new Salt("k3x9"),
                    Optional.of(LaneColor.GREEN)),
                Optional.empty()),
            _ -> {});
  }

  @Test
  void bringsEveryNodeToTheShare() throws Exception {
    for (int percent : new int[] {5, 25, 100, 0}) {
      ShiftResult result = shift(percent);
      System.err.println(result.prepared() + " " + result.committed() + " skew " + result.skew());
      assertThat(result.seated()).as(result.toString()).isTrue();
    }
  }
}
