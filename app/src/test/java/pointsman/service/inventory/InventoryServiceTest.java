package pointsman.service.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.port.Journal;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.store.Database;
import pointsman.store.SqliteGuards;
import pointsman.store.SqliteInventory;
import pointsman.store.SqliteJournal;

/// The inventory's use cases over a real home.
final class InventoryServiceTest {
  private static final String TEXT =
      """
      pointsman: 1
      environment: development
      nodes:
        - {name: edge-1, address: 192.0.2.1, user: root, engine: nginx}
      services:
        - {name: shop, listen: [{port: 80}], routes: [{pool: web}]}
      pools:
        - name: web
          live: blue
          lanes:
            blue: {servers: [{name: b1, address: 10.0.0.1, port: 8080}]}
            green: {servers: [{name: g1, address: 10.0.0.2, port: 8080}]}
      """;

  @TempDir Path home;
  private Database database;
  private SqliteInventory inventory;
  private InventoryService service;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home);
    YamlFleetFile format = new YamlFleetFile();
    inventory = new SqliteInventory(database, format, Clock.systemUTC());
    Guards guards =
        new Guards(inventory, new SqliteGuards(database), Clock.systemUTC(), "ana@desk");
    service =
        new InventoryService(inventory, new SqliteJournal(database), format, "ana@desk", guards);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void saysWhatAnApplyDid() throws Exception {
    ApplyReport first = service.apply(TEXT, "fleet.yaml", false);
    assertThat(first.added()).containsExactly("node edge-1", "service shop", "pool web");

    ApplyReport again = service.apply(TEXT, "fleet.yaml", false);
    assertThat(again.unchanged()).isEqualTo(3);
    assertThat(again.added()).isEmpty();

    ApplyReport changed =
        service.apply(TEXT.replace("port: 80}", "port: 81}"), "fleet.yaml", false);
    assertThat(changed.changed()).containsExactly("service shop");
    assertThat(service.changes(1).getFirst().why()).isEqualTo("apply fleet.yaml");
    assertThat(service.changes(1).getFirst().operator()).isEqualTo("ana@desk");
  }

  @Test
  void leavesWhatIsNotInTheFileUnlessPruned() throws Exception {
    service.apply(TEXT, "one", false);
    String other = TEXT.replace("edge-1", "edge-2").replace("192.0.2.1", "192.0.2.2");

    ApplyReport kept = service.apply(other, "two", false);
    assertThat(kept.left()).containsExactly("node edge-1");
    assertThat(service.load().nodes()).hasSize(2);

    ApplyReport pruned = service.apply(other, "two", true);
    assertThat(pruned.removed()).containsExactly("node edge-1");
    assertThat(service.load().nodes()).hasSize(1);
  }

  @Test
  void neverMovesTheLiveLaneOfAPoolThatExists() throws Exception {
    service.apply(TEXT, "one", false);

    ApplyReport report = service.apply(TEXT.replace("live: blue", "live: green"), "two", false);

    assertThat(live()).isEqualTo(LaneColor.BLUE);
    assertThat(report.notes()).singleElement().asString().contains("web").contains("green");
    assertThat(report.unchanged()).isEqualTo(3);
  }

  @Test
  void exportsTheLaneThatIsLiveInTruth() throws Exception {
    service.apply(TEXT, "one", false);
    service.change(InventoryServiceTest::green, "switch web green");

    assertThat(service.export()).contains("live: green");
    ApplyReport report = service.apply(TEXT, "one", false);
    assertThat(report.notes()).hasSize(1);
    assertThat(live()).isEqualTo(LaneColor.GREEN);
  }

  @Test
  void refusesAFileThatEmptiesTheLiveLane() throws Exception {
    service.apply(TEXT, "one", false);
    String text =
        TEXT.replace("live: blue", "live: green").replaceFirst("(?m)^ *blue: \\{.*\n", "");

    Failure failure = refusal(text);

    assertThat(failure.summary()).contains("lane blue of pool web is live now");
    assertThat(live()).isEqualTo(LaneColor.BLUE);
  }

  @Test
  void appliesNothingOfAFileThatClashesWithWhatStays() throws Exception {
    service.apply(TEXT, "one", false);
    String clash = TEXT.replace("name: shop", "name: shop-2");

    assertThat(refusal(clash).summary()).contains("taken by service shop");
    assertThat(service.load().services()).hasSize(1);
  }

  @Test
  void saysWhichServiceRunsNowhere() throws Exception {
    String mistyped = TEXT.replace("routes:", "on: {tags: [egde]}, routes:");

    assertThat(service.apply(mistyped, "fleet.yaml", false).notes())
        .containsExactly("service shop: no node is chosen by its 'on', so it runs nowhere");
  }

  @Test
  void saysAtOnceWhichNodesCannotBeReachedYet() throws Exception {
    String two =
        TEXT.replace(
            "services:",
            "  - {name: edge-2, address: 192.0.2.2, user: ops, engine: nginx}\n"
                + "  - {name: edge-3, address: 192.0.2.3, user: ops, privilege: sudo, engine: nginx}\n"
                + "  - {name: edge-4, address: 192.0.2.4, user: ops, privilege: none, engine: nginx}\n"
                + "services:");

    assertThat(service.apply(TEXT, "one", false).notes()).isEmpty();
    assertThat(service.apply(two, "two", false).notes())
        .containsExactly(
            "node edge-2, edge-3: signing in as another user than root needs sudo, which is not"
                + " supported yet, so plan and deploy refuse them; say 'user: root', or 'privilege:"
                + " none' for a user who owns the load balancer and its 'paths'");
  }

  @Test
  void exportsWhatAppliesUnchanged() throws Exception {
    service.apply(TEXT, "one", false);
    String text = service.export();
    assertThat(service.apply(text, "export", true).unchanged()).isEqualTo(3);
    assertThat(service.export()).isEqualTo(text);
  }

  @Test
  void publishesEveryNewFleet() throws Exception {
    List<Integer> seen = new ArrayList<>();
    try (var _ = service.fleets().subscribe(fleet -> seen.add(fleet.nodes().size()))) {
      service.apply(TEXT, "one", false);
      service.change(
          fleet -> new Fleet(Environment.DEVELOPMENT, List.of(), fleet.services(), fleet.pools()),
          "remove node edge-1");
    }
    assertThat(seen).containsExactly(1, 0);
  }

  @Test
  void refusesAnEditThatDoesNotFitTogether() throws Exception {
    service.apply(TEXT, "one", false);
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class,
            () ->
                service.change(
                    fleet ->
                        new Fleet(fleet.environment(), fleet.nodes(), fleet.services(), List.of()),
                    "remove pool web"));
    assertThat(thrown.failure()).isInstanceOf(Failure.BadInputs.class);
    assertThat(service.load().pools()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "service", "pool"})
  void losesNoObjectOfProductionBeforeItsNameIsTyped(String kind) throws Exception {
    String spare =
        "  - {name: spare, lanes: {blue: {servers: [{name: b1, address: 10.0.0.9, port: 80}]}}}\n";
    service.apply(TEXT.replace("development", "production") + spare, "one", false);
    UnaryOperator<Fleet> edit = fleet -> without(fleet, kind);

    for (Consent consent :
        List.of(Consent.none(), Consent.yes(), Consent.named("production", " "))) {
      Failure failure =
          catchThrowableOfType(
                  FailureException.class, () -> service.change(edit, "remove " + kind, consent))
              .failure();
      assertThat(failure).isInstanceOf(Failure.Refused.class);
      assertThat(failure.summary()).contains("This removes 1 object of production");
    }
    assertThat(service.changes(1).getFirst().why()).isEqualTo("apply one");

    service.change(edit, "remove " + kind, Consent.named("production", "ticket 12"));
    assertThat(service.changes(1).getFirst().why()).isEqualTo("remove " + kind + ": ticket 12");
  }

  private static Fleet without(Fleet fleet, String kind) {
    return new Fleet(
        fleet.environment(),
        kind.equals("node") ? List.of() : fleet.nodes(),
        kind.equals("service") ? List.of() : fleet.services(),
        kind.equals("pool") ? fleet.pools().subList(0, 1) : fleet.pools());
  }

  @Test
  void makesAnEditAgainWhenSomeoneElseWasQuicker() throws Exception {
    service.apply(TEXT, "one", false);
    AtomicInteger tries = new AtomicInteger();
    service.change(
        fleet -> {
          if (tries.getAndIncrement() == 0) {
            byAnother(fleet);
          }
          return green(fleet);
        },
        "switch web green");

    assertThat(tries).hasValue(2);
    assertThat(live()).isEqualTo(LaneColor.GREEN);
    assertThat(service.load().environment()).isEqualTo(Environment.STAGING);
    assertThat(service.changes(2))
        .extracting(Journal.Change::what)
        .containsExactly("pool web", "environment");
  }

  private void byAnother(Fleet fleet) {
    try {
      inventory.replace(
          fleet,
          new Fleet(Environment.STAGING, fleet.nodes(), fleet.services(), fleet.pools()),
          "bert",
          "meanwhile");
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fleet green(Fleet fleet) {
    List<Pool> pools = fleet.pools().stream().map(pool -> pool.withLive(LaneColor.GREEN)).toList();
    return new Fleet(fleet.environment(), fleet.nodes(), fleet.services(), pools);
  }

  private LaneColor live() throws FailureException {
    return service.load().findPool(new Name("web")).orElseThrow().live();
  }

  private Failure refusal(String text) {
    return catchThrowableOfType(
            FailureException.class, () -> service.apply(text, "fleet.yaml", false))
        .failure();
  }
}
