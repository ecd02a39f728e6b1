package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.ui.desk.Settings;
import pointsman.ui.shell.SettingsDesk;

/// Whoever signs at the start of a program signs all that it does.
final class OneOperatorTest {
  @TempDir Path home;

  @Test
  void aNewNameSignsFromTheNextStartAndNothingBefore() throws Exception {
    String first;
    try (Wiring wiring = new Wiring(home)) {
      SettingsDesk settings = new SettingsDesk(wiring.keeper(), wiring.operator(), List::of);
      first = settings.operator();
      assertThat(wiring.access().desk().operator()).isEqualTo(first);
      settings.save(new Settings(Settings.Theme.DARK, Duration.ofSeconds(2), "eva"));

      assertThat(settings.operator()).isEqualTo(first);
      assertThat(wiring.rollouts().operator()).as("made after that").isEqualTo(first);
      assertThat(wiring.desk(Rig.LIMITS).operator()).isEqualTo(first);
    }
    try (Wiring wiring = new Wiring(home)) {
      assertThat(wiring.rollouts().operator()).isEqualTo("eva").isNotEqualTo(first);
    }
  }
}
