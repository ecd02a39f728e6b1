package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import pointsman.lab.LocalLab;
import pointsman.model.FailureException;

/// `pointsman demo` as a process of its own, as a user starts it, with a home and a temporary
/// folder of its own; ended and removed at the end.
final class DemoChild implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  DemoChild() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "pmd");
    Files.createDirectories(temporary());
  }

  Path home() {
    return folder.resolve("home");
  }

  Path lab() {
    return home().resolve("lab");
  }

  private Path temporary() {
    return folder.resolve("tmp");
  }

  /// Starts it.
  ///
  /// @param display its `DISPLAY`; empty: none
  /// @param main where it begins
  Process start(Optional<String> display, Class<?> main, String... words) throws IOException {
    said.clear();
    List<String> command =
        new ArrayList<>(
            List.of(
                // Whatever started the tests may have let them ignore Ctrl-C.
                "env",
                "--default-signal=INT,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary(),
                "-Dprism.order=sw",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--home",
                home().toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    for (String each : List.of("DISPLAY", "WAYLAND_DISPLAY", "JAVA_TOOL_OPTIONS")) {
      builder.environment().remove(each);
    }
    builder.environment().put("TMPDIR", temporary().toString());
    display.ifPresent(each -> builder.environment().put("DISPLAY", each));
    Process process = builder.start();
    processes.add(process);
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(said::add);
          } catch (IOException e) {
            said.add("its output cannot be read: " + e);
          }
        });
    return process;
  }

  List<String> said() {
    return List.copyOf(said);
  }

  /// Waits until it says something, and fails when it ends without.
  void awaitLine(Process process, String part) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!says(part) && process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(says(part)).as("'%s' in %s", part, said).isTrue();
  }

  private boolean says(String part) {
    return said.stream().anyMatch(line -> line.contains(part));
  }

  /// Its exit code.
  int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("ends: %s", said).isTrue();
    return process.exitValue();
  }

  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
  }

  /// Nothing of the demo runs, and its temporary folder is as empty as it was. What it left is told
  /// by name.
  void assertNothingLeft() throws IOException {
    await("the lab of " + lab() + " ends").atMost(LIMIT).until(() -> running().isEmpty());
    try (var files = Files.list(temporary())) {
      assertThat(files).isEmpty();
    }
    if (Files.exists(lab())) {
      await("its files go").atMost(LIMIT).until(() -> !Files.exists(lab().resolve("lab.state")));
      try (var files = Files.list(lab())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .as("only the keys stay, so that the next demo is known by the same ones")
            .isSubsetOf("keys", "lab.lock");
      }
    }
  }

  private List<String> running() throws IOException {
    List<String> found = new ArrayList<>();
    try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path each : all) {
        String text = text(each.resolve("cmdline")) + " " + text(each.resolve("environ"));
        if (text.contains(lab().toString())) {
          found.add(each.getFileName() + " " + text(each.resolve("cmdline")));
        }
      }
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public void close() throws FailureException, IOException {
    processes.forEach(Process::destroyForcibly);
    if (Files.exists(lab())) {
      new LocalLab(Clock.systemUTC()).down(lab());
    }
    await().atMost(LIMIT).until(() -> running().isEmpty());
    try (var files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
