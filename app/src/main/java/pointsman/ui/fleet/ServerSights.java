package pointsman.ui.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.ui.kit.Mark;

/// Folds what the nodes say of each server into one state. Nodes whose picture is old have no
/// voice; without a voice a server is unknown, never up.
public final class ServerSights {
  private record Key(Name pool, LaneColor lane, Name server) {}

  private record Voice(Name node, ServerHealth health, long sessions) {}

  private ServerSights() {}

  /// Every server of the inventory, in its order.
  public static List<ServerRow> inOrder(Fleet fleet, Optional<FleetHealth> health) {
    Map<Name, NodeHealth> seen = new HashMap<>();
    health.ifPresent(all -> all.nodes().forEach(node -> seen.put(node.node(), node)));
    return all(fleet, seen);
  }

  /// Every server of the inventory, worst first, else in the inventory's order.
  static List<ServerRow> of(Fleet fleet, Map<Name, NodeHealth> seen) {
    List<ServerRow> rows = all(fleet, seen);
    rows.sort(Comparator.comparing(ServerRow::mark));
    return rows;
  }

  private static List<ServerRow> all(Fleet fleet, Map<Name, NodeHealth> seen) {
    Map<Key, List<Voice>> voices = voices(seen);
    Map<Name, Integer> expected = expected(fleet);
    List<ServerRow> rows = new ArrayList<>();
    for (Pool pool : fleet.pools()) {
      for (LaneColor color : LaneColor.values()) {
        for (Server server : pool.lane(color).servers()) {
          List<Voice> heard =
              voices.getOrDefault(new Key(pool.name(), color, server.name()), List.of());
          rows.add(fold(pool, color, server, heard, expected.getOrDefault(pool.name(), 0)));
        }
      }
    }
    return rows;
  }

  private static Map<Key, List<Voice>> voices(Map<Name, NodeHealth> seen) {
    Map<Key, List<Voice>> voices = new HashMap<>();
    for (NodeHealth node : seen.values()) {
      boolean heard =
          node.failure().isEmpty()
              && switch (node.contact()) {
                case FRESH, AGEING -> true;
                case CONNECTING, BUSY, STALE, LOST -> false;
              };
      if (heard) {
        for (ServerSight sight : node.sight().map(NodeSight::servers).orElse(List.of())) {
          voices
              .computeIfAbsent(
                  new Key(sight.pool(), sight.lane(), sight.server()), _ -> new ArrayList<>())
              .add(new Voice(node.node(), sight.health(), sight.sessions()));
        }
      }
    }
    return voices;
  }

  /// How many nodes should know a pool.
  private static Map<Name, Integer> expected(Fleet fleet) {
    Map<Name, Integer> counts = new HashMap<>();
    for (Node node : fleet.nodes()) {
      for (Pool pool : fleet.poolsOf(fleet.servicesOn(node))) {
        counts.merge(pool.name(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static ServerRow fold(
      Pool pool, LaneColor color, Server server, List<Voice> heard, int expected) {
    Map<Mark, Integer> counts = new HashMap<>();
    heard.forEach(voice -> counts.merge(Mark.of(voice.health()), 1, Integer::sum));
    int up = counts.getOrDefault(Mark.UP, 0);
    int unknown = counts.getOrDefault(Mark.STALE, 0);
    Mark mark = Mark.STALE;
    if (counts.size() == 1) {
      mark = counts.keySet().iterator().next();
    } else if (counts.size() > 1) {
      counts.remove(Mark.STALE);
      mark = counts.size() == 1 ? counts.keySet().iterator().next() : Mark.DEGRADED;
    }
    long sessions =
        heard.stream().anyMatch(voice -> voice.sessions() >= 0)
            ? heard.stream().mapToLong(voice -> Math.max(0, voice.sessions())).sum()
            : -1;
    return new ServerRow(
        pool.name(),
        color,
        pool.live() == color,
        server,
        mark,
        why(heard),
        mark == Mark.STALE ? heard.size() : heard.size() - unknown,
        expected,
        up,
        sessions);
  }

  private static String why(List<Voice> heard) {
    for (Voice voice : heard) {
      switch (voice.health()) {
        case ServerHealth.Down down -> {
          return down.why();
        }
        case ServerHealth.Degraded degraded -> {
          return degraded.why();
        }
        case ServerHealth.Stale stale -> {
          return stale.why();
        }
        case ServerHealth.Up _, ServerHealth.Draining _, ServerHealth.Maintenance _ -> {}
      }
    }
    return "";
  }
}
