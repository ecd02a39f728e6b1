package pointsman.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// Runs the programs of a lab: each marked as belonging to it, in a folder of it, with a time
/// limit.
final class Commands {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final List<String> PLACES =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  private final LabFolder folder;

  Commands(LabFolder folder) {
    this.folder = folder;
  }

  /// Where a program is; empty: nowhere usual.
  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String place : (path + ":" + String.join(":", PLACES)).split(":")) {
      Path file = Path.of(place, program);
      if (!place.isEmpty() && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /// Where a program is.
  ///
  /// @param owner the Debian package that brings it
  static Path load(String program, String owner) throws FailureException {
    return find(program)
        .orElseThrow(() ->
            new FailureException(
                new Failure.LocalFile(
                    program,
                    "the lab needs this program and it is not installed",
                    "On Debian or Ubuntu: apt-get install " + owner + ".")));
  }

  /// A command that is ready to start: marked, in a folder, its output into a file.
  ProcessBuilder prepare(List<String> command, Path where, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(where.toFile());
    builder.environment().put(LabFolder.MARK, folder.dir().toString());
    builder.environment().remove("NOTIFY_SOCKET");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return builder;
  }

  /// Runs a command to its end, or, for a daemon, until it has gone into the background.
  ///
  /// @param log where its output is appended; of a failure, its last lines are told
  void run(List<String> command, Path where, Path log) throws FailureException {
    int exit = tryRun(command, where, log);
    if (exit != 0) {
      throw new FailureException(
          new Failure.LocalFile(
              command.getFirst(),
              String.join(" ", command) + " ended with " + exit + tail(log),
              "See " + log + "."));
    }
  }

  /// The same; gives the exit code.
  int tryRun(List<String> command, Path where, Path log) throws FailureException {
    try {
      Process process = prepare(command, where, log).start();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new FailureException(
            new Failure.LocalFile(
                command.getFirst(),
                String.join(" ", command) + " did not end within " + LIMIT.toSeconds() + " s",
                "See " + log + "."));
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              command.getFirst(), "cannot be run: " + e.getMessage(), "Check its rights."),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Stopped(command.getFirst()), e);
    }
  }

  /// Sends a signal to processes; those that are gone do not matter.
  ///
  /// @param signal such as `STOP`
  void signal(String signal, List<Long> processes) throws FailureException {
    if (!processes.isEmpty()) {
      String all = String.join(" ", processes.stream().map(pid -> Long.toString(pid)).toList());
      tryRun(
          List.of("/bin/sh", "-c", "kill -s " + signal + " " + all + " 2>/dev/null; :"),
          folder.dir(),
          Path.of("/dev/null"));
    }
  }

  /// The last lines of a file, behind `: `; nothing where there are none.
  static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      String last = String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
      return last.isBlank() ? "" : ": " + last;
    } catch (IOException _) {
      return "";
    }
  }
}
