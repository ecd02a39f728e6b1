package pointsman.guards;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which room may use which library. A library that is not here may be used nowhere.
final class Libraries {
  private static final Set<String> EVERYWHERE = Set.of("org.jspecify", "org.slf4j");
  private static final Map<String, Set<String>> ROOMS = table();

  private Libraries() {}

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    table.put("com.jcraft.jsch", Set.of("ssh"));
    table.put("org.sqlite", Set.of("store"));
    table.put("org.jdbi", Set.of("store"));
    table.put("org.flywaydb", Set.of("store"));
    table.put("java.sql", Set.of("store"));
    table.put("javax.sql", Set.of("store"));
    table.put("freemarker", Set.of("render"));
    table.put("com.fasterxml.jackson", Set.of("fleetfile", "json"));
    table.put("org.yaml", Set.of("fleetfile"));
    table.put("com.github.difflib", Set.of("diff"));
    table.put("javafx", Set.of("ui"));
    table.put("atlantafx", Set.of("ui"));
    table.put("org.fxmisc", Set.of("ui"));
    table.put("picocli", Set.of("cli", "bench"));
    table.put("org.HdrHistogram", Set.of("lab", "bench"));
    table.put("org.apache.commons.statistics", Set.of("engine"));
    table.put("ch.qos.logback", Set.of("boot"));
    table.put("com.sun.management", Set.of("bench"));
    table.put("jdk.jfr", Set.of("bench"));
    return table;
  }

  /// Whether a class of the room may use a class of the package.
  static boolean mayUse(String room, String packageName) {
    Optional<Set<String>> rooms =
        ROOMS.entrySet().stream()
            .filter(library -> within(packageName, library.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (rooms.isPresent()) {
      return rooms.get().contains(room.split("\\.", 2)[0]);
    }
    return within(packageName, "java")
        || within(packageName, "javax")
        || EVERYWHERE.stream().anyMatch(library -> within(packageName, library));
  }

  private static boolean within(String packageName, String library) {
    return packageName.equals(library) || packageName.startsWith(library + ".");
  }
}
