package pointsman.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.LabNode;

/// What lies where in a lab's folder.
///
/// @param dir the folder
record LabFolder(Path dir) {
  /// A Unix socket's path has room for 107 bytes, and HAProxy binds under a longer name first.
  private static final int LONGEST_SOCKET = 85;

  /// The variable by which a process tells whose lab it belongs to.
  static final String MARK = "POINTSMAN_LAB";

  /// The folder as asked for, made absolute without links, and checked to be usable.
  ///
  /// @param make whether it is made when missing
  static LabFolder of(Path asked, boolean make) throws FailureException {
    try {
      Path path = asked.toAbsolutePath().normalize();
      if (make) {
        Files.createDirectories(path);
      }
      LabFolder folder = new LabFolder(Files.exists(path) ? path.toRealPath() : path);
      folder.check();
      return folder;
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              asked.toString(),
              "the lab's folder cannot be made: " + e.getMessage(),
              "Choose another with --dir."),
          e);
    }
  }

  /// Whether a lab was ever started here.
  boolean isOurs() {
    return Files.exists(lockFile()) || Files.exists(stateFile());
  }

  /// Refuses a folder that holds something else: a lab removes what it made, and must never take
  /// another's files for its own.
  void requireOurs() throws FailureException {
    if (!Files.isDirectory(dir) || isOurs()) {
      return;
    }
    try (var entries = Files.newDirectoryStream(dir)) {
      for (Path entry : entries) {
        if (!entry.equals(keys())) {
          throw new FailureException(
              new Failure.LocalFile(
                  dir.toString(),
                  "holds something that is not a lab's: " + entry.getFileName(),
                  "Choose an empty or a new folder with --dir. Nothing was touched."));
        }
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              dir.toString(), "cannot be read: " + e.getMessage(), "Check its rights."),
          e);
    }
  }

  private void check() throws FailureException {
    String text = dir.toString();
    int length = (text + "/n/edge-1000/run/stats.sock").getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_SOCKET) {
      throw new FailureException(
          new Failure.LocalFile(
              text,
              "the lab's folder is "
                  + (length - LONGEST_SOCKET)
                  + " characters too long for the Unix sockets in it",
              "Choose a shorter one with --dir, such as /tmp/lab."));
    }
    if (!text.matches("/[A-Za-z0-9_.+@/-]+")) {
      throw new FailureException(
          new Failure.LocalFile(
              text,
              "the lab's folder has a character that its configs cannot hold",
              "Choose one of letters, digits and _ . - + @ with --dir."));
    }
  }

  Path nodes() {
    return dir.resolve("n");
  }

  Path node(String name) {
    return nodes().resolve(name);
  }

  Path keys() {
    return dir.resolve("keys");
  }

  Path identity() {
    return keys().resolve("id_ed25519");
  }

  Path hostKey(LabNode node) {
    return keys().resolve("host-" + node.name());
  }

  Path sshdConfig(LabNode node) {
    return node.folder().resolve("ssh").resolve("sshd_config");
  }

  /// The home folder of whoever signs in to a node, so that the tester's login files do not count.
  Path home(LabNode node) {
    return node.folder();
  }

  Path fleetFile() {
    return dir.resolve("fleet.yaml");
  }

  Path stateFile() {
    return dir.resolve("lab.state");
  }

  Path processes() {
    return dir.resolve("lab.processes");
  }

  Path lockFile() {
    return dir.resolve("lab.lock");
  }

  Path demoTable() {
    return dir.resolve("demo.servers");
  }

  Path demoSocket() {
    return dir.resolve("demo.sock");
  }

  Path demoLog() {
    return dir.resolve("demo.log");
  }

  /// Removes what a lab made here, keys excepted. Mounts must be gone.
  void clean() throws IOException {
    for (Path each :
        new Path[] {
          nodes(), fleetFile(), stateFile(), processes(), demoTable(), demoSocket(), demoLog()
        }) {
      delete(each);
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (var entries = Files.newDirectoryStream(path)) {
        for (Path entry : entries) {
          delete(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
