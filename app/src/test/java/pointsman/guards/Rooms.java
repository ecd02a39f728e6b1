package pointsman.guards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The table of rooms in docs/architecture.md: which room may use which.
final class Rooms {
  private static final String ROOT = "pointsman.";
  private static final List<String> ADAPTERS =
      List.of("ssh", "store", "render", "fleetfile", "json", "diff", "vault", "notify");

  /// The rooms of `service`, from the ground up: each may use those before it.
  private static final List<String> SERVICES =
      List.of(
          "service.node",
          "service.guard",
          "service.inventory",
          "service.watch",
          "service.shift",
          "service.deploy",
          "service.server",
          "service.rollout",
          "service.demo");

  private static final Map<String, Set<String>> MAY_USE = table();

  private Rooms() {}

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    table.put("model", Set.of());
    table.put("feed", Set.of());
    table.put("port", Set.of("model"));
    table.put("engine", Set.of("model"));
    table.put("driver", Set.of("model"));
    table.put("driver.haproxy", Set.of("model", "driver"));
    table.put("driver.nginx", Set.of("model", "driver"));
    ADAPTERS.forEach(adapter -> table.put(adapter, Set.of("port", "model", "feed")));
    table.put("lab", Set.of("port", "model"));
    Set<String> below = new TreeSet<>(Set.of("model", "engine", "driver", "port", "feed"));
    table.put("service", Set.copyOf(below));
    for (String service : SERVICES) {
      table.put(service, Set.copyOf(below));
      below.add(service);
    }
    Set<String> above = new TreeSet<>(SERVICES);
    above.addAll(Set.of("feed", "model", "port"));
    List.of("ui", "cli", "bench").forEach(room -> table.put(room, Set.copyOf(above)));
    return table;
  }

  /// The room of a package: absent for one that is in no room of the table.
  static Optional<String> room(String packageName) {
    if (!packageName.startsWith(ROOT)) {
      return Optional.empty();
    }
    String path = packageName.substring(ROOT.length());
    if (path.equals("boot")) {
      return Optional.of("boot");
    }
    return MAY_USE.keySet().stream()
        .filter(room -> path.equals(room) || path.startsWith(room + "."))
        .max(java.util.Comparator.comparingInt(String::length));
  }

  /// Whether a class of the one room may use a class of the other.
  static boolean mayUse(String room, String other) {
    return room.equals(other)
        || room.equals("boot")
        || MAY_USE.getOrDefault(room, Set.of()).contains(other);
  }

  /// Whether a package is one of ours.
  static boolean ours(String packageName) {
    return packageName.startsWith(ROOT);
  }
}
