package pointsman.bench;

import static pointsman.bench.BenchOutput.figures;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `bench switch`: the same change of a split by Pointsman, Ansible and plain ssh.
@Command(
    name = "switch",
    description = "How far apart the nodes of a fleet switch go, and how long it takes in all.")
final class SwitchBenchCommand implements Callable<Integer> {
  @ParentCommand BenchCommand bench = new BenchCommand();

  @Mixin FleetOptions fleet = new FleetOptions(5);

  private final BenchOutput output;

  SwitchBenchCommand(BenchOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    SwitchBench measured = new SwitchBench(output.desk(), fleet.engines(), output::progress);
    SwitchReport report =
        output.report(
            bench.isJson(), dir -> measured.run(dir, fleet.nodes, fleet.rounds), this::tell);
    return BenchOutput.code(report.bars());
  }

  private void tell(SwitchReport report) {
    PrintStream out = output.out();
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
    output.bars(report.bars());
  }
}
