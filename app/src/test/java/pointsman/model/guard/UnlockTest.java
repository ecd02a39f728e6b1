package pointsman.model.guard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import pointsman.model.value.InvalidValueException;

class UnlockTest {
  private static void open(Duration length) {
    new Unlock(Instant.EPOCH, Instant.EPOCH.plus(length), new Why("ticket 7"), "ana");
  }

  @Test
  void aLengthThatIsRefusedIsToldAsItWasMeant() {
    assertThatThrownBy(() -> open(Duration.ofHours(9)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("an unlock of 9 h");
    assertThatThrownBy(() -> open(Duration.ofMinutes(500)))
        .hasMessageContaining("an unlock of 500 min");
    assertThatThrownBy(() -> open(Duration.ZERO)).hasMessageContaining("an unlock of 0 s");
  }
}
