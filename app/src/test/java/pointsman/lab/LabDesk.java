package pointsman.lab;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import pointsman.model.FailureException;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;

/// A lab for tests, in a short temporary folder, always taken down.
final class LabDesk implements AutoCloseable {
  private final Path dir;
  private final LocalLab lab = new LocalLab(Clock.systemUTC());
  private final List<Process> processes = new ArrayList<>();

  LabDesk() {
    try {
      dir = Files.createTempDirectory(Path.of("/tmp"), "ptl");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path dir() {
    return dir;
  }

  LocalLab lab() {
    return lab;
  }

  RunningLab up(int nodes) throws FailureException {
    return lab.up(LabOrder.of(dir, nodes));
  }

  /// An SSH session that is under way.
  ///
  /// @param process the client
  /// @param output where what it says goes
  record Session(Process process, Path output) {
    /// How much was said so far.
    long said() {
      return output.toFile().length();
    }
  }

  /// A session that says something ten times a second; open when this returns.
  Session talk(LabNode node) throws IOException {
    Path output = Files.createTempFile(dir, "out", ".txt");
    List<String> command = new ArrayList<>(words(node));
    command.add("while echo here; do sleep 0.1; done");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    processes.add(process);
    Session session = new Session(process, output);
    await().until(() -> session.said() > 0);
    return session;
  }

  private List<String> words(LabNode node) {
    return ssh(dir, System.getProperty("user.name") + "@" + node.address());
  }

  /// How a node of a lab is signed in to with its own key.
  ///
  /// @param where an address, or a user at one
  static List<String> ssh(Path dir, String where) {
    return List.of(
        "ssh",
        "-F",
        "none",
        "-i",
        dir.resolve("keys/id_ed25519").toString(),
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "BatchMode=yes",
        "-o",
        "ConnectTimeout=15",
        "-p",
        Integer.toString(LabNode.SSH_PORT),
        where);
  }

  /// What a command says on a node.
  String ask(LabNode node, String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(words(node));
    words.add(command);
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("ssh does not end");
    }
    return text.strip();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    try {
      lab.down(dir);
      new LabFolder(dir).clean();
      try (var files = Files.walk(dir)) {
        for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
