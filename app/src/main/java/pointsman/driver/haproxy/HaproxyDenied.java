package pointsman.driver.haproxy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import pointsman.driver.TreeCheck.Directive;

/// Directives that a template may not use unless the operator allows them by name: they run code,
/// change the process, or serve another file of the node. A list, not a sandbox.
final class HaproxyDenied {
  private static final String CODE = "runs code or changes the process";
  private static final String FILE = "serves another file of the node";
  private static final String HIDES = "hides lines from the comparison with the plan";
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("external-check", CODE),
          Map.entry("program", CODE),
          Map.entry("insecure-fork-wanted", CODE),
          Map.entry("insecure-setuid-wanted", CODE),
          Map.entry("setenv", CODE),
          Map.entry("presetenv", CODE),
          Map.entry("resetenv", CODE),
          Map.entry("unsetenv", CODE),
          Map.entry("setcap", CODE),
          Map.entry("ssl-engine", CODE),
          Map.entry("ssl-provider", CODE),
          Map.entry("ssl-provider-path", CODE),
          Map.entry("user", CODE),
          Map.entry("group", CODE),
          Map.entry("uid", CODE),
          Map.entry("gid", CODE),
          Map.entry("chroot", CODE),
          Map.entry(".if", HIDES),
          Map.entry("errorfile", FILE),
          Map.entry("errorfiles", FILE));
  private static final Pattern LUA = Pattern.compile("(^|.*[^A-Za-z0-9_-])lua\\..*");

  private HaproxyDenied() {}

  /// Why a directive must not stand in a config, by the keyword that would have to be allowed.
  ///
  /// @param allowed keywords that the operator allows
  static Function<Directive, Optional<String>> directives(Set<String> allowed) {
    return directive -> {
      String keyword = keyword(directive.words());
      String why = KEYWORDS.getOrDefault(keyword, keyword.startsWith("lua-") ? CODE : "");
      return why.isEmpty() || allowed.contains(keyword)
          ? Optional.empty()
          : Optional.of("'" + keyword + "' " + why + "; it is not allowed");
    };
  }

  /// The word that decides: the directive's own, except where an argument brings in more.
  private static String keyword(List<String> words) {
    String keyword = words.getFirst().toLowerCase(Locale.ROOT);
    List<String> arguments = words.subList(1, words.size());
    if (keyword.equals("option") && arguments.contains("external-check")) {
      return "external-check";
    }
    boolean answers = arguments.contains("return") || arguments.contains("deny");
    if (keyword.startsWith("http-")
        && answers
        && (arguments.contains("file")
            || arguments.contains("lf-file")
            || arguments.contains("errorfile"))) {
      return "errorfile";
    }
    return arguments.stream().anyMatch(word -> word.contains("lua.") && LUA.matcher(word).matches())
        ? "lua-load"
        : keyword;
  }
}
