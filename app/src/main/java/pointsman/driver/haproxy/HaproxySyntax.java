package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
          "log-forward");
  private static final Set<String> DENIED =
      Set.of(
          "lua-load",
          "lua-load-per-thread",
          "lua-prepend-path",
          "external-check",
          "program",
          "insecure-fork-wanted",
          "insecure-setuid-wanted",
          "setenv",
          "ssl-engine",
          "ssl-provider",
          "ssl-provider-path",
          "user",
          "group",
          "uid",
          "gid",
          "presetenv",
          "chroot");

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
      } else if (c == ' ' || c == '\t' || c == '\r') {
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

  /// Why a directive must not stand in a config: it runs code or leaves the folders.
  static Function<Directive, Optional<String>> denied(Set<String> allowed) {
    return directive -> {
      String keyword = directive.words().getFirst().toLowerCase(Locale.ROOT);
      boolean check =
          keyword.equals("option")
              && directive.words().size() > 1
              && directive.words().get(1).equals("external-check");
      String named = check ? "external-check" : keyword;
      boolean lua = named.startsWith("lua.") || named.startsWith("lua-");
      boolean inArguments = directive.words().stream().anyMatch(word -> word.startsWith("lua."));
      if ((DENIED.contains(named) || lua || inArguments) && !allowed.contains(named)) {
        return Optional.of("'" + named + "' runs code or changes the process; it is not allowed");
      }
      return Optional.empty();
    };
  }
}
