package pointsman.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import pointsman.model.Failure;
import pointsman.model.value.Printable;

/// What was wrong with a command line, in words of ours: the library's count arguments and name
/// Java's types.
final class Misuse {
  /// Wrong usage.
  static final int EXIT = 64;

  private Misuse() {}

  /// Says it, and as a document where the line asks for one anywhere.
  ///
  /// @param args the whole line: what came after the fault was not parsed
  static int tell(ParameterException thrown, Answer answer, List<String> args) {
    List<String> words = words(thrown);
    words.forEach(answer.notes()::println);
    Failure failure =
        new Failure.BadInput(
            "command line",
            0,
            "",
            String.join(" ", words.subList(0, words.size() - 1)),
            "what '"
                + thrown.getCommandLine().getCommandSpec().qualifiedName(" ")
                + " --help' tells");
    answer.document(args.contains("--json"), Map.of("exit", EXIT, "failure", failure));
    return EXIT;
  }

  /// What is wrong, and where to read more.
  static List<String> words(ParameterException thrown) {
    CommandLine command = thrown.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ");
    List<String> lines = new ArrayList<>();
    switch (thrown) {
      case UnmatchedArgumentException unmatched -> lines.addAll(unmatched(unmatched, name));
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          missing.getMissing().forEach(each -> lines.add(missing(each)));
      default -> lines.add(other(thrown));
    }
    lines.add("Try '" + name + " --help'.");
    return lines;
  }

  private static List<String> unmatched(UnmatchedArgumentException thrown, String name) {
    String word = thrown.getUnmatched().getFirst();
    String shown = Printable.quote(word);
    boolean group = !thrown.getCommandLine().getSubcommands().isEmpty();
    List<String> lines = new ArrayList<>();
    if (word.startsWith("-")) {
      lines.add(shown + " is no option of '" + name + "'.");
    } else if (group) {
      lines.add(shown + " is no command of '" + name + "'.");
    } else {
      lines.add("'" + name + "' has no use for " + shown + ".");
    }
    if (word.startsWith("-") || group) {
      thrown.getSuggestions().stream()
          .filter(each -> beginAlike(word, each))
          .findFirst()
          .ifPresent(each -> lines.add("Near to it: " + each + "."));
    }
    return lines;
  }

  /// The library suggests whatever shares a letter.
  private static boolean beginAlike(String word, String other) {
    int compared = word.startsWith("--") ? 4 : 2;
    return word.regionMatches(0, other, 0, compared);
  }

  private static String missing(ArgSpec wanted) {
    String what =
        wanted instanceof OptionSpec option
            ? option.longestName() + " " + wanted.paramLabel()
            : wanted.paramLabel();
    String about = String.join(" ", wanted.description()).replace("%%", "%");
    return what + " is missing: " + about;
  }

  private static String other(ParameterException thrown) {
    String said = Printable.line(String.valueOf(thrown.getMessage()));
    return said.replaceFirst("is not an? (int|long)$", "is not a whole number");
  }
}
