package pointsman.driver.nginx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an Nginx was built with.
///
/// @param told what `nginx -V` prints; without its arguments line everything is taken to be there
record NginxBuild(String told) {
  private static final Pattern MODULES_PATH = Pattern.compile("--modules-path=(/[A-Za-z0-9_./-]+)");
  private static final Pattern DYNAMIC = Pattern.compile("--with-stream=dynamic");
  private static final Pattern STATIC = Pattern.compile("--with-stream(\\s|$)");

  /// Whether it balances layer 4.
  boolean stream() {
    return !isTold() || streamIsDynamic() || STATIC.matcher(told).find();
  }

  /// Whether layer 4 has to be loaded.
  boolean streamIsDynamic() {
    return DYNAMIC.matcher(told).find();
  }

  /// The folder of its modules.
  String modulesPath() {
    Matcher path = MODULES_PATH.matcher(told);
    return path.find() ? path.group(1) : "/usr/lib/nginx/modules";
  }

  /// Whether it has a module, such as `http_realip`.
  boolean has(String module) {
    return !isTold() || told.contains("--with-" + module + "_module");
  }

  private boolean isTold() {
    return told.contains("configure arguments:");
  }
}
