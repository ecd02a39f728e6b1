package pointsman.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.fleet.LaneColor;
import pointsman.model.value.InvalidValueException;

class TrafficSplitTest {

  @Test
  void aPromotionChangesNoNode() {
    TrafficSplit all =
        new TrafficSplit(LaneColor.BLUE, Share.ALL, new Salt("a1"), Optional.of(LaneColor.GREEN));
    assertThat(all.promoted().live()).isEqualTo(LaneColor.GREEN);
    assertThat(all.promoted().onNode()).isEqualTo(all.onNode());
  }

  @Test
  void aPromotionNeedsAllUsers() {
    TrafficSplit most =
        new TrafficSplit(LaneColor.BLUE, new Share(9999), Salt.FIRST, Optional.empty());
    assertThatThrownBy(most::promoted).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void theSaltChangesOnlyWhereItMovesNobody() {
    TrafficSplit some =
        new TrafficSplit(LaneColor.GREEN, new Share(1), Salt.FIRST, Optional.empty());
    assertThatThrownBy(() -> some.with(new Salt("b"))).isInstanceOf(InvalidValueException.class);
    assertThat(some.with(Share.NONE).with(new Salt("b")).salt()).isEqualTo(new Salt("b"));
  }

  @Property
  void liveAndCandidateShareAllUsers(@ForAll @IntRange(max = 10_000) int share) {
    for (LaneColor live : LaneColor.values()) {
      NodeSplit node =
          new TrafficSplit(live, new Share(share), Salt.FIRST, Optional.empty()).onNode();
      assertThat(node.of(live.other())).isEqualTo(new Share(share));
      assertThat(node.of(live).basisPoints() + node.of(live.other()).basisPoints())
          .isEqualTo(10_000);
    }
  }

  @Property
  void percentReadsBack(@ForAll @IntRange(max = 10_000) int share) {
    assertThat(Share.parsePercent(new Share(share).percent())).isEqualTo(new Share(share));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "100.01", "101", "1e2", "5,5", "NaN", "0.001", "5;5", "%"})
  void refusesWhatIsNoPercentage(String text) {
    assertThatThrownBy(() -> Share.parsePercent(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void moreThanEverybodyIsRefusedInTheUnitThatWasTyped() {
    assertThatThrownBy(() -> Share.parsePercent("101"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("101 % is not a share")
        .hasMessageContaining("0 to 100 %");
  }
}
