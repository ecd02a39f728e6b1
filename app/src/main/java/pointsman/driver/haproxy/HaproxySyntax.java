package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pointsman.driver.TreeCheck.Directive;

/// HAProxy's config syntax: words divided by blanks; `"…"`, `'…'` and `\x` quote; `#` begins a
/// comment (configuration manual, section 2.2). `$NAME` in double quotes reads the environment.
final class HaproxySyntax {
  private static final Set<String> SECTIONS =
      Set.of(
          "global",
          "defaults",
          "frontend",
          "backend",
          "listen",
          "peers",
          "resolvers",
          "ring",
          "cache",
          "userlist",
          "mailers",
          "program",
          "http-errors",
          "fcgi-app",
          "log-forward",
          "crt-store",
          "traces",
          "log-profile",
          "acme");

  /// What makes more of a line than words and blanks; most lines have none of it.
  private static final String SPECIAL = "\"'\\#";

  private HaproxySyntax() {}

  static List<Directive> parse(String text) {
    List<Directive> directives = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      List<String> words = words(line);
      if (!words.isEmpty()) {
        int depth = SECTIONS.contains(words.getFirst()) ? 0 : 1;
        directives.add(new Directive(number, depth, words));
      }
    }
    return directives;
  }

  private static List<String> words(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (SPECIAL.indexOf(line.charAt(i)) >= 0) {
        return quoted(line);
      }
    }
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || isBlank(line.charAt(i))) {
        if (i > start) {
          words.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private static List<String> quoted(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == '\'') {
        if (c == '\'') {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
        open = true;
      } else if (quote == '"') {
        if (c == '"') {
          quote = 0;
        } else {
          word.append(c == '$' ? '\u0001' : c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        open = true;
      } else if (c == '#') {
        break;
      } else if (isBlank(c)) {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
          open = false;
        }
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }
}
