package pointsman.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import pointsman.model.fleet.Environment;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;

/// The options by which an operator consents to a change. Whether it is enough, the services say.
final class Consenting {
  @Option(names = "--yes", description = "Does not ask. In production more is needed.")
  boolean yes;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description =
          "In production: the environment's name, 'production'. In a freeze: the freeze's name.")
  Optional<String> confirm = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "In production and in a freeze: why; goes to the journal.")
  Optional<String> reason = Optional.empty();

  /// As the options say.
  Consent said() {
    return new Consent(yes || confirm.isPresent(), confirm, reason);
  }

  /// As the options say; where they say nothing and someone sits at a terminal, they are asked.
  ///
  /// @param effect such as `Deploy to 3 nodes`
  Consent saidOrAsked(Environment environment, String effect) {
    if (yes || confirm.isPresent() || !isAtATerminal()) {
      return said();
    }
    return switch (Guards.asks(environment)) {
      case NOTHING -> said();
      case YES -> {
        boolean given = answer(effect + "? Type yes: ").toLowerCase(Locale.ROOT).equals("yes");
        yield new Consent(given, confirm, reason);
      }
      case NAME_AND_REASON -> {
        String name = answer(effect + "? Type " + Guards.name(environment) + ": ");
        yield new Consent(
            true, Optional.of(name), Optional.of(reason.orElseGet(() -> answer("Why? "))));
      }
    };
  }

  /// A console alone is not enough: there is one for a redirected input as well.
  private static boolean isAtATerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static String answer(String question) {
    System.err.print(question);
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }
}
