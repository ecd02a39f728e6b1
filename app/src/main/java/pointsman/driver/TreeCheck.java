package pointsman.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Compares the directives of a rendered config with those of the same template filled with
/// placeholders. Where the two differ once the texts are put back, a value became syntax.
public final class TreeCheck {
  private TreeCheck() {}

  /// One directive.
  ///
  /// @param line where it stands, from 1
  /// @param depth how deep it is nested
  /// @param words keyword and arguments, unquoted
  public record Directive(int line, int depth, List<String> words) {
    /// Copies.
    public Directive {
      words = List.copyOf(words);
    }
  }

  /// What is wrong; empty when all is well.
  ///
  /// @param rendered the real text's directives
  /// @param probed the placeholder text's
  /// @param placeholders texts by placeholder
  /// @param denied why a directive must not stand here, when it must not
  public static List<String> compare(
      List<Directive> rendered,
      List<Directive> probed,
      Map<String, String> placeholders,
      Function<Directive, Optional<String>> denied) {
    List<String> findings = new ArrayList<>();
    for (Directive each : rendered) {
      denied.apply(each).ifPresent(why -> findings.add("line " + each.line() + ": " + why));
    }
    int count = Math.min(rendered.size(), probed.size());
    for (int i = 0; i < count; i++) {
      Directive real = rendered.get(i);
      Directive meant = probed.get(i);
      if (real.depth() != meant.depth() || !same(real.words(), meant.words(), placeholders)) {
        findings.add(
            "line "
                + real.line()
                + ": a value became part of the syntax: read "
                + real.words()
                + ", meant "
                + meant.words().stream().map(word -> fill(word, placeholders)).toList());
        return findings;
      }
    }
    if (rendered.size() != probed.size()) {
      findings.add(
          "there are " + rendered.size() + " directives where " + probed.size() + " were meant");
    }
    return findings;
  }

  private static boolean same(
      List<String> real, List<String> meant, Map<String, String> placeholders) {
    if (real.size() != meant.size()) {
      return false;
    }
    for (int i = 0; i < real.size(); i++) {
      if (!real.get(i).equals(fill(meant.get(i), placeholders))) {
        return false;
      }
    }
    return true;
  }

  private static String fill(String word, Map<String, String> placeholders) {
    int start = word.indexOf("zqx");
    if (start < 0) {
      return word;
    }
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (start >= 0) {
      int end = word.indexOf("zqx", start + 3);
      String placeholder = end < 0 ? "" : word.substring(start, end + 3);
      String text = placeholders.get(placeholder);
      if (text == null) {
        filled.append(word, at, start + 3);
        at = start + 3;
      } else {
        filled.append(word, at, start).append(text);
        at = end + 3;
      }
      start = word.indexOf("zqx", at);
    }
    return filled.append(word.substring(at)).toString();
  }
}
