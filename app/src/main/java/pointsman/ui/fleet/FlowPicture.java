package pointsman.ui.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.ui.kit.Mark;

/// Traffic as bands: listener → group of nodes → pool → lane.
///
/// @param boxes what stands in the four columns, from top to bottom
/// @param bands what flows between them
/// @param told whether any node tells what flows
record FlowPicture(List<Box> boxes, List<Band> bands, boolean told) {

  /// A box.
  ///
  /// @param id unique
  /// @param column 0 listener, 1 group, 2 pool, 3 lane
  /// @param title its name
  /// @param mark its state
  /// @param up how many of its parts are up; -1: not told
  /// @param all how many parts it has
  /// @param rate a second
  /// @param lane of a lane's box
  /// @param heard by how many nodes a pool or lane is seen; empty of others
  record Box(
      String id,
      int column,
      String title,
      Mark mark,
      int up,
      int all,
      double rate,
      Optional<LaneColor> lane,
      Optional<ServerRow.Heard> heard) {}

  /// A band.
  ///
  /// @param from a box
  /// @param to a box of the next column
  /// @param rate a second
  /// @param lane colours the last column's bands
  record Band(String from, String to, double rate, Optional<LaneColor> lane) {}

  /// Puts it together.
  ///
  /// @param rates by node and lane
  static FlowPicture of(
      Fleet fleet,
      List<NodeRow> nodes,
      List<ServerRow> servers,
      Map<Name, Map<LaneRates.Key, Double>> rates) {
    return new Maker(fleet, nodes, servers, rates).make();
  }

  /// What flows altogether, a second.
  double total() {
    return boxes.stream().filter(box -> box.column() == 0).mapToDouble(Box::rate).sum();
  }

  private static final class Maker {
    private final Fleet fleet;
    private final List<NodeRow> nodes;
    private final List<ServerRow> servers;
    private final Map<Name, Map<LaneRates.Key, Double>> rates;
    private Map<String, Double> in = new HashMap<>();
    private final Map<List<String>, Double> bands = new LinkedHashMap<>();

    Maker(
        Fleet fleet,
        List<NodeRow> nodes,
        List<ServerRow> servers,
        Map<Name, Map<LaneRates.Key, Double>> rates) {
      this.fleet = fleet;
      this.nodes = nodes;
      this.servers = servers;
      this.rates = rates;
    }

    FlowPicture make() {
      for (NodeRow row : nodes) {
        node(row);
      }
      Map<String, List<NodeRow>> groups = new TreeMap<>();
      nodes.forEach(row -> groups.computeIfAbsent(row.group(), _ -> new ArrayList<>()).add(row));
      FlowCut cut = FlowCut.of(fleet, List.copyOf(groups.keySet()), in);
      in = cut.in(in);
      List<Box> boxes = new ArrayList<>();
      services(boxes, cut);
      groups(boxes, groups, cut);
      pools(boxes, cut);
      Set<String> shown = new HashSet<>();
      boxes.forEach(box -> shown.add(box.id()));
      Map<List<String>, Double> cutBands = new LinkedHashMap<>();
      bands.forEach((ends, rate) -> cutBands.merge(cut.ends(ends), rate, Double::sum));
      List<Band> flows = new ArrayList<>();
      cutBands.forEach((ends, rate) -> {
        if (shown.contains(ends.get(0)) && shown.contains(ends.get(1))) {
          flows.add(new Band(ends.get(0), ends.get(1), rate, lane(ends.get(1))));
        }
      });
      boolean told = nodes.stream().anyMatch(row -> row.requests() >= 0 && !row.isOld());
      return new FlowPicture(boxes, flows, told);
    }

    private static Optional<LaneColor> lane(String id) {
      return !id.startsWith("l:") || id.endsWith(FlowCut.REST)
          ? Optional.empty()
          : Optional.of(id.endsWith("GREEN") ? LaneColor.GREEN : LaneColor.BLUE);
    }

    private static String title(Service service) {
      Listener first = service.listen().getFirst();
      String port = ":" + first.port();
      return service.name() + " " + port + (service.listen().size() > 1 ? " …" : "");
    }

    private void node(NodeRow row) {
      Node node = row.node();
      Map<LaneRates.Key, Double> own = shares(row);
      Set<Name> counted = new HashSet<>();
      for (Service service : fleet.servicesOn(node)) {
        String group = "g:" + row.group();
        flow("s:" + service.name(), group, 0);
        for (Name pool : service.pools()) {
          flow(group, "p:" + pool, 0);
          for (LaneColor lane : LaneColor.values()) {
            double rate =
                counted.contains(pool) ? 0 : own.getOrDefault(new LaneRates.Key(pool, lane), 0.0);
            flow("s:" + service.name(), group, rate);
            flow(group, "p:" + pool, rate);
            flow("p:" + pool, "l:" + pool + lane, rate);
            in.merge("s:" + service.name(), rate, Double::sum);
          }
          counted.add(pool);
        }
      }
    }

    /// What the node tells, shared out over the lanes that its services reach as its counters grew;
    /// evenly over their live lanes where none counted.
    private Map<LaneRates.Key, Double> shares(NodeRow row) {
      if (row.requests() <= 0) {
        return Map.of();
      }
      Set<Name> reached = new TreeSet<>();
      fleet.servicesOn(row.node()).forEach(service -> reached.addAll(service.pools()));
      Map<LaneRates.Key, Double> own = new HashMap<>();
      rates
          .getOrDefault(row.node().name(), Map.of())
          .forEach((key, rate) -> {
            if (rate > 0 && reached.contains(key.pool())) {
              own.put(key, rate);
            }
          });
      if (own.isEmpty()) {
        fleet.pools().stream()
            .filter(pool -> reached.contains(pool.name()))
            .forEach(pool -> own.put(new LaneRates.Key(pool.name(), pool.live()), 1.0));
      }
      double sum = own.values().stream().mapToDouble(Double::doubleValue).sum();
      own.replaceAll((_, rate) -> rate * row.requests() / sum);
      return own;
    }

    private void flow(String from, String to, double rate) {
      bands.merge(List.of(from, to), rate, Double::sum);
      in.merge(to, rate, Double::sum);
    }

    private void box(
        List<Box> boxes,
        String id,
        int column,
        String title,
        Mark mark,
        int up,
        int all,
        Optional<LaneColor> lane,
        Optional<ServerRow.Heard> heard) {
      double rate = in.getOrDefault(id, 0.0);
      boxes.add(new Box(id, column, title, mark, up, all, rate, lane, heard));
    }

    private void box(
        List<Box> boxes, String id, int column, String title, Mark mark, int up, int all) {
      box(boxes, id, column, title, mark, up, all, Optional.empty(), Optional.empty());
    }

    private static Mark worst(Stream<Mark> marks) {
      return marks.min(Comparator.naturalOrder()).orElse(Mark.NONE);
    }

    /// A pool is as its live lane is.
    private static Mark live(List<ServerRow> rows) {
      return ServerRow.together(rows.stream().filter(ServerRow::live).toList());
    }

    private static String rest(long many) {
      return "+" + many;
    }

    private void services(List<Box> boxes, FlowCut cut) {
      for (Service service : fleet.services()) {
        if (cut.keeps(service)) {
          box(boxes, "s:" + service.name(), 0, title(service), Mark.NONE, -1, 0);
        }
      }
      long left = fleet.services().stream().filter(service -> !cut.keeps(service)).count();
      if (left > 0) {
        box(boxes, "s:+", 0, rest(left), Mark.NONE, -1, 0);
      }
    }

    private void groups(List<Box> boxes, Map<String, List<NodeRow>> groups, FlowCut cut) {
      List<NodeRow> others = new ArrayList<>();
      long left = 0;
      for (Map.Entry<String, List<NodeRow>> group : groups.entrySet()) {
        if (cut.keeps(group.getKey())) {
          group(boxes, "g:" + group.getKey(), group.getKey(), group.getValue());
        } else {
          others.addAll(group.getValue());
          left++;
        }
      }
      if (left > 0) {
        group(boxes, "g:+", rest(left), others);
      }
    }

    private void group(List<Box> boxes, String id, String title, List<NodeRow> rows) {
      int up = (int) rows.stream().filter(row -> row.mark() == Mark.UP).count();
      Mark worst = worst(rows.stream().map(NodeRow::mark));
      box(boxes, id, 1, title, worst, up, rows.size());
    }

    private void pools(List<Box> boxes, FlowCut cut) {
      for (Pool pool : fleet.pools()) {
        if (cut.keeps(pool)) {
          pool(boxes, pool);
        }
      }
      long left = fleet.pools().stream().filter(pool -> !cut.keeps(pool)).count();
      if (left > 0) {
        List<ServerRow> rows = servers.stream().filter(row -> !cut.keepsPool(row.pool())).toList();
        box(boxes, "p:+", 2, rest(left), live(rows), -1, 0);
        lane(boxes, "l:+", rest(left), rows, Optional.empty());
      }
    }

    private void pool(List<Box> boxes, Pool pool) {
      List<ServerRow> own = servers.stream().filter(row -> row.pool().equals(pool.name())).toList();
      Optional<ServerRow.Heard> heard = Optional.of(ServerRow.Heard.of(own));
      String name = pool.name().value();
      box(boxes, "p:" + name, 2, name, live(own), -1, 0, Optional.empty(), heard);
      for (LaneColor lane : LaneColor.values()) {
        List<ServerRow> rows = own.stream().filter(row -> row.lane() == lane).toList();
        String version = pool.lane(lane).version().map(v -> " v" + v.value()).orElse("");
        lane(boxes, "l:" + pool.name() + lane, lane.word() + version, rows, Optional.of(lane));
      }
    }

    private void lane(
        List<Box> boxes, String id, String title, List<ServerRow> rows, Optional<LaneColor> lane) {
      if (!rows.isEmpty()) {
        int up = (int) rows.stream().filter(row -> row.mark() == Mark.UP).count();
        Mark mark = ServerRow.together(rows);
        Optional<ServerRow.Heard> heard = lane.map(_ -> ServerRow.Heard.of(rows));
        box(boxes, id, 3, title, mark, up, rows.size(), lane, heard);
      }
    }
  }
}
