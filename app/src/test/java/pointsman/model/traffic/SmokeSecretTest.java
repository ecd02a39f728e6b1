package pointsman.model.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.value.InvalidValueException;

/// The secret of a smoke test.
final class SmokeSecretTest {
  private static final PoolLane LANE = new PoolLane(new Name("shop"), LaneColor.GREEN);

  @Test
  void isDrawnAnewForItsLane() {
    SmokeSecret one = SmokeSecret.draw(LANE, RandomGenerator.getDefault()::nextLong);
    SmokeSecret other = SmokeSecret.draw(LANE, RandomGenerator.getDefault()::nextLong);

    assertThat(one.toString()).matches("shop\\.green\\.[0-9a-f]{32}");
    assertThat(one).isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcdef",
        "0123456789ABCDEF0123456789ABCDEF",
        "../../../../../../../../../../etc/x"
      })
  void isNothingElse(String token) {
    assertThatThrownBy(() -> new SmokeSecret(LANE, token))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "answered shop.green, shop.green",
    "'answered ', ''",
    "answered, ''",
    "'', ",
    "shop.green, ",
    "answeredx, "
  })
  void whoAnsweredIsToldByTheLoadBalancerOnly(String told, String who) {
    assertThat(SmokeSecret.whoAnswered(told)).isEqualTo(Optional.ofNullable(who));
  }
}
