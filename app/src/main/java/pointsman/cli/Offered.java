package pointsman.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The commands by name, each made only when it is wanted: reading the options of all of them takes
/// longer than what most of them do.
final class Offered {
  private static final Set<String> VERSION = Set.of("--version", "-V");

  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /// One more.
  Offered with(String name, Supplier<Object> command) {
    commands.put(name, command);
    return this;
  }

  /// Adds the command that the arguments name; all of them when they name none, as for help and for
  /// a word that is wrong.
  CommandLine to(CommandLine line, String... args) {
    wanted(List.of(args))
        .forEach(name -> {
          Supplier<Object> command = commands.get(name);
          if (command != null) {
            line.addSubcommand(name, command.get());
          }
        });
    return line;
  }

  private Set<String> wanted(List<String> args) {
    Optional<String> first = firstWord(args);
    if (first.isPresent() && commands.containsKey(first.get())) {
      return Set.of(first.get());
    }
    return first.isPresent() && VERSION.contains(first.get()) ? Set.of() : commands.keySet();
  }

  /// The first argument that is none of the options that may come before a command.
  private static Optional<String> firstWord(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--home")) {
        i++;
      } else if (!arg.equals("--json") && !arg.startsWith("--home=")) {
        return Optional.of(arg);
      }
    }
    return Optional.empty();
  }
}
