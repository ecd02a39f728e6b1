package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pointsman.driver.TreeCheck.Directive;

/// Directives that a template may not use unless the operator allows them by name: they run code,
/// change the process, serve or write files of the node, or lead past the pools. A list, not a
/// sandbox.
final class NginxDenied {
  private static final String CODE = "runs code or changes the process";
  private static final String FILE = "serves or writes files of the node";
  private static final String PAST = "leads past the pools";

  private static final Set<String> MODULE_FOLDERS =
      Set.of("/usr/lib/nginx/modules/", "/usr/lib64/nginx/modules/", "/usr/share/nginx/modules/");

  private static final Set<String> PROCESS =
      Set.of("env", "user", "ssl_engine", "working_directory", "daemon", "master_process");

  private static final Set<String> FILES =
      Set.of(
          "root",
          "alias",
          "autoindex",
          "index",
          "random_index",
          "try_files",
          "gzip_static",
          "flv",
          "mp4",
          "ssi",
          "xslt_stylesheet",
          "dav_methods",
          "create_full_put_path",
          "proxy_store",
          "fastcgi_store",
          "scgi_store",
          "uwsgi_store",
          "google_perftools_profiles");

  /// Those for which `off` is a name.
  private static final Set<String> PATHS = Set.of("root", "alias", "index", "try_files");

  /// Blocks that hold entries, not directives.
  private static final Set<String> TABLES = Set.of("map", "geo", "split_clients", "types");

  private static final Set<String> PASSES =
      Set.of("fastcgi_pass", "grpc_pass", "memcached_pass", "scgi_pass", "uwsgi_pass");

  private NginxDenied() {}

  /// What must not stand in a config, by line.
  ///
  /// @param allowed keywords that the operator allows
  static List<String> findings(List<Directive> tree, Set<String> allowed) {
    List<String> findings = new ArrayList<>();
    int table = Integer.MAX_VALUE;
    for (Directive each : tree) {
      String keyword = each.words().getFirst().toLowerCase(Locale.ROOT);
      if (each.depth() <= table) {
        table = TABLES.contains(keyword) ? each.depth() : Integer.MAX_VALUE;
        String why = why(keyword, each.words());
        if (!why.isEmpty() && !allowed.contains(keyword)) {
          findings.add(
              "line " + each.line() + ": '" + keyword + "' " + why + "; it is not allowed");
        }
      }
    }
    return findings;
  }

  private static String why(String keyword, List<String> words) {
    if (FILES.contains(keyword)) {
      return isOff(words) ? "" : FILE;
    }
    if (PASSES.contains(keyword)) {
      return PAST;
    }
    boolean code =
        PROCESS.contains(keyword)
            || keyword.startsWith("perl")
            || keyword.startsWith("js_")
            || keyword.startsWith("lua_")
            || keyword.contains("_by_lua")
            || (keyword.equals("load_module") && words.size() > 1 && !isOurs(words.get(1)));
    return code ? CODE : "";
  }

  private static boolean isOff(List<String> words) {
    return words.size() == 2
        && words.get(1).equals("off")
        && !PATHS.contains(words.getFirst().toLowerCase(Locale.ROOT));
  }

  private static boolean isOurs(String module) {
    return MODULE_FOLDERS.stream()
        .anyMatch(folder -> module.startsWith(folder) && module.indexOf('/', folder.length()) < 0);
  }
}
