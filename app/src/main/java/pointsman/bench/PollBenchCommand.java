package pointsman.bench;

import java.io.PrintStream;
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

  private final BenchOutput output;

  PollBenchCommand(BenchOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    PollBench measured = new PollBench(output.desk(), output::progress);
    Duration length = Duration.ofMillis((long) (minutes * 60_000));
    PollReport report =
        output.report(
            bench.isJson(),
            dir -> measured.run(dir, nodes, length, Duration.ofSeconds(every)),
            this::tell);
    return report.grew() ? GREW : 0;
  }

  private void tell(PollReport report) {
    PrintStream out = output.out();
    out.printf("%d nodes, each looked at every %d ms%n", report.nodes(), report.intervalMillis());
    report.samples().forEach(sample -> out.println(PollBench.line(sample)));
    report.steadyLine().ifPresent(out::println);
    if (report.trends().isEmpty()) {
      out.println("Too short to say whether anything grows.");
      return;
    }
    report.trends().forEach(trend -> out.println(Growth.line(trend)));
    out.println(Growth.CRITERION);
  }
}
