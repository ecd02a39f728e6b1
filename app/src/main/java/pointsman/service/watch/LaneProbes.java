package pointsman.service.watch;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.traffic.PoolLane;

/// How many looks in a row showed a lane without a server that serves, by node. Servers that an
/// operator took out say nothing; a lane with one that nobody checked, or not yet since a reload,
/// is not known to be down. Safe for all threads.
final class LaneProbes {
  private final Map<Name, Instant> seen = new HashMap<>();
  private final Map<Name, Map<PoolLane, Integer>> failed = new HashMap<>();

  /// Takes a picture in; one without a new look at a node says nothing new of it.
  synchronized void observe(FleetHealth health) {
    for (NodeHealth node : health.nodes()) {
      if (node.sight().isPresent()
          && node.seenAt().isPresent()
          && !node.seenAt().get().equals(seen.put(node.node(), node.seenAt().get()))) {
        look(
            failed.computeIfAbsent(node.node(), _ -> new HashMap<>()),
            node.sight().get().servers());
      }
    }
  }

  private static void look(Map<PoolLane, Integer> inARow, Iterable<ServerSight> servers) {
    Set<PoolLane> mayServe = new HashSet<>();
    Set<PoolLane> down = new HashSet<>();
    for (ServerSight server : servers) {
      PoolLane lane = new PoolLane(server.pool(), server.lane());
      switch (server.health()) {
        case ServerHealth.Up _, ServerHealth.Degraded _, ServerHealth.Stale _ -> mayServe.add(lane);
        case ServerHealth.Down _ -> down.add(lane);
        case ServerHealth.Draining _, ServerHealth.Maintenance _ -> {}
      }
    }
    down.removeAll(mayServe);
    inARow.keySet().retainAll(down);
    down.forEach(lane -> inARow.merge(lane, 1, Integer::sum));
  }

  /// So many looks in a row, up to the last.
  synchronized int failed(Name node, PoolLane lane) {
    return failed.getOrDefault(node, Map.of()).getOrDefault(lane, 0);
  }
}
