package pointsman.service.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pointsman.model.plan.ReleaseId;

final class ReleaseOriginTest {
  private static final Instant NOW = Instant.parse("2026-11-25T21:50:50.7Z");
  private static final String HASH = "e1aa8fe0";

  @Test
  void aReleaseIsOfItsSecond() {
    assertThat(origin().second(HASH)).isEqualTo(Instant.parse("2026-11-25T21:50:50Z"));
  }

  @Test
  void theSameContentTwiceWithinASecondIsTwoReleases() {
    ReleaseMaker.Origin origin =
        origin(
            "20261125T215050Z-e1aa8fe0", "20261125T215051Z-e1aa8fe0", "20261125T215052Z-00000000");

    assertThat(origin.second(HASH)).isEqualTo(Instant.parse("2026-11-25T21:50:52Z"));
  }

  @Test
  void ofManyFindingsInATemplateTheFirstAreTold() {
    List<String> many = IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).toList();

    assertThat(ReleaseMaker.first(many))
        .isEqualTo("line 1; line 2; line 3; line 4; line 5; and 35 more");
    assertThat(ReleaseMaker.first(many.subList(0, 5))).endsWith("line 5");
  }

  private static ReleaseMaker.Origin origin(String... taken) {
    return new ReleaseMaker.Origin(
        "inventory", NOW, Optional.empty(), List.of(taken).stream().map(ReleaseId::new).toList());
  }
}
