package pointsman.service.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;

final class ReleaseSecondsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T21:50:50.7Z");

  @Test
  void aRunIsNamedByItsSecond() throws Exception {
    assertThat(next()).isEqualTo(NOW);
    assertThat(next("20261125T215049Z-ffffffff")).isEqualTo(NOW);
  }

  /// Also one that has another content: ids sort as their runs did.
  @Test
  void runsThatBeginWithinASecondAreNamedByTheNextOnes() throws Exception {
    assertThat(next("20261125T215050Z-ffffffff")).isEqualTo("2026-11-25T21:50:51Z");
    assertThat(next("20261125T215050Z-00000000", "20261125T215051Z-e1aa8fe0"))
        .isEqualTo("2026-11-25T21:50:52Z");
  }

  @Test
  void whatAWrongClockNamedIsNotFollowed() throws Exception {
    assertThat(next("20261125T215050Z-ffffffff", "20271125T215050Z-ffffffff"))
        .isEqualTo("2026-11-25T21:50:51Z");
    assertThat(next("20261125T215961Z-ffffffff")).isEqualTo(NOW);
  }

  private static Instant next(String... begun) throws Exception {
    TreeSet<ReleaseId> ids = new TreeSet<>(Arrays.stream(begun).map(ReleaseId::new).toList());
    Journal journal =
        (Journal)
            Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (_, _, values) -> java.util.Optional.ofNullable(ids.lower((ReleaseId) values[0])));
    return new ReleaseSeconds(journal, Clock.fixed(NOW, ZoneOffset.UTC)).next();
  }
}
