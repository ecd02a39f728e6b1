package pointsman.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;

/// What `health` tells people: one line a server and state, a reason once.
final class HealthText {
  private record Sight(Name pool, String words) {}

  private HealthText() {}

  static List<String> lines(
      Fleet fleet, List<HealthCommand.Line> servers, List<HealthCommand.Silent> silent) {
    Map<Sight, List<Name>> alike = new LinkedHashMap<>();
    for (HealthCommand.Line line : servers) {
      String words =
          "%s %s/%s %s%s"
              .formatted(
                  line.pool(),
                  line.lane().word(),
                  line.server(),
                  line.state(),
                  line.why().map(why -> " (" + why + ")").orElse(""));
      alike.computeIfAbsent(new Sight(line.pool(), words), _ -> new ArrayList<>()).add(line.node());
    }
    Map<Name, Integer> carrying = carrying(fleet);
    List<String> lines = new ArrayList<>();
    alike.forEach((sight, nodes) -> {
      int all = carrying.getOrDefault(sight.pool(), nodes.size());
      lines.add(sight.words() + NodesText.after(nodes, all));
    });
    lines.addAll(notKnown(silent));
    return lines;
  }

  /// How many nodes are to carry each pool.
  private static Map<Name, Integer> carrying(Fleet fleet) {
    Map<Name, Integer> counts = new HashMap<>();
    for (Node node : fleet.nodes()) {
      fleet
          .poolsOf(fleet.servicesOn(node))
          .forEach(pool -> counts.merge(pool.name(), 1, Integer::sum));
    }
    return counts;
  }

  /// The first of several nodes with one reason tells it.
  private static List<String> notKnown(List<HealthCommand.Silent> silent) {
    Map<String, List<HealthCommand.Silent>> alike = new LinkedHashMap<>();
    for (HealthCommand.Silent each : silent) {
      alike
          .computeIfAbsent(each.why().replace(each.node().value(), "\0"), _ -> new ArrayList<>())
          .add(each);
    }
    List<String> lines = new ArrayList<>();
    for (List<HealthCommand.Silent> some : alike.values()) {
      lines.add("not known of " + some.getFirst().node() + ": " + some.getFirst().why());
      if (some.size() > 1) {
        List<Name> others = some.stream().skip(1).map(HealthCommand.Silent::node).toList();
        lines.add("  the same of " + NodesText.names(others));
      }
    }
    return lines;
  }
}
