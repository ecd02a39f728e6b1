package pointsman.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What a command said and how it ended, with some of the services.
///
/// @param exit its exit code
/// @param out results
/// @param err notes and complaints
record CommandRun(int exit, String out, String err) {
  /// Runs a command line.
  ///
  /// @param there the services that are there, by the name of the method that gives them
  static CommandRun of(Map<String, Object> there, String... words) {
    Services services =
        (Services)
            Proxy.newProxyInstance(
                Services.class.getClassLoader(),
                new Class<?>[] {Services.class},
                (_, method, _) ->
                    Optional.ofNullable(there.get(method.getName()))
                        .orElseThrow(() -> new UnsupportedOperationException(method.getName())));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    int exit =
        CommandTree.run(
            _ -> services,
            _ -> 0,
            (_, _) -> new CommandLine(new NoBench()),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            new PrintStream(complained, true, StandardCharsets.UTF_8),
            words);
    return new CommandRun(
        exit, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
  }

  @Command(name = "bench")
  private static final class NoBench {}
}
