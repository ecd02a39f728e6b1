package pointsman.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkTest {
  @Test
  void someServersDownAreDegradedAllAreDown() {
    assertThat(Mark.whole(List.of(Mark.UP, Mark.DOWN, Mark.UP))).isEqualTo(Mark.DEGRADED);
    assertThat(Mark.whole(List.of(Mark.DOWN, Mark.DOWN))).isEqualTo(Mark.DOWN);
  }

  @Test
  void whatAnOperatorTookOutIsNoTroubleWhileOthersServe() {
    assertThat(Mark.whole(List.of(Mark.UP, Mark.MAINTENANCE))).isEqualTo(Mark.UP);
    assertThat(Mark.whole(List.of(Mark.DRAINING))).isEqualTo(Mark.DRAINING);
  }

  @Test
  void unknownIsNeverUp() {
    assertThat(Mark.whole(List.of(Mark.STALE, Mark.STALE))).isEqualTo(Mark.STALE);
    assertThat(Mark.whole(List.of())).isEqualTo(Mark.NONE);
  }
}
