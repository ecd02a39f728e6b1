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
    Offered offered =
        new Offered()
            .with("gui", () -> new GuiCommand(opens))
            .with(
                "demo", () -> new DemoCommand(lazy, () -> window.demo(lazy), () -> root.home, out))
            .with("apply", () -> new ApplyCommand(lazy, answer))
            .with("export", () -> new ExportCommand(lazy, answer))
            .with("nodes", () -> ListCommand.nodes(lazy, answer))
            .with("services", () -> ListCommand.services(lazy, answer))
            .with("pools", () -> ListCommand.pools(lazy, answer))
            .with("trust", () -> new TrustCommand(lazy, answer, CommandTree::ask))
            .with("plan", () -> new PlanCommand(lazy, answer))
            .with("deploy", () -> new DeployCommand(lazy, answer))
            .with("switch", () -> new SwitchCommand(lazy, answer))
            .with("rollback", () -> new RollbackCommand(lazy, answer))
            .with("canary", () -> CanaryCommand.line(lazy, answer))
            .with("health", () -> new HealthCommand(lazy, answer))
            .with("history", () -> new HistoryCommand(lazy, answer))
            .with("revert", () -> new RevertCommand(lazy, answer))
            .with("drift", () -> new DriftCommand(lazy, answer))
            .with("unlock", () -> new UnlockCommand(lazy, answer))
            .with("lock", () -> new UnlockCommand.Lock(lazy, answer))
            .with("freeze", () -> FreezeCommand.line(lazy, answer))
            .with("split", () -> new SplitCommand(lazy, answer))
            .with("traffic", () -> new TrafficCommand(lazy, answer))
            .with("server", () -> ServerCommand.line(lazy, answer))
            .with("lab", () -> LabCommand.line(lazy, answer))
            .with("bench", () -> bench.apply(out, err));
    CommandLine line = offered.to(new CommandLine(root), args);
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
