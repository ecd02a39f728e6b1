package pointsman.bench;

import static pointsman.bench.BenchOutput.figures;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `bench deploy`: the same deploy by Pointsman, Ansible and plain ssh.
@Command(
    name = "deploy",
    description = "The same deploy by Pointsman, plain ssh and Ansible, cold, warm and unchanged.")
final class DeployBenchCommand implements Callable<Integer> {
  @ParentCommand BenchCommand bench = new BenchCommand();

  @Mixin FleetOptions fleet = new FleetOptions(5);

  private final BenchOutput output;

  DeployBenchCommand(BenchOutput output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    DeployBench measured = new DeployBench(output.desk(), fleet.engines(), output::progress);
    DeployReport report =
        output.report(
            bench.isJson(), dir -> measured.run(dir, fleet.nodes, fleet.rounds), this::tell);
    return BenchOutput.code(report.bars());
  }

  private void tell(DeployReport report) {
    PrintStream out = output.out();
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
    output.bars(report.bars());
  }
}
