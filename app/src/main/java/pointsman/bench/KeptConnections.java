package pointsman.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The `ssh` processes that keep connections open for others.
final class KeptConnections {
  private KeptConnections() {}

  /// Ends those whose command line names a folder of ours, by their process ids, and waits for it.
  static void end(Path sockets) throws IOException, InterruptedException {
    List<ProcessHandle> masters;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      masters = all.filter(each -> names(each, sockets)).toList();
    }
    for (ProcessHandle each : masters) {
      each.destroy();
    }
    for (ProcessHandle each : masters) {
      try {
        each.onExit().get(5, TimeUnit.SECONDS);
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new IOException("process " + each.pid() + " does not end", e);
      }
    }
  }

  private static boolean names(ProcessHandle process, Path sockets) {
    return commandLine(process.pid())
        .filter(line -> line.contains(sockets.toString()) && line.contains("ssh"))
        .isPresent();
  }

  private static Optional<String> commandLine(long pid) {
    try {
      return Optional.of(
          Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
