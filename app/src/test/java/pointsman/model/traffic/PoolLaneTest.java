package pointsman.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;

final class PoolLaneTest {
  @ParameterizedTest
  @ValueSource(strings = {"shop.green", "shop.green.g1", "shop.green.now-", "shop.green.g1.now-"})
  void aLaneIsKnownByEveryNameThatItsServersGoBy(String name) {
    assertThat(PoolLane.find(name))
        .isEqualTo(Optional.of(new PoolLane(new Name("shop"), LaneColor.GREEN)));
  }

  @Test
  void everythingElseIsNone() {
    assertThat(PoolLane.find("pointsman.times")).isEmpty();
    assertThat(PoolLane.find("shop")).isEmpty();
    assertThat(PoolLane.find("shop.green.g1.g2")).isEmpty();
  }
}
