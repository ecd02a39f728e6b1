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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.fleet.Fleet;

/// A program that is killed in the middle of writing leaves the old fleet or the new one.
final class KilledWriterTest {
  @TempDir Path home;

  @Test
  void leavesOldOrNewButNeverHalf() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CrashingWriter.class.getName(),
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
      assertWhole(seed);
    }
  }

  private void assertWhole(long seed) throws Exception {
    try (Database database = Database.open(home)) {
      Fleet fleet = new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC()).load();
      assertThat(fleet)
          .as("seed " + seed)
          .isIn(
              CrashingWriter.fleet(CrashingWriter.SMALL),
              CrashingWriter.fleet(CrashingWriter.LARGE));
    }
    try (Connection raw =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("pointsman.db"));
        Statement statement = raw.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(result.getString(1)).isEqualTo("ok");
    }
  }
}
