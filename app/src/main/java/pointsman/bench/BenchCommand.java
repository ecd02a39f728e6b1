package pointsman.bench;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `bench`: the figures.
@Command(
    name = "bench",
    description = "Measures this program, beside Ansible and plain ssh where they are installed.",
    synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  BenchCommand() {}

  /// The command with what it measures.
  ///
  /// @param out for results
  /// @param err for progress
  public static CommandLine line(BenchDesk desk, PrintStream out, PrintStream err) {
    BenchOutput output = new BenchOutput(desk, out, err);
    return new CommandLine(new BenchCommand())
        .addSubcommand(new DeployBenchCommand(output))
        .addSubcommand(new SwitchBenchCommand(output))
        .addSubcommand(new PollBenchCommand(output))
        .addSubcommand(new ScreenBenchCommand(output))
        .addSubcommand(new FaultsCommand(output))
        .addSubcommand(new RolloutsCommand(output));
  }

  /// Whether the command line asks for JSON; the option is the root command's.
  boolean isJson() {
    OptionSpec json = spec.root().findOption("--json");
    return json != null && Boolean.TRUE.equals(json.getValue());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: bench deploy, switch, poll, screen, faults or rollouts.");
  }
}
