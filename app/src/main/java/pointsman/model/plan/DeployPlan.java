package pointsman.model.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.ServerOverride;

/// What would happen on which node. Made against hashes; a node that moved since is not touched.
///
/// @param made when
/// @param purpose such as `deploy shop` or `revert to 2026…`, for history
/// @param nodes a plan each, in the inventory's order
public record DeployPlan(Instant made, String purpose, List<NodePlan> nodes) {
  /// Copies.
  public DeployPlan {
    nodes = List.copyOf(nodes);
  }

  /// The nodes that would change.
  public List<NodePlan.Change> changes() {
    return nodes.stream()
        .filter(NodePlan.Change.class::isInstance)
        .map(NodePlan.Change.class::cast)
        .toList();
  }

  /// The nodes for which no plan could be made.
  public List<NodePlan.Blocked> blocked() {
    return nodes.stream()
        .filter(NodePlan.Blocked.class::isInstance)
        .map(NodePlan.Blocked.class::cast)
        .toList();
  }

  /// The services whose config changes on some node.
  public Set<Name> touched() {
    Set<Name> names = new TreeSet<>();
    changes().forEach(change -> names.addAll(change.radius().services()));
    return names;
  }

  /// The services that stay as they are, but share a process that reloads.
  public Set<Name> reloadedToo() {
    Set<Name> names = new TreeSet<>();
    changes().forEach(change -> names.addAll(change.reloadedToo()));
    names.removeAll(touched());
    return names;
  }

  /// How servers differ at run time on the nodes that it is about, such as `shop-web.blue/b1
  /// drain`, with the nodes. A deploy leaves that standing.
  public Map<String, List<Name>> standing() {
    Map<String, List<Name>> byServer = new LinkedHashMap<>();
    for (NodePlan node : nodes) {
      for (ServerOverride each : node.standing().all()) {
        byServer.computeIfAbsent(each.told(), _ -> new ArrayList<>()).add(node.node());
      }
    }
    return byServer;
  }
}
