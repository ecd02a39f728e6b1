package pointsman.ui.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.ui.kit.Mark;

/// The whole Fleet screen as a value, computed off the FX thread.
///
/// @param at when what it shows was put together
/// @param lines group heads and nodes, in a stable order
/// @param shownNodes how many nodes passed the filter
/// @param totals over all nodes, whatever the filter
/// @param servers every server of the inventory, worst first
/// @param troubles what wants attention, worst first
/// @param flow traffic as bands
record FleetBoard(
    Instant at,
    List<Line> lines,
    int shownNodes,
    Totals totals,
    List<ServerRow> servers,
    List<Trouble> troubles,
    FlowPicture flow) {

  /// A line of the table.
  sealed interface Line {
    /// A group's head.
    ///
    /// @param title its name
    /// @param nodes how many
    /// @param well how many of them are up
    /// @param requests a second; -1 when unknown
    /// @param worst its worst state
    record Group(String title, int nodes, int well, double requests, Mark worst) implements Line {}

    /// A node.
    ///
    /// @param row the node
    record One(NodeRow row) implements Line {}
  }

  /// Sums.
  ///
  /// @param nodes how many
  /// @param fresh how many have a fresh picture
  /// @param servers how many the inventory declares
  /// @param requests a second, over the nodes that tell: what flows in the bands
  record Totals(int nodes, int fresh, int servers, double requests) {}

  /// By what nodes are grouped.
  enum Grouping {
    /// By region.
    REGION,
    /// By first tag.
    TAG,
    /// By engine.
    ENGINE
  }

  /// Puts it together.
  ///
  /// @param rates what flows, by node and lane
  static FleetBoard of(
      Fleet fleet,
      Optional<FleetHealth> health,
      FleetFilter filter,
      Grouping grouping,
      Map<Name, Map<LaneRates.Key, Double>> rates) {
    Map<Name, NodeHealth> seen = new HashMap<>();
    health.ifPresent(all -> all.nodes().forEach(node -> seen.put(node.node(), node)));
    List<NodeRow> rows = new ArrayList<>();
    for (Node node : fleet.nodes()) {
      rows.add(
          steady(
              NodeRow.of(node, group(node, grouping), Optional.ofNullable(seen.get(node.name()))),
              rates.getOrDefault(node.name(), Map.of())));
    }
    List<NodeRow> shown = rows.stream().filter(filter.test()).toList();
    List<ServerRow> servers = ServerSights.of(fleet, seen);
    FlowPicture flow = FlowPicture.of(fleet, rows, servers, rates);
    return new FleetBoard(
        health.map(FleetHealth::at).orElse(Instant.EPOCH),
        lines(shown),
        shown.size(),
        totals(rows, servers.size(), flow),
        servers,
        Troubles.of(rows, servers),
        flow);
  }

  /// A node that was reloaded since the last look tells no rate yet; what its servers counted
  /// before stands until the next look.
  private static NodeRow steady(NodeRow row, Map<LaneRates.Key, Double> own) {
    double counted = own.values().stream().mapToDouble(Double::doubleValue).sum();
    return row.contact() == NodeHealth.Contact.FRESH && row.requests() < 0 && counted > 0
        ? row.withRequests(counted)
        : row;
  }

  private static String group(Node node, Grouping grouping) {
    return switch (grouping) {
      case REGION -> node.region().map(Name::value).orElse("");
      case TAG -> node.tags().stream().findFirst().map(Name::value).orElse("");
      case ENGINE ->
          switch (node.engine()) {
            case HAPROXY -> NodeRow.engineWord(EngineKind.HAPROXY);
            case NGINX -> NodeRow.engineWord(EngineKind.NGINX);
          };
    };
  }

  private static List<Line> lines(List<NodeRow> shown) {
    Map<String, List<NodeRow>> groups = new TreeMap<>();
    shown.forEach(row -> groups.computeIfAbsent(row.group(), _ -> new ArrayList<>()).add(row));
    List<Line> lines = new ArrayList<>();
    groups.forEach((title, rows) -> {
      if (groups.size() > 1 || !title.isEmpty()) {
        lines.add(head(title, rows));
      }
      rows.forEach(row -> lines.add(new Line.One(row)));
    });
    return lines;
  }

  private static Line.Group head(String title, List<NodeRow> rows) {
    Mark worst = rows.stream().map(NodeRow::mark).min(Comparator.naturalOrder()).orElse(Mark.NONE);
    int well = (int) rows.stream().filter(row -> row.mark() == Mark.UP).count();
    return new Line.Group(title, rows.size(), well, requests(rows), worst);
  }

  private static double requests(List<NodeRow> rows) {
    List<NodeRow> telling =
        rows.stream().filter(row -> row.requests() >= 0 && !row.isOld()).toList();
    return telling.isEmpty() ? -1 : telling.stream().mapToDouble(NodeRow::requests).sum();
  }

  private static Totals totals(List<NodeRow> rows, int servers, FlowPicture flow) {
    int fresh =
        (int) rows.stream().filter(row -> row.contact() == NodeHealth.Contact.FRESH).count();
    double requests = requests(rows) < 0 ? -1 : flow.total();
    return new Totals(rows.size(), fresh, servers, requests);
  }
}
