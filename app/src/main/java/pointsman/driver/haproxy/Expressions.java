package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pointsman.driver.RenderFile;
import pointsman.driver.TreeCheck.Directive;

/// HAProxy's second grammar: within one word, `fetch(argument,argument),converter(…)` is code. A
/// value that stands between its parentheses must not end its argument.
final class Expressions {
  private static final String SYNTAX = "(),'\"\\%[]{} \t\n";

  private Expressions() {}

  /// What is wrong.
  ///
  /// @param meant the directives with placeholders
  /// @param placeholders the texts that take their place
  static List<String> findings(List<Directive> meant, Map<String, String> placeholders) {
    List<String> findings = new ArrayList<>();
    for (Directive directive : meant) {
      for (String word : directive.words()) {
        if (word.indexOf('(') >= 0 && RenderFile.isMarked(word)) {
          placeholders.forEach((placeholder, text) -> {
            int at = word.indexOf(placeholder);
            if (at >= 0 && depth(word, at) > 0 && endsItsArgument(text)) {
              findings.add(
                  "line "
                      + directive.line()
                      + ": a value became part of an expression: '"
                      + text
                      + "' within "
                      + word.substring(0, at)
                      + "…");
            }
          });
        }
      }
    }
    return findings;
  }

  private static int depth(String word, int end) {
    int depth = 0;
    for (int i = 0; i < end; i++) {
      depth += word.charAt(i) == '(' ? 1 : word.charAt(i) == ')' ? -1 : 0;
    }
    return depth;
  }

  private static boolean endsItsArgument(String text) {
    return text.isEmpty() || text.chars().anyMatch(c -> SYNTAX.indexOf(c) >= 0);
  }
}
