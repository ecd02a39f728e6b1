package pointsman.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Measures work: time on the wall, processor time and memory of the client's processes. The nodes'
/// own work is not counted as the client's. One thread.
final class Meter {
  private static final Pattern TIME = Pattern.compile("([0-9]+)m([0-9.]+)s");
  private static final double TICKS = 100.0;
  private static final int LONGEST_SAID = 60_000;
  private static final int REST_MILLIS = 200;
  private static final int LONGEST_REST = 25;
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean)
          java.lang.management.ManagementFactory.getOperatingSystemMXBean();

  private final Path log;

  /// @param log where the measured programs' words go
  Meter(Path log) {
    this.log = log;
  }

  /// What work took.
  ///
  /// @param wallMillis on the wall
  /// @param cpuMillis of the client's processes, user and system
  /// @param peakMegabytes the largest size seen of the client's processes together; of pages that
  ///   several processes share, each counts its part
  public record Taken(double wallMillis, double cpuMillis, double peakMegabytes) {}

  /// Runs a program to its end.
  ///
  /// @param mark text in the command line of helpers that outlive it, such as kept connections;
  ///   their processor time and memory count too. Empty: none
  /// @throws IOException when it fails or does not end in time
  Taken program(List<String> command, String mark) throws IOException, InterruptedException {
    Path times = Files.createTempFile(log.getParent(), "times", "");
    List<String> wrapped = new ArrayList<>();
    wrapped.addAll(List.of("bash", "-c", "f=$1; shift; \"$@\"; c=$?; times >\"$f\"; exit $c", "x"));
    wrapped.add(times.toString());
    wrapped.addAll(command);
    rest();
    double before = markedMillis(mark);
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(wrapped)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .start();
    Footprint footprint = new Footprint(process.toHandle());
    boolean ended = process.waitFor(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS);
    double wall = (System.nanoTime() - began) / 1e6;
    double peak = footprint.end();
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException(command.getFirst() + " did not end within 10 minutes");
    }
    if (process.exitValue() != 0) {
      String said = said();
      throw new IOException(
          command.getFirst()
              + " ended with "
              + process.exitValue()
              + ": "
              + said.substring(Math.max(0, said.length() - 600)));
    }
    double cpu = childMillis(Files.readString(times)) + markedMillis(mark) - before;
    Files.delete(times);
    return new Taken(wall, cpu, peak + markedMegabytes(mark));
  }

  /// The last that the measured program said.
  String said() throws IOException {
    String all = Files.readString(log, StandardCharsets.UTF_8).strip();
    return all.substring(Math.max(0, all.length() - LONGEST_SAID));
  }

  /// Measures work within this process. Its memory is the whole process'.
  static Taken inside(Callable<?> work) throws Exception {
    rest();
    Footprint.forgetPeak();
    long cpu = SYSTEM.getProcessCpuTime();
    long began = System.nanoTime();
    work.call();
    double wall = (System.nanoTime() - began) / 1e6;
    double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e6;
    return new Taken(wall, used, Footprint.peak());
  }

  /// Waits until this process rests, for 5 s at most: what came before, such as taking a fleet file
  /// in, has its code compiled for a while, which is no part of the work that is measured next,
  /// whoever does that.
  private static void rest() throws InterruptedException {
    for (int turn = 0; turn < LONGEST_REST; turn++) {
      long cpu = SYSTEM.getProcessCpuTime();
      Thread.sleep(REST_MILLIS);
      if (SYSTEM.getProcessCpuTime() - cpu < REST_MILLIS * 1_000_000L / 20) {
        return;
      }
    }
  }

  /// The second line of bash's `times`: user and system time of its children.
  private static double childMillis(String times) {
    Matcher each = TIME.matcher(times.lines().skip(1).findFirst().orElse(""));
    double millis = 0;
    while (each.find()) {
      millis +=
          Integer.parseInt(each.group(1)) * 60_000.0 + Double.parseDouble(each.group(2)) * 1000;
    }
    return millis;
  }

  /// Processor time so far of living processes whose command line has the mark.
  private static double markedMillis(String mark) throws IOException {
    return marked(mark).stream().mapToDouble(Meter::ticks).sum() / TICKS * 1000;
  }

  private static double markedMegabytes(String mark) throws IOException {
    return marked(mark).stream()
        .mapToDouble(process -> Footprint.megabytes(Long.parseLong(process.getFileName() + "")))
        .sum();
  }

  private static List<Path> marked(String mark) throws IOException {
    if (mark.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .filter(path -> has(path, mark))
          .toList();
    }
  }

  private static boolean has(Path process, String mark) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          .contains(mark);
    } catch (IOException e) {
      return false; // it ended meanwhile
    }
  }

  private static double ticks(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    } catch (IOException e) {
      return 0; // it ended meanwhile
    }
  }
}
