package pointsman.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pointsman.model.traffic.Share;

class StageScaleTest {
  private final StageScale scale = StageScale.usual();

  @Test
  void everyStageIsAsFarFromTheNextAsAnyOther() {
    List<Double> places =
        Stream.of(0, 100, 500, 1000, 2500, 5000, 10_000)
            .map(Share::new)
            .map(scale::position)
            .toList();

    for (int i = 0; i < places.size(); i++) {
      assertThat(places.get(i)).isEqualTo(i / 6.0);
    }
  }

  @Test
  void aPlaceGivesBackTheShareThatLiesThere() {
    for (int percent = 0; percent <= 100; percent++) {
      Share share = new Share(percent * 100);
      assertThat(Math.abs(scale.share(scale.position(share)).basisPoints() - share.basisPoints()))
          .as("%s", share)
          .isLessThanOrEqualTo(400);
    }
    assertThat(scale.share(scale.position(new Share(1800)))).isEqualTo(new Share(1800));
  }

  @Test
  void nearAStageItIsThatStage() {
    assertThat(scale.share(2 / 6.0 + 0.01)).isEqualTo(new Share(500));
    assertThat(scale.share(2 / 6.0 - 0.01)).isEqualTo(new Share(500));
  }

  @Test
  void beyondTheEndsIsTheEnd() {
    assertThat(scale.share(-3)).isEqualTo(Share.NONE);
    assertThat(scale.share(1.4)).isEqualTo(Share.ALL);
  }

  @Test
  void theStagesAboveAndBelowAreFoundFromBetweenThem() {
    assertThat(scale.above(new Share(1800))).isEqualTo(new Share(2500));
    assertThat(scale.below(new Share(1800))).isEqualTo(new Share(1000));
    assertThat(scale.above(Share.ALL)).isEqualTo(Share.ALL);
    assertThat(scale.below(Share.NONE)).isEqualTo(Share.NONE);
  }
}
