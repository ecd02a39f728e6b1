package pointsman.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.ReleaseId;
import pointsman.store.Database;
import pointsman.store.SqliteJournal;

/// A program of its own that begins a run and says its id; a line of input ends the run, and the
/// program. Argument: home.
final class BegunRun {
  private BegunRun() {}

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
      if (System.in.read() >= 0) {
        journal.end(new DeployResult(run, List.of(), Duration.ZERO), Instant.now());
      }
    }
  }
}
