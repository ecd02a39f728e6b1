package pointsman.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import pointsman.bench.DeployReport.Case;

/// `bench deploy`: the same deploy by Pointsman, Ansible and plain ssh.
@Command(
    name = "deploy",
    description = "The same deploy by Pointsman, plain ssh and Ansible, cold, warm and unchanged.")
final class DeployBenchCommand implements Callable<Integer> {
  @ParentCommand BenchCommand bench = new BenchCommand();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default 50).")
  int nodes = 50;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds, in turn (default 3).")
  int rounds = 3;

  private final BenchDesk desk;
  private final PrintStream out;
  private final PrintStream err;

  DeployBenchCommand(BenchDesk desk, PrintStream out, PrintStream err) {
    this.desk = desk;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("pmb");
    try {
      DeployReport report = new DeployBench(desk, err::println).run(dir, nodes, rounds);
      if (bench.isJson()) {
        out.println(desk.json().document(report));
      } else {
        tell(report);
      }
      return 0;
    } finally {
      Folders.remove(dir);
    }
  }

  private void tell(DeployReport report) {
    out.printf(
        "%d nodes, a config of %d bytes, medians of %d rounds in turn%n",
        report.nodes(), report.configBytes(), report.rounds());
    out.printf(
        "%-10s %-10s %8s %18s %14s%n",
        "case", "tool", "wall s", "client CPU ms/node", "client peak MB");
    for (DeployReport.Row row : report.rows()) {
      out.printf(
          "%-10s %-10s %8.2f %18.1f %14.0f%n",
          row.what().name().toLowerCase(Locale.ROOT),
          row.tool(),
          row.wallSeconds(),
          row.cpuMillisPerNode(),
          row.peakMegabytes());
    }
    report.notes().forEach(out::println);
    bar(
        "cold: times faster than ansible",
        report.wallRatio("ansible", "pointsman", Case.COLD),
        4,
        true);
    bar(
        "cold: as long as plain ssh",
        report.wallRatio("pointsman", "plain ssh", Case.COLD),
        1.2,
        false);
    bar(
        "unchanged: times faster than ansible",
        report.wallRatio("ansible", "pointsman", Case.UNCHANGED),
        40,
        true);
    bar(
        "cold: times less client CPU than ansible",
        report.cpuRatio("ansible", "pointsman", Case.COLD),
        6,
        true);
    bar(
        "warm: times less client CPU than ansible",
        report.cpuRatio("ansible", "pointsman", Case.WARM),
        6,
        true);
  }

  private void bar(String what, double ratio, double bar, boolean atLeast) {
    if (ratio == 0) {
      out.printf("%-42s not measured%n", what);
      return;
    }
    boolean met = atLeast ? ratio >= bar : ratio <= bar;
    out.printf(
        "%-42s %6.1f  (bar: %s %s) %s%n",
        what, ratio, atLeast ? "at least" : "at most", bar, met ? "met" : "NOT met");
  }
}
