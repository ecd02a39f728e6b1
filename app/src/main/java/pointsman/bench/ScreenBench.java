package pointsman.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pointsman.feed.Feed;
import pointsman.model.health.FleetHealth;

/// Draws the real window over a large fleet that is made up, while its health goes on changing once
/// a second, and measures what an operator waits for.
final class ScreenBench {
  private static final int AGAIN = 5;
  private static final long KEY_MILLIS = 200;
  private static final int LEFT_OUT = 3;

  /// What stands in the filter after each key: every one leaves another number of rows.
  private static final List<String> TYPED =
      Stream.of("1", "12", "1", "", "3", "37", "3", "", "5", "58", "5", "", "9", "91", "9", "")
          .map(name -> "name:" + name)
          .toList();

  private final BenchDesk desk;
  private final Consumer<String> tell;

  ScreenBench(BenchDesk desk, Consumer<String> tell) {
    this.desk = desk;
    this.tell = tell;
  }

  /// How much is measured.
  ///
  /// @param nodes of the fleet
  /// @param servers of the fleet
  /// @param frames to scroll each table by
  /// @param keys to type
  /// @param display whether on the display there is; else without one, in software
  record Order(int nodes, int servers, int frames, int keys, boolean display) {}

  ScreenReport run(Path dir, Order order) throws Exception {
    ScreenFleet made = new ScreenFleet(order.nodes(), order.servers());
    Feed<FleetHealth> health = new Feed<>();
    health.publish(made.health(Instant.now(), 0));
    Thread telling = Thread.ofVirtual().unstarted(() -> tellOn(made, health));
    tell.accept("a window opens over " + order.nodes() + " nodes");
    try (BenchWindow window =
        desk.window(dir.resolve("home"), made.fleet(), health, order.display())) {
      telling.start();
      return measure(window, made, order);
    } finally {
      telling.interrupt();
    }
  }

  private static void tellOn(ScreenFleet made, Feed<FleetHealth> health) {
    try {
      for (int second = 1; true; second++) {
        Thread.sleep(1000);
        health.publish(made.health(Instant.now(), second));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ScreenReport measure(BenchWindow window, ScreenFleet made, Order order)
      throws InterruptedException {
    List<ScreenReport.Paint> paints = paints(window);
    tell.accept("tables are scrolled");
    List<ScreenReport.Scroll> scrolls =
        List.of(
            ScreenReport.Scroll.of(window.scroll(true, order.frames())),
            ScreenReport.Scroll.of(window.scroll(false, order.frames())));
    tell.accept("the filter is typed into");
    List<Double> keys = keys(window, order.keys());
    System.gc();
    return new ScreenReport(
        made.fleet().nodes().size(),
        made.servers(),
        made.fleet().pools().size(),
        window.size(),
        window.drawnBy(),
        window.openedMillis(),
        paints,
        scrolls,
        keys.size(),
        ScreenReport.Spread.of(keys),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0,
        Footprint.megabytes(ProcessHandle.current().pid()));
  }

  private List<ScreenReport.Paint> paints(BenchWindow window) {
    List<Double> first = new ArrayList<>();
    List<List<Double>> again = new ArrayList<>();
    for (String screen : window.screens()) {
      tell.accept("painting " + screen);
      first.add(window.paint(screen));
      again.add(new ArrayList<>());
    }
    for (int round = 0; round < AGAIN; round++) {
      for (int i = 0; i < first.size(); i++) {
        again.get(i).add(window.paint(window.screens().get(i)));
      }
    }
    List<ScreenReport.Paint> paints = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      double median = ScreenReport.Spread.of(again.get(i)).p50();
      paints.add(new ScreenReport.Paint(window.screens().get(i), first.get(i), median));
    }
    return paints;
  }

  /// Five keys a second; the first few, before the code is warm, are typed and not counted.
  private static List<Double> keys(BenchWindow window, int many) throws InterruptedException {
    List<Double> keys = new ArrayList<>();
    for (int i = 0; i < many + LEFT_OUT; i++) {
      long began = System.nanoTime();
      double took = window.filter(TYPED.get(i % TYPED.size()));
      if (i >= LEFT_OUT) {
        keys.add(took);
      }
      Thread.sleep(Math.max(0, KEY_MILLIS - (System.nanoTime() - began) / 1_000_000));
    }
    return keys;
  }
}
