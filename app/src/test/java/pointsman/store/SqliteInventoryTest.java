package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Pool;
import pointsman.port.Journal;

/// The inventory on real SQLite files.
final class SqliteInventoryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:20:09.125Z");
  private static final String TEXT =
      """
      pointsman: 1
      environment: staging
      nodes:
        - {name: edge-1, address: 192.0.2.1, user: ops, engine: nginx, tags: [edge]}
        - {name: edge-2, address: 192.0.2.2, user: root, engine: haproxy}
      services:
        - {name: shop, listen: [{port: 80}], routes: [{path: /api, pool: api}, {pool: web}]}
      pools:
        - name: web
          lanes:
            blue: {servers: [{name: b1, address: 10.0.0.1, port: 8080}]}
            green: {version: "2", servers: [{name: g1, address: 10.0.0.2, port: 8080}]}
        - {name: api, lanes: {blue: {servers: [{name: a1, address: 10.0.0.3, port: 8080}]}}}
      """;

  @TempDir Path home;
  private final YamlFleetFile format = new YamlFleetFile();
  private Database database;
  private SqliteInventory inventory;
  private Fleet fleet;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(home.resolve("h"));
    inventory = inventory(database);
    fleet = format.parse(TEXT, "fleet.yaml");
  }

  private SqliteInventory inventory(Database of) {
    return new SqliteInventory(of, format, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void isEmptyAtFirstAndKeepsItsId() throws Exception {
    assertThat(inventory.load()).isEqualTo(Fleet.empty());
    String id = inventory.id();
    database.close();
    database = Database.open(home.resolve("h"));
    assertThat(inventory(database).id()).isEqualTo(id).hasSize(36);
    try (Database other = Database.open(home.resolve("other"))) {
      assertThat(inventory(other).id()).isNotEqualTo(id);
    }
  }

  @Test
  void keepsAWholeFleetInItsOrder() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply fleet.yaml");
    database.close();
    database = Database.open(home.resolve("h"));

    assertThat(inventory(database).load()).isEqualTo(fleet);
  }

  @Test
  void journalsEveryChangedObjectWithBeforeAndAfter() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply fleet.yaml");
    Fleet next =
        format.parse(
            TEXT.replace("port: 80}", "port: 81}")
                .replace("staging", "production")
                .replaceFirst("(?m)^ *- \\{name: edge-2.*\n", ""),
            "fleet.yaml");
    inventory.replace(fleet, next, "bert", "apply other.yaml");

    List<Journal.Change> changes = new SqliteJournal(database).changes(3);

    assertThat(changes)
        .extracting(Journal.Change::what)
        .containsExactlyInAnyOrder("environment", "node edge-2", "service shop");
    assertThat(changes)
        .allSatisfy(each -> {
          assertThat(each.operator()).isEqualTo("bert");
          assertThat(each.why()).isEqualTo("apply other.yaml");
          assertThat(each.at()).isEqualTo(NOW);
        });
    Journal.Change shop = find(changes, "service shop");
    assertThat(shop.before()).startsWith("services:\n  - name: shop\n").contains("port: 80}");
    assertThat(shop.after()).contains("port: 81}");
    assertThat(find(changes, "node edge-2").after()).isEmpty();
    assertThat(find(changes, "environment").after()).isEqualTo("environment: production\n");
    assertThat(new SqliteJournal(database).changes(100)).hasSize(3 + 6);
  }

  private static Journal.Change find(List<Journal.Change> changes, String what) {
    return changes.stream().filter(each -> each.what().equals(what)).findFirst().orElseThrow();
  }

  @Test
  void journalsNothingWhenNothingChanged() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply");
    int before = new SqliteJournal(database).changes(100).size();
    inventory.replace(fleet, fleet, "ana", "apply");
    assertThat(new SqliteJournal(database).changes(100)).hasSize(before);
  }

  @Test
  void refusesAChangeThatWasMadeAgainstAnotherFleet() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply");

    FailureException thrown =
        catchThrowableOfType(
            FailureException.class,
            () -> inventory.replace(Fleet.empty(), Fleet.empty(), "bert", "apply"));

    assertThat(thrown.failure()).isInstanceOf(Failure.Refused.class);
    assertThat(inventory.load()).isEqualTo(fleet);
  }

  @Test
  void keepsTheLiveLaneBesideTheText() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply");
    try (Connection raw = raw();
        Statement statement = raw.createStatement()) {
      statement.execute("UPDATE object SET live = 'green' WHERE name = 'web'");
    }
    Fleet seen = inventory.load();
    assertThat(seen.pools())
        .extracting(Pool::live)
        .containsExactly(LaneColor.GREEN, LaneColor.BLUE);
    inventory.replace(seen, fleet, "ana", "switch web blue");
    assertThat(inventory.load()).isEqualTo(fleet);
  }

  @Test
  void lostNoChangeWhenManyChangeAtOnce() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply");
    int writers = 8;
    CountDownLatch start = new CountDownLatch(1);
    try (Database second = Database.open(home.resolve("h"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        SqliteInventory own = inventory(i % 2 == 0 ? database : second);
        Callable<Integer> flip =
            () -> {
              start.await();
              int refused = 0;
              while (true) {
                Fleet now = own.load();
                Environment other = Environment.values()[(now.environment().ordinal() + 1) % 3];
                try {
                  own.replace(
                      now, new Fleet(other, now.nodes(), now.services(), now.pools()), "x", "turn");
                  return refused;
                } catch (FailureException e) {
                  assertThat(e.failure()).isInstanceOf(Failure.Refused.class);
                  refused++;
                }
              }
            };
        done.add(threads.submit(flip));
      }
      start.countDown();
      for (Future<Integer> each : done) {
        each.get();
      }
    }
    List<Journal.Change> turns = new SqliteJournal(database).changes(writers);
    assertThat(turns).allSatisfy(each -> assertThat(each.what()).isEqualTo("environment"));
    for (int i = 1; i < turns.size(); i++) {
      assertThat(turns.get(i).after()).isEqualTo(turns.get(i - 1).before());
    }
  }

  @Test
  void readsWhileAnotherProgramIsWriting() throws Exception {
    inventory.replace(Fleet.empty(), fleet, "ana", "apply");
    try (Connection raw = raw();
        Statement statement = raw.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("DELETE FROM object");
      assertThat(inventory.load()).isEqualTo(fleet);
      statement.execute("ROLLBACK");
    }
  }

  @Test
  void isForTheOperatorAlone() throws Exception {
    assertThat(Files.getPosixFilePermissions(home.resolve("h"))).hasSize(3);
  }

  private Connection raw() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("h/pointsman.db"));
  }
}
