package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of a process and all that it started, watched while it runs. Looks become rarer, down
/// to two a second, so that looking is not what is measured.
final class Footprint {
  private static final long FIRST_MILLIS = 40;
  private static final long LAST_MILLIS = 500;

  private final Thread thread;
  private volatile double peak;

  Footprint(ProcessHandle root) {
    thread = Thread.ofPlatform().daemon().name("footprint").start(() -> watch(root));
  }

  /// Stops watching.
  ///
  /// @return the largest size seen, in megabytes
  double end() throws InterruptedException {
    thread.interrupt();
    thread.join();
    return peak;
  }

  private void watch(ProcessHandle root) {
    long pause = FIRST_MILLIS;
    try {
      while (true) {
        Thread.sleep(pause);
        double now =
            megabytes(root.pid())
                + root.descendants().mapToDouble(each -> megabytes(each.pid())).sum();
        peak = Math.max(peak, now);
        pause = Math.min(LAST_MILLIS, pause * 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to end
    }
  }

  /// A process' memory now, its part of shared pages; 0 when it ended.
  static double megabytes(long pid) {
    return field("/proc/" + pid + "/smaps_rollup", "Pss:");
  }

  /// From here on {@link #peak} is the largest size of this process.
  static void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
  }

  /// The largest resident size of this process since {@link #forgetPeak}, in megabytes.
  static double peak() {
    return field("/proc/self/status", "VmHWM:");
  }

  private static double field(String file, String key) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(key)) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0; // it ended meanwhile
    }
  }
}
