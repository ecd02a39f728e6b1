package pointsman.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import pointsman.port.LabOrder;

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

  @Option(names = "--mixed", description = "Half of the nodes run Nginx.")
  boolean mixed;

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
      LabOrder.Engines engines = mixed ? LabOrder.Engines.MIXED : LabOrder.Engines.HAPROXY;
      DeployReport report = new DeployBench(desk, engines, err::println).run(dir, nodes, rounds);
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
        "%d nodes, a config of %d bytes, least/median of %d rounds in turn%n",
        report.nodes(), report.configBytes(), report.rounds());
    out.printf(
        "%-10s %-10s %16s %20s %18s%n",
        "case", "tool", "wall s", "client CPU ms/node", "client peak MB");
    for (DeployReport.Row row : report.rows()) {
      out.printf(
          "%-10s %-10s %16s %20s %18s%n",
          row.what().name().toLowerCase(Locale.ROOT),
          row.tool(),
          figures("%.2f / %.2f", row.wallSeconds()),
          figures("%.1f / %.1f", row.cpuMillisPerNode()),
          figures("%.0f / %.0f", row.peakMegabytes()));
    }
    report.notes().forEach(out::println);
    for (DeployReport.Bar bar : report.bars()) {
      out.printf(
          "%-42s %6.2f  (%s %s) %s%n",
          bar.what(),
          bar.ratio(),
          bar.atLeast() ? "at least" : "at most",
          bar.bound(),
          bar.met() ? "met" : "NOT met");
    }
  }

  private static String figures(String format, DeployReport.Spread spread) {
    return String.format(Locale.ROOT, format, spread.least(), spread.median());
  }
}
