package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.json.JsonRollout;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.Journal;
import pointsman.port.TrafficStore;

/// Homes that cannot be used, and what is said of them.
final class HomeTroubleTest {
  private static final Name POOL = new Name("shop-web");

  @TempDir Path home;

  @Test
  void saysThatAFileIsNoInventory() throws Exception {
    Files.writeString(home.resolve("pointsman.db"), "this is not a database".repeat(500));
    Failure.LocalFile failure = refusal(home);
    assertThat(failure.summary()).contains("pointsman.db").contains("damaged");
    assertThat(failure.action()).contains("backup");
  }

  @Test
  void saysThatAFileWasDamagedInTheMiddle() throws Exception {
    try (Database database = Database.open(home)) {
      SqliteInventory inventory =
          new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC());
      inventory.replace(Fleet.empty(), CrashingWriter.fleet(200), "ana", "apply");
    }
    long page = number("SELECT rootpage FROM sqlite_schema WHERE name = 'object'");
    try (RandomAccessFile file =
        new RandomAccessFile(home.resolve("pointsman.db").toFile(), "rw")) {
      file.seek((page - 1) * number("PRAGMA page_size"));
      file.write("garbage".repeat(100).getBytes(StandardCharsets.US_ASCII));
    }
    try (Database database = Database.open(home)) {
      FailureException thrown =
          catchThrowableOfType(
              FailureException.class,
              () -> new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC()).load());
      assertThat(thrown.failure().summary()).contains("damaged");
    }
  }

  @Test
  void leavesTheInventoryOfANewerVersionAlone() throws Exception {
    Database.open(home).close();
    execute("PRAGMA user_version = 99");
    byte[] before = Files.readAllBytes(home.resolve("pointsman.db"));
    Failure.LocalFile failure = refusal(home);
    assertThat(failure.summary()).contains("newer Pointsman (schema 99");
    assertThat(failure.action()).contains("--home");
    assertThat(Files.readAllBytes(home.resolve("pointsman.db"))).isEqualTo(before);
  }

  @Test
  void saysThatAHomeIsAFile() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "x");
    assertThat(refusal(file).action()).contains("--home");
    assertThat(refusal(file.resolve("below")).action()).contains("--home");
  }

  @Test
  void saysThatAHomeCannotBeWritten() {
    // Where even root may not write.
    Failure.LocalFile failure = refusal(Path.of("/proc/1/pointsman"));
    assertThat(failure.action()).contains("--home");
  }

  @Test
  void saysThatTheDatabaseIsAFolder() throws Exception {
    Files.createDirectories(home.resolve("pointsman.db"));
    Failure.LocalFile failure = refusal(home);
    assertThat(failure.summary()).contains("cannot be written");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void bringsAnOldHomeToThisVersionAndKeepsWhatIsInIt(int version) throws Exception {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + home.resolve("pointsman.db"), null, null)
        .locations("classpath:db")
        .target(String.valueOf(version))
        .load()
        .migrate();
    assertThat(number("PRAGMA user_version")).isEqualTo(version == 1 ? 0 : version);
    Fleet fleet = CrashingWriter.fleet(1);
    String text = new YamlFleetFile().writePart(fleet);
    execute("INSERT INTO setting(name, value) VALUES ('inventory', 'mine')");
    execute("INSERT INTO object(kind, name, place, text) VALUES ('node', 'n0', 0, '" + text + "')");
    execute(
        "INSERT INTO run(purpose, operator, started) VALUES ('deploy', 'ana', '2026-01-01T10:00:00Z')");

    try (Database database = Database.open(home)) {
      SqliteInventory inventory =
          new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC());
      assertThat(inventory.id()).isEqualTo("mine");
      assertThat(inventory.load()).isEqualTo(fleet);
      assertThat(new SqliteJournal(database).runs(10))
          .extracting(Journal.Run::purpose, Journal.Run::operator, Journal.Run::reason)
          .containsExactly(tuple("deploy", "ana", ""));
      TrafficStore traffic = new SqliteTraffic(database, new JsonRollout());
      traffic.command(
          POOL,
          new TrafficSplit(LaneColor.BLUE, Share.ALL, Salt.FIRST, Optional.empty()),
          "ana",
          Instant.EPOCH);
      assertThat(traffic.splits()).containsOnlyKeys(POOL);
      assertThat(traffic.open()).isEmpty();
    }
    assertThat(number("PRAGMA user_version")).isEqualTo(Database.VERSION);
  }

  @Test
  void isMadeOnceWhenManyOpenANewHomeTogether() throws Exception {
    Path fresh = home.resolve("fresh");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> ids = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ids.add(
            threads.submit(() -> {
              try (Database database = Database.open(fresh)) {
                return new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC()).id();
              }
            }));
      }
      String first = ids.getFirst().get();
      for (Future<String> each : ids) {
        assertThat(each.get()).isEqualTo(first);
      }
    }
    assertThat(fresh.resolve("pointsman.db")).exists();
    assertThat(fresh.resolve("pointsman.db.migrating")).doesNotExist();
  }

  private static Failure.LocalFile refusal(Path home) {
    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> Database.open(home).close());
    assertThat(thrown).as("refused").isNotNull();
    return (Failure.LocalFile) thrown.failure();
  }

  private void execute(String sql) throws Exception {
    try (Connection raw =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("pointsman.db"));
        Statement statement = raw.createStatement()) {
      statement.execute(sql);
    }
  }

  private int number(String sql) throws Exception {
    try (Connection raw =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("pointsman.db"));
        Statement statement = raw.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.getInt(1);
    }
  }
}
