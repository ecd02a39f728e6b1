package pointsman.service.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Reason;
import pointsman.model.traffic.RolloutState;

final class HomeRetriesTest {
  private static final Reason WANTED = new Reason.Operator("ana@laptop");
  private static final RolloutState STUCK =
      new RolloutState.Parted(
          new RolloutState.Target.Home(WANTED), -1, List.of(new Name("edge-1")), "it is silent");
  private static final Instant BEGAN = Instant.parse("2026-11-26T00:00:00Z");

  private final HomeRetries retries = new HomeRetries();

  @Test
  void anAttemptThatTookLongIsFollowedByARestToo() {
    assertThat(retries.isDue(new RolloutState.Returning(WANTED), BEGAN)).isFalse();
    Instant apart = BEGAN.plusSeconds(4);
    assertThat(retries.isDue(STUCK, apart)).as("at once").isFalse();
    assertThat(retries.isDue(STUCK, apart.plusMillis(1001))).isTrue();
    retries.tried(apart.plusSeconds(5));
    assertThat(retries.isDue(STUCK, apart.plusSeconds(6))).isFalse();
    assertThat(retries.isDue(STUCK, apart.plusMillis(7001))).isTrue();
  }

  @Test
  void theRestsGrowToFiveMinutesAndBeginAnewWithTheNextWayBack() {
    assertThat(retries.isDue(STUCK, BEGAN)).isFalse();
    for (int i = 0; i < 20; i++) {
      retries.tried(BEGAN);
    }
    assertThat(retries.isDue(STUCK, BEGAN.plus(Duration.ofMinutes(5)))).isFalse();
    assertThat(retries.isDue(STUCK, BEGAN.plus(Duration.ofMinutes(5)).plusMillis(1))).isTrue();
    Instant later = BEGAN.plus(Duration.ofHours(1));
    assertThat(retries.isDue(new RolloutState.Returning(WANTED), later)).isFalse();
    assertThat(retries.isDue(STUCK, later)).isFalse();
    assertThat(retries.isDue(STUCK, later.plusMillis(1001))).isTrue();
  }
}
