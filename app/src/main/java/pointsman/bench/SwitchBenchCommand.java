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

/// `bench switch`: the same change of a split by Pointsman, Ansible and plain ssh.
@Command(
    name = "switch",
    description = "How far apart the nodes of a fleet switch go, and how long it takes in all.")
final class SwitchBenchCommand implements Callable<Integer> {
  @ParentCommand BenchCommand bench = new BenchCommand();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (default 50).")
  int nodes = 50;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds, in turn (default 5).")
  int rounds = 5;

  @Option(names = "--mixed", description = "Half of the nodes run Nginx; Pointsman only.")
  boolean mixed;

  private final BenchDesk desk;
  private final PrintStream out;
  private final PrintStream err;

  SwitchBenchCommand(BenchDesk desk, PrintStream out, PrintStream err) {
    this.desk = desk;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("pmb");
    try {
      LabOrder.Engines engines = mixed ? LabOrder.Engines.MIXED : LabOrder.Engines.HAPROXY;
      SwitchReport report = new SwitchBench(desk, engines, err::println).run(dir, nodes, rounds);
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

  private void tell(SwitchReport report) {
    out.printf("%d nodes, least/median of %d rounds in turn%n", report.nodes(), report.rounds());
    out.printf("%-10s %-12s %16s %20s%n", "tool", "connections", "wall s", "skew ms");
    for (SwitchReport.Row row : report.rows()) {
      out.printf(
          "%-10s %-12s %16s %20s%n",
          row.tool(),
          row.open() ? "open" : "new",
          figures("%.2f / %.2f", row.wallSeconds()),
          figures("%.1f / %.1f", row.skewMillis()));
    }
    out.println(
        "prepare ms "
            + figures("%.0f / %.0f", report.prepareMillis())
            + ", go and read back ms "
            + figures("%.0f / %.0f", report.commitMillis())
            + ", way back s "
            + figures("%.2f / %.2f", report.backSeconds()));
    report.notes().forEach(out::println);
    for (DeployReport.Bar bar : report.bars()) {
      out.printf(
          "%-32s %8.2f  (at most %s) %s%n",
          bar.what(), bar.ratio(), bar.bound(), bar.met() ? "met" : "NOT met");
    }
  }

  private static String figures(String format, DeployReport.Spread spread) {
    return String.format(Locale.ROOT, format, spread.least(), spread.median());
  }
}
