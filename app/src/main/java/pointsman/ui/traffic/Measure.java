package pointsman.ui.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Share;

/// What the nodes of a pool were measured to run, folded for drawing. Nothing in it comes from what
/// was commanded.
///
/// @param groups nodes that run the same split and were seen just now, the largest group first
/// @param silent how many nodes were not seen, or too long ago
/// @param down nodes whose load balancer is known to serve nothing; none of them is silent
/// @param total how many nodes carry the pool
/// @param last green's share as most nodes told it last, however long ago; empty: never
/// @param oldest since the most silent node told anything; empty: it never did, or all are current
record Measure(
    List<Group> groups,
    int silent,
    List<NodeTraffic> down,
    int total,
    Optional<Share> last,
    Optional<Duration> oldest) {

  /// Nodes that run the same split.
  ///
  /// @param green green's share
  /// @param nodes which
  record Group(Share green, List<Name> nodes) {
    Group {
      nodes = List.copyOf(nodes);
    }

    /// The share of a lane.
    Share of(LaneColor lane) {
      return switch (lane) {
        case GREEN -> green;
        case BLUE -> green.rest();
      };
    }
  }

  Measure {
    groups = List.copyOf(groups);
    down = List.copyOf(down);
  }

  static Measure of(PoolTraffic traffic) {
    return switch (traffic.measured()) {
      case PoolTraffic.Agreed agreed ->
          fold(
              traffic,
              Map.of(agreed.split(), traffic.nodes().stream().map(NodeTraffic::node).toList()),
              0);
      case PoolTraffic.Apart apart -> fold(traffic, apart.nodes(), 0);
      case PoolTraffic.Unknown unknown -> fold(traffic, unknown.seen(), unknown.silent().size());
    };
  }

  private static Measure fold(PoolTraffic traffic, Map<NodeSplit, List<Name>> seen, int silent) {
    List<Group> groups = new ArrayList<>();
    seen.forEach((split, nodes) -> groups.add(new Group(split.green(), nodes)));
    groups.sort(
        Comparator.comparingInt((Group group) -> -group.nodes().size())
            .thenComparing(Group::green));
    List<NodeTraffic> down =
        traffic.nodes().stream().filter(node -> node.standstill().isPresent()).toList();
    return new Measure(
        groups,
        silent - down.size(),
        down,
        traffic.nodes().size(),
        last(traffic),
        oldest(traffic.nodes()));
  }

  private static Optional<Share> last(PoolTraffic traffic) {
    Map<Share, Integer> votes = new HashMap<>();
    traffic
        .nodes()
        .forEach(
            node -> node.split().ifPresent(split -> votes.merge(split.green(), 1, Integer::sum)));
    return votes.entrySet().stream()
        .max(Map.Entry.<Share, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static Optional<Duration> oldest(List<NodeTraffic> nodes) {
    return nodes.stream()
        .filter(node -> node.split().isPresent() && !node.current() && node.standstill().isEmpty())
        .map(NodeTraffic::age)
        .max(Comparator.naturalOrder());
  }

  /// Whether every node that serves was seen just now.
  boolean known() {
    return silent == 0 && !groups.isEmpty();
  }

  /// How many nodes are not known to serve nothing.
  int serving() {
    return total - down.size();
  }

  /// Whether every node that serves was seen just now to run the same split.
  boolean seated() {
    return known() && groups.size() == 1;
  }
}
