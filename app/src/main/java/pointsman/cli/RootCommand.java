package pointsman.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import pointsman.model.Failure;
import pointsman.model.value.InvalidValueException;

/// `pointsman [--home DIR] [--json] COMMAND`. Without a command it opens the window.
@Command(
    name = "pointsman",
    version = "pointsman 0.1.0",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Runs fleets of HAProxy and Nginx load balancers over SSH.",
    sortOptions = false)
public final class RootCommand implements Callable<Integer> {
  /// Where the inventory, the known hosts and template overrides are.
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder of the inventory, known hosts and template overrides.",
      scope = ScopeType.INHERIT)
  Path home = defaultHome();

  /// Answers as one JSON document.
  @Option(
      names = "--json",
      description = "Answers as one JSON document on stdout.",
      scope = ScopeType.INHERIT)
  boolean json;

  private final Callable<Integer> window;

  /// The home's folder; an empty name is none.
  Path home() {
    if (home.toString().isBlank()) {
      throw new InvalidValueException("an empty --home", "a folder");
    }
    return home;
  }

  RootCommand(Callable<Integer> window) {
    this.window = window;
  }

  /// Opens the window.
  @Override
  public Integer call() throws Exception {
    return window.call();
  }

  private static int complain(Answer answer, Failure failure) {
    Complaint.print(answer.notes(), failure);
    int code = Complaint.exitCode(failure);
    answer.document(Map.of("exit", code, "failure", failure));
    return code;
  }

  private static Path defaultHome() {
    String data = System.getenv("XDG_DATA_HOME");
    String user = System.getProperty("user.home", ".");
    return data == null || data.isBlank()
        ? Path.of(user, ".local", "share", "pointsman")
        : Path.of(data, "pointsman");
  }

  /// Parses, runs and gives the exit code. Failures are told in words, never as a stack trace.
  static int run(CommandLine line, Answer answer, String... args) {
    PrintStream err = answer.notes();
    line.setExecutionExceptionHandler((thrown, _, _) -> {
      if (thrown instanceof pointsman.model.FailureException failed) {
        return complain(answer, failed.failure());
      }
      if (thrown instanceof InvalidValueException invalid) {
        return complain(
            answer,
            new Failure.BadInput("command line", 0, "", invalid.problem(), invalid.expected()));
      }
      err.println("An error in Pointsman itself: " + thrown);
      err.println(
          "Nothing is known about what was done; look with 'pointsman drift'. Details: --home's log.");
      org.slf4j.LoggerFactory.getLogger(RootCommand.class).error("command failed", thrown);
      return Complaint.UNKNOWN;
    });
    line.setParameterExceptionHandler(
        (thrown, given) -> Misuse.tell(thrown, answer, List.of(given)));
    return line.execute(args);
  }
}
