package pointsman.service.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Why;
import pointsman.model.value.InvalidValueException;
import pointsman.store.Database;
import pointsman.store.SqliteGuards;
import pointsman.store.SqliteInventory;
import pointsman.store.SqliteJournal;

/// Every kind of change × environment × lock × freeze × what was said, over a real home and a clock
/// that a test turns.
final class GuardTableTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final Name SHOP = new Name("shop");
  private static final Name WEB = new Name("web");
  private static final Name API = new Name("api");
  private static final String TEXT =
      """
      pointsman: 1
      environment: ENVIRONMENT
      nodes:
        - {name: edge-1, address: 192.0.2.1, user: root, engine: nginx}
      services:
        - {name: shop, listen: [{port: 80}], routes: [{path: /api, pool: api}, {pool: web}]}
        - {name: mail, listen: [{port: 81}], routes: [{pool: mails}]}
      pools:
        - {name: web, lanes: {blue: {servers: [{name: b1, address: 10.0.0.1, port: 80}]}}}
        - {name: api, lanes: {blue: {servers: [{name: b1, address: 10.0.0.2, port: 80}]}}}
        - {name: mails, lanes: {blue: {servers: [{name: b1, address: 10.0.0.3, port: 80}]}}}
      """;

  @TempDir Path home;
  private final TurnedClock clock = new TurnedClock();
  private Database database;
  private SqliteInventory inventory;
  private Guards guards;
  private GuardService service;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home);
    inventory = new SqliteInventory(database, new YamlFleetFile(), clock);
    SqliteGuards store = new SqliteGuards(database);
    guards = new Guards(inventory, store, clock, "ana@desk");
    service = new GuardService(inventory, store, guards, clock, "ana@desk");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void in(Environment environment) throws FailureException {
    String text = TEXT.replace("ENVIRONMENT", environment.name().toLowerCase(Locale.ROOT));
    Fleet fleet = new YamlFleetFile().parse(text, "fleet.yaml");
    inventory.replace(inventory.load(), fleet, "ana@desk", "a test");
  }

  private void freeze(String name, int hours, Name... only) throws FailureException {
    service.freeze(
        new Name(name),
        clock.now,
        clock.now.plusSeconds(3600L * hours),
        Set.of(only),
        new Why("x"));
  }

  /// What stops it; `goes` when nothing does.
  private String stopped(Guards.Kind kind, Consent consent, Name... touched) {
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class,
            () -> guards.require("This changes 3 nodes", kind, consent, touched));
    return thrown == null ? "goes" : ((Failure.Refused) thrown.failure()).guard();
  }

  private static Consent said(Environment environment, String words) {
    return switch (words) {
      case "nothing" -> Consent.none();
      case "yes" -> Consent.yes();
      case "its name" -> Consent.named(Guards.name(environment), "ticket 12");
      case "the freeze's name" -> Consent.named("season", "ticket 12");
      default -> throw new IllegalArgumentException(words);
    };
  }

  /// For each guard state the answers to: nothing, yes, the environment's name, the freeze's name.
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "DEVELOPMENT, CHANGE,   open,          goes         goes         goes      goes",
    "DEVELOPMENT, GRAVE,    open,          goes         goes         goes      goes",
    "DEVELOPMENT, UNDO,     open,          goes         goes         goes      goes",
    "DEVELOPMENT, WAY_BACK, open,          goes         goes         goes      goes",
    "DEVELOPMENT, CHANGE,   frozen,        freeze       freeze       freeze    goes",
    "DEVELOPMENT, GRAVE,    frozen,        freeze       freeze       freeze    goes",
    "DEVELOPMENT, UNDO,     frozen,        goes         goes         goes      goes",
    "DEVELOPMENT, WAY_BACK, frozen,        goes         goes         goes      goes",
    "STAGING,     CHANGE,   open,          confirmation goes         goes      goes",
    "STAGING,     GRAVE,    open,          confirmation confirmation goes      confirmation",
    "STAGING,     UNDO,     open,          confirmation goes         goes      goes",
    "STAGING,     WAY_BACK, open,          goes         goes         goes      goes",
    "STAGING,     CHANGE,   frozen,        freeze       freeze       freeze    goes",
    "STAGING,     GRAVE,    frozen,        freeze       freeze       freeze    goes",
    "STAGING,     UNDO,     frozen,        confirmation goes         goes      goes",
    "STAGING,     WAY_BACK, frozen,        goes         goes         goes      goes",
    "PRODUCTION,  CHANGE,   locked,        read-only    read-only    read-only read-only",
    "PRODUCTION,  GRAVE,    locked,        read-only    read-only    read-only read-only",
    "PRODUCTION,  UNDO,     locked,        confirmation confirmation goes      confirmation",
    "PRODUCTION,  WAY_BACK, locked,        goes         goes         goes      goes",
    "PRODUCTION,  CHANGE,   open,          confirmation confirmation goes      confirmation",
    "PRODUCTION,  GRAVE,    open,          confirmation confirmation goes      confirmation",
    "PRODUCTION,  UNDO,     open,          confirmation confirmation goes      confirmation",
    "PRODUCTION,  WAY_BACK, open,          goes         goes         goes      goes",
    "PRODUCTION,  CHANGE,   frozen,        freeze       freeze       freeze    goes",
    "PRODUCTION,  GRAVE,    frozen,        freeze       freeze       freeze    goes",
    "PRODUCTION,  UNDO,     frozen,        confirmation confirmation goes      confirmation",
    "PRODUCTION,  WAY_BACK, frozen,        goes         goes         goes      goes",
    "PRODUCTION,  CHANGE,   locked frozen, read-only    read-only    read-only read-only",
    "PRODUCTION,  GRAVE,    locked frozen, read-only    read-only    read-only read-only",
    "PRODUCTION,  UNDO,     locked frozen, confirmation confirmation goes      confirmation",
    "PRODUCTION,  WAY_BACK, locked frozen, goes         goes         goes      goes"
  })
  void isAsTheTableSays(Environment environment, Guards.Kind kind, String state, String answers)
      throws Exception {
    in(environment);
    if (environment == Environment.PRODUCTION && !state.contains("locked")) {
      service.unlock(Duration.ofMinutes(30), new Why("ticket 12"));
    }
    if (state.contains("frozen")) {
      freeze("season", 2);
    }
    List<String> seen =
        List.of("nothing", "yes", "its name", "the freeze's name").stream()
            .map(words -> stopped(kind, said(environment, words)))
            .toList();
    assertThat(seen).containsExactly(answers.split(" +"));
  }

  @Test
  void productionIsReadOnlyAgainWhenTheTimeIsUp() throws Exception {
    in(Environment.PRODUCTION);
    Consent said = Consent.named("production", "ticket 12");
    assertThat(service.sight().readOnly()).isTrue();
    service.unlock(Duration.ofMinutes(30), new Why("ticket 12"));
    clock.now = NOON.plusSeconds(1799);
    assertThat(stopped(Guards.Kind.CHANGE, said)).isEqualTo("goes");
    assertThat(service.sight().unlock()).isPresent();

    clock.now = NOON.plusSeconds(1800);
    assertThat(stopped(Guards.Kind.CHANGE, said)).isEqualTo("read-only");
    assertThat(service.sight().readOnly()).isTrue();

    clock.now = NOON.minusSeconds(1);
    assertThat(stopped(Guards.Kind.CHANGE, said)).as("a clock set back").isEqualTo("read-only");
  }

  @Test
  void theRefusalSaysSinceWhenAndHowToGoOn() throws Exception {
    in(Environment.PRODUCTION);
    service.unlock(Duration.ofMinutes(30), new Why("ticket 12"));
    clock.now = NOON.plusSeconds(7200);
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class,
            () -> guards.require("This changes 3 nodes", Guards.Kind.CHANGE, Consent.yes()));
    assertThat(thrown.failure().summary())
        .isEqualTo(
            "Refused (read-only): This changes 3 nodes, and production is read-only since"
                + " 2026-12-01T12:30:00Z.");
    assertThat(thrown.failure().action()).contains("pointsman unlock --for 30m --reason TEXT");
  }

  @Test
  void nothingIsLockedOutsideProduction() throws Exception {
    in(Environment.STAGING);
    assertThat(service.unlock(Duration.ofMinutes(5), new Why("x"))).isEmpty();
    in(Environment.PRODUCTION);
    assertThat(service.sight().readOnly()).isTrue();
  }

  @Test
  void aFreezeHoldsFromItsBeginningToItsEnd() throws Exception {
    in(Environment.STAGING);
    service.freeze(
        new Name("night"), NOON.plusSeconds(60), NOON.plusSeconds(120), Set.of(), new Why("x"));
    for (long second : List.of(59L, 60L, 119L, 120L)) {
      clock.now = NOON.plusSeconds(second);
      assertThat(stopped(Guards.Kind.CHANGE, Consent.yes()))
          .as("after %s s", second)
          .isEqualTo(second >= 60 && second < 120 ? "freeze" : "goes");
    }
    assertThat(service.sight().freezes()).as("over").isEmpty();
  }

  @Test
  void aFreezeIsAboutItsServicesAndPoolsAndWhatHangsTogetherWithThem() throws Exception {
    in(Environment.STAGING);
    freeze("pool", 1, WEB);
    assertThat(stopped(Guards.Kind.CHANGE, Consent.yes(), WEB)).isEqualTo("freeze");
    assertThat(stopped(Guards.Kind.CHANGE, Consent.yes(), SHOP))
        .as("its service")
        .isEqualTo("freeze");
    assertThat(stopped(Guards.Kind.CHANGE, Consent.yes(), API))
        .as("its neighbour")
        .isEqualTo("goes");
    assertThat(stopped(Guards.Kind.CHANGE, Consent.yes(), new Name("mail"))).isEqualTo("goes");
    assertThat(stopped(Guards.Kind.CHANGE, Consent.yes())).as("all").isEqualTo("freeze");
    assertThat(guards.findFreeze(WEB)).isPresent();
    assertThat(guards.findFreeze(API)).isEmpty();

    freeze("service", 1, SHOP);
    assertThat(stopped(Guards.Kind.CHANGE, Consent.yes(), API)).as("its pool").isEqualTo("freeze");
  }

  @Test
  void ofSeveralFreezesTheOneThatEndsLastIsOverridden() throws Exception {
    in(Environment.STAGING);
    freeze("longer", 3);
    freeze("shorter", 1);
    assertThat(stopped(Guards.Kind.CHANGE, Consent.named("shorter", "why"))).isEqualTo("freeze");
    assertThat(stopped(Guards.Kind.CHANGE, Consent.named("longer", ""))).isEqualTo("freeze");
    assertThat(stopped(Guards.Kind.CHANGE, Consent.named("longer", "why"))).isEqualTo("goes");
    assertThat(new SqliteJournal(database).changes(1).getFirst().what())
        .isEqualTo("freeze longer overridden");
  }

  @Test
  void liftingAFreezeThatHoldsIsAskedForLikeAGraveChange() throws Exception {
    in(Environment.PRODUCTION);
    freeze("season", 2);
    assertThat(
            catchThrowableOfType(
                    FailureException.class, () -> service.lift(new Name("season"), Consent.yes()))
                .failure())
        .isInstanceOf(Failure.Refused.class);
    service.lift(new Name("season"), Consent.named("production", "over"));
    assertThat(service.sight().freezes()).isEmpty();

    service.freeze(
        new Name("later"), NOON.plusSeconds(60), NOON.plusSeconds(120), Set.of(), new Why("x"));
    service.lift(new Name("later"), Consent.none());
    assertThat(service.sight().freezes()).isEmpty();
  }

  @Test
  void refusesWhatIsNoFreezeOrNoUnlock() throws Exception {
    // Also where nothing is locked: what is tried out in staging is then said in production.
    for (Environment environment : Environment.values()) {
      in(environment);
      for (Duration length : List.of(Duration.ZERO, Duration.ofHours(9), Duration.ofHours(-1))) {
        assertThat(
                catchThrowableOfType(
                    InvalidValueException.class, () -> service.unlock(length, new Why("x"))))
            .as("%s in %s", length, environment)
            .isNotNull();
      }
    }
    in(Environment.PRODUCTION);
    assertThat(catchThrowableOfType(InvalidValueException.class, () -> new Why(" \t ")).problem())
        .contains("no reason");
    assertThat(
            catchThrowableOfType(
                    FailureException.class, () -> freeze("season", 1, new Name("nothing")))
                .failure())
        .isInstanceOf(Failure.NotFound.class);
    assertThat(
            catchThrowableOfType(
                    FailureException.class,
                    () ->
                        service.freeze(
                            new Name("gone"),
                            NOON.minusSeconds(9),
                            NOON.minusSeconds(1),
                            Set.of(),
                            new Why("x")))
                .failure())
        .isInstanceOf(Failure.BadInput.class);
  }

  private static final class TurnedClock extends Clock {
    private Instant now = NOON;

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
