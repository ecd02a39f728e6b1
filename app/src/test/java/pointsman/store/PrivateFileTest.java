package pointsman.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.fleet.Fleet;

/// Who may read an inventory, in a folder that everybody may look into.
final class PrivateFileTest {
  private static final List<String> FILES =
      List.of("pointsman.db", "pointsman.db-wal", "pointsman.db-shm");

  @TempDir Path home;

  @BeforeEach
  void openToAll() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String rights(String file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file)));
  }

  private void assertPrivate() throws Exception {
    for (String file : FILES) {
      assertThat(rights(file)).as(file).isEqualTo("rw-------");
    }
    assertThat(rights("")).as("the folder is the operator's own matter").isEqualTo("rwxr-xr-x");
  }

  private void write(Database database) throws Exception {
    new SqliteInventory(database, new YamlFleetFile(), Clock.systemUTC())
        .replace(Fleet.empty(), CrashingWriter.fleet(2), "ana", "apply");
  }

  @Test
  void anInventoryInAFolderThatIsThereIsTheOperatorsOnly() throws Exception {
    try (Database database = Database.open(home)) {
      write(database);
      assertPrivate();
    }
  }

  @Test
  void anInventoryThatEverybodyMayReadIsClosed() throws Exception {
    try (Database first = Database.open(home)) {
      write(first);
      for (String file : FILES) {
        Files.setPosixFilePermissions(
            home.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
      }
      try (Database _ = Database.open(home)) {
        assertPrivate();
      }
    }
  }
}
