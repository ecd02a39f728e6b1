package pointsman.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `bench screen`: how fast the window draws.
@Command(
    name = "screen",
    description =
        "Draws the real window over a large fleet that is made up: first paint of each screen,"
            + " scrolling, filtering, memory.")
final class ScreenBenchCommand implements Callable<Integer> {
  @ParentCommand BenchCommand bench = new BenchCommand();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default 500).")
  int nodes = 500;

  @Option(names = "--servers", paramLabel = "N", description = "How many servers (default 5000).")
  int servers = 5000;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames to scroll each table by (default 300).")
  int frames = 300;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "Keys to type into the filter (default 48).")
  int keys = 48;

  @Option(
      names = "--display",
      description =
          "Draw on the display there is, in 1440 x 900 (default: without a display, in software,"
              + " 980 x 760).")
  boolean display;

  private final BenchOutput output;

  ScreenBenchCommand(BenchOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    ScreenBench measured = new ScreenBench(output.desk(), output::progress);
    ScreenBench.Order order = new ScreenBench.Order(nodes, servers, frames, keys, display);
    output.report(bench.isJson(), dir -> measured.run(dir, order), this::tell);
    return 0;
  }

  private void tell(ScreenReport report) {
    PrintStream out = output.out();
    out.printf(
        Locale.ROOT,
        "%d nodes, %d servers in %d pools, made up; their health changes once a second.%n",
        report.nodes(),
        report.servers(),
        report.pools());
    out.printf("%s, drawn %s.%n", report.size(), report.drawnBy());
    out.println("A paint is drawn at most two frames (33 ms) before its figure ends.");
    out.printf(
        Locale.ROOT,
        "%-28s %8.0f ms from the toolkit's start%n",
        "window with the fleet",
        report.openedMillis());
    for (ScreenReport.Paint paint : report.screens()) {
      out.printf(
          Locale.ROOT,
          "%-28s %8.0f ms at first, %6.0f ms again%n",
          "paint " + paint.screen(),
          paint.first(),
          paint.again());
    }
    for (ScreenReport.Scroll scroll : report.scrolls()) {
      spread("scroll " + scroll.rows() + " rows, apart", scroll.apart());
      spread("  of it laid out in", scroll.work());
    }
    spread("filter, " + report.keys() + " keys", report.filter());
    out.printf(
        Locale.ROOT,
        "%-28s %8.0f MB heap after a collection, %.0f MB resident%n",
        "memory",
        report.heapMegabytes(),
        report.residentMegabytes());
  }

  private void spread(String what, ScreenReport.Spread spread) {
    output
        .out()
        .printf(
            Locale.ROOT,
            "%-28s P50 %6.1f ms, P99 %6.1f ms, longest %6.1f ms%n",
            what,
            spread.p50(),
            spread.p99(),
            spread.most());
  }
}
