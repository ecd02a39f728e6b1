package pointsman.bench;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `bench`: the figures.
@Command(
    name = "bench",
    description = "Measures this program, beside Ansible and plain ssh where they are installed.",
    synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {
  private final PrintStream err;

  private BenchCommand(PrintStream err) {
    this.err = err;
  }

  /// The command with what it measures.
  ///
  /// @param out for results
  /// @param err for progress
  public static CommandLine line(BenchDesk desk, PrintStream out, PrintStream err) {
    return new CommandLine(new BenchCommand(err)).addSubcommand(new FaultsCommand(desk, out, err));
  }

  @Override
  public void run() {
    CommandLine.usage(this, err);
  }
}
