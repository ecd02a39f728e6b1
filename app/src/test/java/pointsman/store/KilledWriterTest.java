package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;

/// A program that is killed in the middle of writing leaves what was before, or what was to be.
final class KilledWriterTest {
  @TempDir Path home;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void leavesTheOldFleetOrTheNewButNeverHalf() throws Exception {
    for (int round = 0; round < 4; round++) {
      kill(CrashingWriter.class);
      assertWholeFleet();
      assertWholeFile();
    }
  }

  @Test
  void leavesARolloutBeforeAStepOrAfterItButNeverBetween() throws Exception {
    for (int round = 0; round < 4; round++) {
      kill(CrashingRollout.class);
      assertWholeRollout();
      assertWholeFile();
    }
  }

  /// Starts a program and kills it at any moment.
  private void kill(Class<?> program) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      for (int turn = 0; turn < 2; turn++) {
        assertThat(lines.readLine()).isEqualTo("turned");
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000)); // any moment of the next turn
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void assertWholeFleet() throws Exception {
    try (Database database = Database.open(home)) {
      Fleet fleet = new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC()).load();
      assertThat(fleet)
          .as("seed " + seed)
          .isIn(
              CrashingWriter.fleet(CrashingWriter.SMALL),
              CrashingWriter.fleet(CrashingWriter.LARGE));
    }
  }

  /// The history ends in the state that is kept, and every step begins where the one before ended.
  private void assertWholeRollout() throws Exception {
    try (Database database = Database.open(home)) {
      TrafficStore traffic = Traffic.store(database);
      TrafficStore.RolloutEntry entry = traffic.find(new Name(CrashingRollout.POOL)).orElseThrow();
      Optional<RolloutState> state = Optional.empty();
      for (TrafficStore.Line line : traffic.history(entry.id())) {
        assertThat(line.before()).as("seed " + seed).isEqualTo(state);
        state = Optional.of(line.after());
      }
      assertThat(state).as("seed " + seed).contains(entry.rollout().state());
      assertThat(traffic.open()).hasSize(entry.rollout().over() ? 0 : 1);
      assertThat(traffic.takeWishes(entry.id(), CrashingRollout.OWNER)).hasSizeLessThan(2);
    }
  }

  private void assertWholeFile() throws Exception {
    try (Connection raw =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("pointsman.db"));
        Statement statement = raw.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(result.getString(1)).isEqualTo("ok");
    }
  }
}
