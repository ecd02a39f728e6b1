package pointsman.ui.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.ui.kit.Mark;

/// What of a fleet wants attention: the Fleet screen lists it, the rail counts it.
public final class Troubles {
  private Troubles() {}

  /// Worst first. Any thread; with thousands of servers not the FX thread.
  public static List<Trouble> of(Fleet fleet, Optional<FleetHealth> health) {
    Map<Name, NodeHealth> seen = new HashMap<>();
    health.ifPresent(all -> all.nodes().forEach(node -> seen.put(node.node(), node)));
    List<NodeRow> rows =
        fleet.nodes().stream()
            .map(node -> NodeRow.of(node, "", Optional.ofNullable(seen.get(node.name()))))
            .toList();
    return of(rows, ServerSights.of(fleet, seen));
  }

  /// Worst first.
  static List<Trouble> of(List<NodeRow> rows, List<ServerRow> servers) {
    List<Trouble> troubles = new ArrayList<>();
    Map<String, List<ServerRow>> lanes = new LinkedHashMap<>();
    servers.forEach(row ->
        lanes.computeIfAbsent(row.pool() + "/" + row.lane(), _ -> new ArrayList<>()).add(row));
    for (List<ServerRow> lane : lanes.values()) {
      List<ServerRow> bad =
          lane.stream()
              .filter(row -> row.mark() == Mark.DOWN || row.mark() == Mark.DEGRADED)
              .toList();
      if (!bad.isEmpty()) {
        ServerRow first = bad.getFirst();
        Mark mark = first.live() && bad.size() == lane.size() ? Mark.DOWN : first.mark();
        troubles.add(
            new Trouble.Servers(
                mark,
                first.pool(),
                first.lane().word(),
                bad.stream().map(row -> row.server().name()).toList(),
                lane.size(),
                first.why()));
      }
    }
    for (NodeRow row : rows) {
      if (row.standstill().isPresent()) {
        troubles.add(new Trouble.Standstill(row.node().name(), row.standstill().get()));
      } else if ((row.isOld() && !row.isBusy())
          || (row.failure().isPresent() && row.contact() == NodeHealth.Contact.CONNECTING)) {
        troubles.add(
            new Trouble.Silent(row.mark(), row.node().name(), row.ageSeconds(), row.failure()));
      }
    }
    troubles.sort(Comparator.comparing(Trouble::mark));
    return troubles;
  }
}
