package pointsman.engine.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.LaneServers;
import pointsman.model.traffic.NodeServers;
import pointsman.model.traffic.Share;

/// Whether a lane has the servers for the share that it would get. Pure; the rule and its reasons
/// stand in docs/decisions/0012-guards.md.
///
/// A lane needs, on every node, `max(1, ceil(share × ¾ × b))` servers that are known to be up,
/// where `b` is the smaller of its own number of servers and the number of the live lane's servers
/// that are not known to be down.
public final class CapacityFloor {
  /// A quarter of the servers may be missing, as in a rolling update.
  private static final int SPARED = 4;

  private static final int WHOLE = Share.ALL.basisPoints();

  private CapacityFloor() {}

  /// A lane that is too weak on some node.
  ///
  /// @param lane which
  /// @param share that it would get
  /// @param worst the node on which most is missing
  /// @param servers what that node sees of the lane
  /// @param needed how many would have to be up there
  /// @param most the largest share that its servers could take now, on all nodes
  /// @param nodes how many nodes see too few
  public record Shortfall(
      LaneColor lane,
      Share share,
      Name worst,
      LaneServers servers,
      int needed,
      Share most,
      int nodes) {
    /// In one sentence without its end, for a refusal.
    public String words() {
      String unknown = servers.unknown() == 0 ? "" : " (" + servers.unknown() + " cannot be told)";
      String others =
          nodes == 1
              ? ""
              : " (and too few on " + (nodes - 1) + (nodes == 2 ? " other" : " others") + ")";
      return lane.word()
          + " would get "
          + share
          + " with "
          + servers.up()
          + " of "
          + servers.servers()
          + (servers.servers() == 1 ? " server" : " servers")
          + " up"
          + unknown
          + " on "
          + worst
          + others
          + "; at least "
          + needed
          + (needed == 1 ? " is" : " are")
          + " needed";
    }
  }

  /// Finds what is missing.
  ///
  /// @param live the lane that serves
  /// @param candidate the share that the other one would get
  /// @param nodes what every node of the pool sees
  /// @return empty: enough everywhere
  public static Optional<Shortfall> shortfall(
      LaneColor live, Share candidate, List<NodeServers> nodes) {
    if (candidate.equals(Share.NONE)) {
      return Optional.empty();
    }
    LaneColor lane = live.other();
    List<NodeServers> weak =
        nodes.stream()
            .filter(node -> node.lane(lane).up() < needed(candidate, node, live))
            .toList();
    return weak.stream()
        .min(
            Comparator.comparingInt(
                    (NodeServers node) -> node.lane(lane).up() - needed(candidate, node, live))
                .thenComparing(NodeServers::node))
        .map(worst ->
            new Shortfall(
                lane,
                candidate,
                worst.node(),
                worst.lane(lane),
                needed(candidate, worst, live),
                most(live, nodes),
                weak.size()));
  }

  /// How many servers of the lane that is not live must be up on a node; at least one.
  static int needed(Share candidate, NodeServers node, LaneColor live) {
    long load = (long) candidate.basisPoints() * (SPARED - 1) * base(node, live);
    return Math.max(1, Math.toIntExact(Math.ceilDiv(load, (long) WHOLE * SPARED)));
  }

  /// How many servers carry the users now, as far as the candidate could ever match them. What is
  /// unknown of the live lane counts, so that ignorance lowers no floor.
  private static int base(NodeServers node, LaneColor live) {
    LaneServers serving = node.lane(live);
    return Math.min(node.lane(live.other()).servers(), serving.servers() - serving.down());
  }

  /// The largest share that no node refuses.
  static Share most(LaneColor live, List<NodeServers> nodes) {
    int most = WHOLE;
    for (NodeServers node : nodes) {
      int up = node.lane(live.other()).up();
      int base = base(node, live);
      if (up == 0) {
        return Share.NONE;
      }
      if (base > 0) {
        most = Math.toIntExact(Math.min(most, (long) up * WHOLE * SPARED / ((SPARED - 1L) * base)));
      }
    }
    return new Share(most);
  }

  /// The nodes that see no server of a lane up: said on the way back to it, never refused.
  public static List<Name> without(LaneColor lane, List<NodeServers> nodes) {
    return nodes.stream().filter(node -> node.lane(lane).up() == 0).map(NodeServers::node).toList();
  }
}
