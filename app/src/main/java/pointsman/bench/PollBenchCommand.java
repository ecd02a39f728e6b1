package pointsman.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `bench poll`: what it costs to watch a fleet. Exits 0 only when nothing grew.
@Command(
    name = "poll",
    description = "Watches a real fleet for minutes: memory, threads, files, time of a look.")
final class PollBenchCommand implements Callable<Integer> {
  private static final int GREW = 3;

  @ParentCommand BenchCommand bench = new BenchCommand();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default 50).")
  int nodes = 50;

  @Option(names = "--minutes", paramLabel = "M", description = "How long (default 10).")
  double minutes = 10;

  @Option(
      names = "--every",
      paramLabel = "S",
      description = "Seconds from reading to reading (default 30).")
  int every = 30;

  private final BenchDesk desk;
  private final PrintStream out;
  private final PrintStream err;

  PollBenchCommand(BenchDesk desk, PrintStream out, PrintStream err) {
    this.desk = desk;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("pmp");
    try {
      PollReport report =
          new PollBench(desk, err::println)
              .run(
                  dir,
                  nodes,
                  Duration.ofMillis((long) (minutes * 60_000)),
                  Duration.ofSeconds(every));
      if (bench.isJson()) {
        out.println(desk.json().document(report));
      } else {
        tell(report);
      }
      return report.grew() ? GREW : 0;
    } finally {
      Folders.remove(dir);
    }
  }

  private void tell(PollReport report) {
    out.printf("%d nodes, each looked at every %d ms%n", report.nodes(), report.intervalMillis());
    report.samples().forEach(sample -> out.println(PollBench.line(sample)));
    if (report.trends().isEmpty()) {
      out.println("Too short to say whether anything grows.");
      return;
    }
    report.trends().forEach(trend -> out.println(Growth.line(trend)));
    out.println(Growth.CRITERION);
  }
}
