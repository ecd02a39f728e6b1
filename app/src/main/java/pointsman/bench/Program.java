package pointsman.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs programs as an operator would: as processes of their own.
final class Program {
  private final List<String> self;
  private final Path log;

  /// @param self how this program is started
  /// @param log where the children's words go
  Program(List<String> self, Path log) {
    this.self = List.copyOf(self);
    this.log = log;
  }

  /// How a process ended.
  ///
  /// @param code its exit code; a signal's is 128 and the signal
  /// @param said the last it said
  record Ended(int code, String said) {}

  /// Starts this program on a home.
  Process start(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(self);
    command.addAll(List.of("--home", home.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(log.toFile())
        .start();
  }

  /// Runs this program on a home to its end; ends it when it takes too long.
  Ended run(Path home, Duration limit, String... arguments)
      throws IOException, InterruptedException {
    return await(start(home, arguments), limit);
  }

  /// Runs it, and fails when it does not end well.
  void require(Path home, Duration limit, String... arguments)
      throws IOException, InterruptedException {
    Ended ended = run(home, limit, arguments);
    if (ended.code() != 0) {
      throw new IOException(String.join(" ", arguments) + " failed: " + ended.said());
    }
  }

  /// Waits for a process; ends it when it takes too long, which is told as code -1.
  Ended await(Process process, Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return new Ended(-1, "it did not end within " + limit.toSeconds() + " s; " + said());
    }
    return new Ended(process.exitValue(), said());
  }

  /// The first line of what the latest one said.
  String began() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  private String said() throws IOException {
    String all = Files.readString(log, StandardCharsets.UTF_8).strip();
    return all.length() > 600 ? "…" + all.substring(all.length() - 600) : all;
  }

  /// Sends a signal.
  static void signal(Process process, String name) throws IOException, InterruptedException {
    // The shell's own kill: a machine need not have the program.
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }
}
