package pointsman.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/// A database file that only its owner reads. SQLite gives the log and the shared memory beside it
/// the file's own rights, when it makes them.
final class PrivateFile {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /// Makes it, and its folder, when there is none: empty, which SQLite takes for a new one. Takes
  /// from one that is there what others may do; a file of somebody else stays as it is.
  static void make(Path folder, Path file) throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder);
      return;
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    }
    if (Files.exists(file)) {
      for (String ending : List.of("", "-wal", "-shm")) {
        close(Path.of(file + ending));
      }
      return;
    }
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
    } catch (FileAlreadyExistsException _) {
      // another program that starts just now was first
    }
  }

  private static void close(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    Set<PosixFilePermission> rights = new HashSet<>(Files.getPosixFilePermissions(file));
    if (rights.retainAll(FILE)) {
      try {
        Files.setPosixFilePermissions(file, rights);
      } catch (FileSystemException e) {
        LoggerFactory.getLogger(PrivateFile.class).debug("somebody else's file", e);
      }
    }
  }
}
