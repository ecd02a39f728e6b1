package pointsman.service.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.value.Printable;

/// What has to be said before nodes are changed, for every environment and everything one can say.
/// What locks and freezes do to it: {@link GuardTableTest}.
final class GuardsTest {
  private static final Consent BLANK = Consent.named("production", "  ");
  private static final Consent LINES = Consent.named("production", "a\nb");
  private static final Consent ENDLESS = Consent.named("production", "x".repeat(501));
  private static final Consent REASONLESS =
      new Consent(true, Optional.of("production"), Optional.empty());
  private static final Consent NAMELESS =
      new Consent(true, Optional.empty(), Optional.of("ticket 12"));

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(Environment.DEVELOPMENT, Consent.none(), ""),
        Arguments.of(Environment.DEVELOPMENT, Consent.yes(), ""),
        Arguments.of(Environment.STAGING, Consent.none(), "nobody said yes to it"),
        Arguments.of(Environment.STAGING, Consent.yes(), ""),
        Arguments.of(Environment.STAGING, Consent.named("staging", "why not"), ""),
        Arguments.of(Environment.PRODUCTION, Consent.none(), "its name was not typed"),
        Arguments.of(Environment.PRODUCTION, Consent.yes(), "--yes does not do there"),
        Arguments.of(Environment.PRODUCTION, NAMELESS, "its name was not typed"),
        Arguments.of(
            Environment.PRODUCTION, Consent.named("prod", "ticket 12"), "'prod' is not its name"),
        Arguments.of(
            Environment.PRODUCTION,
            Consent.named("Production", "ticket 12"),
            "'Production' is not its name"),
        Arguments.of(
            Environment.PRODUCTION,
            Consent.named("pr\u043educti\u043en", "ticket 12"),
            "is not its name"),
        Arguments.of(
            Environment.PRODUCTION, Consent.named("staging", "x"), "'staging' is not its name"),
        Arguments.of(Environment.PRODUCTION, REASONLESS, "no reason was given"),
        Arguments.of(Environment.PRODUCTION, BLANK, "no reason was given"),
        Arguments.of(Environment.PRODUCTION, LINES, "not one readable line"),
        Arguments.of(Environment.PRODUCTION, ENDLESS, "not one readable line"),
        Arguments.of(Environment.PRODUCTION, Consent.named("production", "ticket 12"), ""));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void askWhatTheEnvironmentAsks(Environment environment, Consent consent, String lack) {
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class,
            () ->
                Guards.requireConsent(
                    environment, "This changes 3 nodes", Guards.Kind.CHANGE, consent));

    assertThat(thrown != null).isEqualTo(!lack.isEmpty());
    if (thrown != null) {
      assertThat(thrown.failure()).isInstanceOf(Failure.Refused.class);
      assertThat(thrown.failure().summary()).contains("3 nodes of", lack);
    }
  }

  @Test
  void sayWhatToType() {
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class,
            () ->
                Guards.requireConsent(
                    Environment.PRODUCTION,
                    "This changes 1 node",
                    Guards.Kind.CHANGE,
                    Consent.yes()));

    assertThat(thrown.failure().summary())
        .isEqualTo(
            "Refused (confirmation): This changes 1 node of production, and --yes does not do"
                + " there: its name was not typed.");
    assertThat(thrown.failure().action())
        .isEqualTo("Nothing was changed. Say --confirm production --reason 'why you do it'.");
  }

  @ParameterizedTest
  @CsvSource({"PRODUCTION, 25", "STAGING, 25", "DEVELOPMENT, 100"})
  void sendTheFirstQuarterAheadWhereItCounts(Environment environment, int percent) {
    assertThat(Guards.usualWavePercent(environment)).isEqualTo(percent);
  }

  @Test
  void keepAReasonAsOneReadableLine() {
    String kept = Consent.named("x", " a\nb\u001b[2J ").forTheJournal();

    assertThat(kept).isEqualTo("a\\u{a}b\\u{1b}[2J").isEqualTo(Printable.line(kept));
    assertThat(Consent.yes().forTheJournal()).isEmpty();
  }
}
