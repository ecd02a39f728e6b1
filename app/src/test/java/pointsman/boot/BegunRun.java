package pointsman.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.store.Database;
import pointsman.store.SqliteJournal;

/// A program of its own that begins a run and says its id; `s` as its input takes the last step of
/// its node, anything else ends the run, and the program. Argument: home.
final class BegunRun {
  private BegunRun() {}

  /// Starts it.
  static Process start(Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            BegunRun.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] args) throws Exception {
    try (Database database = Database.open(Path.of(args[0]))) {
      SqliteJournal journal = new SqliteJournal(database);
      String run =
          journal.begin(
              "deploy shop",
              "ana@desk",
              "",
              Instant.now(),
              Map.of(new Name("edge-1"), new ReleaseId("20261126T142009Z-7c1e09ab")),
              Map.of());
      System.out.println(run);
      int told = System.in.read();
      if (told == 's') {
        journal.step(run, new Name("edge-1"), Phase.DONE, "", Instant.now());
        told = System.in.read();
      }
      if (told >= 0) {
        journal.end(new DeployResult(run, List.of(), Duration.ZERO), Instant.now());
      }
    }
  }
}
