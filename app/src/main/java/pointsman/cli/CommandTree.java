package pointsman.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;

/// All commands, put together.
public final class CommandTree {
  private CommandTree() {}

  /// How a window is opened for a home.
  @FunctionalInterface
  public interface Window {
    /// Opens it and returns when it is closed.
    int open(Services services) throws Exception;

    /// Opens it with the demo fleet behind it and returns when it is closed.
    default int demo(Services services) throws Exception {
      return open(services);
    }
  }

  /// Parses and runs.
  ///
  /// @param services made for a home when a command first needs them
  /// @param bench the measurements, which are a room of their own
  /// @return the exit code
  public static int run(
      Function<Path, Services> services,
      Window window,
      BiFunction<PrintStream, PrintStream, CommandLine> bench,
      PrintStream out,
      PrintStream err,
      String... args) {
    LazyServices lazy = new LazyServices();
    Callable<Integer> opens =
        () -> {
          Display.require();
          return window.open(lazy);
        };
    RootCommand root = new RootCommand(opens);
    lazy.by(() -> services.apply(root.home()));
    Answer answer = new Answer(out, err, () -> root.json, lazy::json);
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new GuiCommand(opens))
            .addSubcommand(new DemoCommand(lazy, () -> window.demo(lazy), () -> root.home, out))
            .addSubcommand(new ApplyCommand(lazy, answer))
            .addSubcommand(new ExportCommand(lazy, answer))
            .addSubcommand("nodes", ListCommand.nodes(lazy, answer))
            .addSubcommand("services", ListCommand.services(lazy, answer))
            .addSubcommand("pools", ListCommand.pools(lazy, answer))
            .addSubcommand(new TrustCommand(lazy, answer, CommandTree::ask))
            .addSubcommand(new PlanCommand(lazy, answer))
            .addSubcommand(new DeployCommand(lazy, answer))
            .addSubcommand(new HistoryCommand(lazy, answer))
            .addSubcommand(new RevertCommand(lazy, answer))
            .addSubcommand(new DriftCommand(lazy, answer))
            .addSubcommand(LabCommand.line(lazy, answer))
            .addSubcommand(bench.apply(out, err));
    return RootCommand.run(line, answer, args);
  }

  private static boolean ask(String question) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return false;
    }
    String answer = console.readLine("%s", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
