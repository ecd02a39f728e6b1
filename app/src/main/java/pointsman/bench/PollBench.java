package pointsman.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.ConcurrentHistogram;
import pointsman.feed.Subscription;
import pointsman.model.health.NodeHealth;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;
import pointsman.service.FleetMonitor;

/// Polls a real fleet as a window does, and watches what that costs over time.
final class PollBench {
  /// What may come and go: a session that is being renewed, a collection that came early.
  private static final double SLACK = 1.10;

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final BenchDesk desk;
  private final Consumer<String> tell;

  PollBench(BenchDesk desk, Consumer<String> tell) {
    this.desk = desk;
    this.tell = tell;
  }

  /// @param length of the whole
  /// @param every from reading to reading
  PollReport run(Path dir, int nodes, Duration length, Duration every) throws Exception {
    tell.accept("a lab of " + nodes + " nodes comes up");
    RunningLab lab = desk.lab().up(LabOrder.of(dir.resolve("lab"), nodes).boundToThisProcess());
    Ours ours = new Ours(desk, lab, dir.resolve("home"), new Meter(dir.resolve("tool.log")));
    try {
      ours.begin();
      return poll(ours.monitor(INTERVAL), nodes, length, every);
    } finally {
      ours.close();
      desk.lab().down(dir.resolve("lab"));
    }
  }

  private PollReport poll(FleetMonitor monitor, int nodes, Duration length, Duration every)
      throws InterruptedException {
    ConcurrentHistogram times = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
    List<PollReport.Sample> samples = new ArrayList<>();
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (Subscription _ =
        monitor.looks().subscribe(took -> times.recordValue(took.toNanos() / 1000))) {
      monitor.start();
      long began = System.nanoTime();
      long cpu = system.getProcessCpuTime();
      long at = began;
      while (System.nanoTime() - began < length.toNanos()) {
        Thread.sleep(every);
        long now = System.nanoTime();
        long used = system.getProcessCpuTime();
        double cores = (double) (used - cpu) / (now - at);
        PollReport.Sample sample =
            sample(monitor, times, system, (now - began) / 1_000_000_000L, cores);
        samples.add(sample);
        tell.accept(line(sample));
        times.reset();
        cpu = system.getProcessCpuTime();
        at = System.nanoTime();
      }
    }
    return new PollReport(nodes, INTERVAL.toMillis(), samples, grew(samples));
  }

  private static PollReport.Sample sample(
      FleetMonitor monitor,
      ConcurrentHistogram times,
      UnixOperatingSystemMXBean system,
      long second,
      double cores) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    long fresh =
        monitor.health().find().stream()
            .flatMap(health -> health.nodes().stream())
            .filter(node -> node.contact() == NodeHealth.Contact.FRESH)
            .count();
    return new PollReport.Sample(
        second,
        heap,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        system.getOpenFileDescriptorCount(),
        cores,
        times.getTotalCount(),
        times.getValueAtPercentile(50) / 1000.0,
        times.getValueAtPercentile(99) / 1000.0,
        (int) fresh);
  }

  /// The line of a reading.
  static String line(PollReport.Sample one) {
    return "%5d s  heap %7d kB  threads %3d  files %4d  %.2f cores  %5d looks  P50 %5.1f ms  P99 %6.1f ms  fresh %d"
        .formatted(
            one.second(),
            one.heapKilobytes(),
            one.threads(),
            one.descriptors(),
            one.cores(),
            one.looks(),
            one.p50Millis(),
            one.p99Millis(),
            one.fresh());
  }

  /// The median of the last third against that of the first, the very first reading left out: it
  /// still holds what starting up needed.
  private static List<String> grew(List<PollReport.Sample> samples) {
    List<String> grew = new ArrayList<>();
    if (samples.size() < 7) {
      return grew;
    }
    List<PollReport.Sample> rest = samples.subList(1, samples.size());
    int third = rest.size() / 3;
    List<PollReport.Sample> first = rest.subList(0, third);
    List<PollReport.Sample> last = rest.subList(rest.size() - third, rest.size());
    compare("heap", first, last, PollReport.Sample::heapKilobytes, grew);
    compare("threads", first, last, PollReport.Sample::threads, grew);
    compare("open files", first, last, PollReport.Sample::descriptors, grew);
    return grew;
  }

  private static void compare(
      String what,
      List<PollReport.Sample> first,
      List<PollReport.Sample> last,
      ToDoubleFunction<PollReport.Sample> value,
      List<String> grew) {
    double before = median(first, value);
    double after = median(last, value);
    if (after > before * SLACK) {
      grew.add("%s: from %.0f to %.0f".formatted(what, before, after));
    }
  }

  private static double median(
      List<PollReport.Sample> samples, ToDoubleFunction<PollReport.Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
