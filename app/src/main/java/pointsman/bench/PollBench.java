package pointsman.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.HdrHistogram.ConcurrentHistogram;
import pointsman.feed.Subscription;
import pointsman.model.health.NodeHealth;
import pointsman.port.LabOrder;
import pointsman.port.RunningLab;
import pointsman.service.watch.FleetMonitor;

/// Polls a real fleet as a window does, and watches what that costs over time.
final class PollBench {
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
    Ours ours =
        new Ours(
            desk,
            lab,
            dir.resolve("home"),
            UnaryOperator.identity(),
            new Meter(dir.resolve("tool.log")));
    try (VirtualThreads threads = new VirtualThreads()) {
      ours.begin();
      return poll(ours.monitor(INTERVAL), threads, nodes, length, every);
    } finally {
      ours.close();
      desk.lab().down(dir.resolve("lab"));
    }
  }

  private PollReport poll(
      FleetMonitor monitor, VirtualThreads threads, int nodes, Duration length, Duration every)
      throws IOException, InterruptedException {
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
            sample(monitor, threads.count(), times, system, (now - began) / 1_000_000_000L, cores);
        samples.add(sample);
        tell.accept(line(sample));
        times.reset();
        cpu = system.getProcessCpuTime();
        at = System.nanoTime();
      }
    }
    return new PollReport(nodes, INTERVAL.toMillis(), samples, Growth.of(samples));
  }

  private static PollReport.Sample sample(
      FleetMonitor monitor,
      int virtualThreads,
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
        virtualThreads,
        system.getOpenFileDescriptorCount(),
        cores,
        times.getTotalCount(),
        times.getValueAtPercentile(50) / 1000.0,
        times.getValueAtPercentile(99) / 1000.0,
        (int) fresh);
  }

  /// The line of a reading.
  static String line(PollReport.Sample one) {
    return String.format(
        Locale.ROOT,
        "%5d s  heap %6d kB  threads %3d + %4d virtual  files %4d  %.2f cores  %5d looks"
            + "  P50 %5.1f ms  P99 %6.1f ms  fresh %d",
        one.second(),
        one.heapKilobytes(),
        one.threads(),
        one.virtualThreads(),
        one.descriptors(),
        one.cores(),
        one.looks(),
        one.p50Millis(),
        one.p99Millis(),
        one.fresh());
  }
}
