package pointsman.model.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.fleet.Name;

/// A pool's traffic at one moment: what was commanded, and apart from it what was measured.
///
/// @param pool its name
/// @param commanded the split that was last commanded
/// @param motion what is being done to the nodes
/// @param nodes every node that carries the pool, in the order of the fleet
/// @param lanes blue, then green
/// @param rollout the pool's rollout that is not over
/// @param last what came of the latest shift of this program
public record PoolTraffic(
    Name pool,
    TrafficSplit commanded,
    Motion motion,
    List<NodeTraffic> nodes,
    List<LaneTraffic> lanes,
    Optional<RolloutSight> rollout,
    Optional<ShiftResult> last) {
  /// Copies.
  public PoolTraffic {
    nodes = List.copyOf(nodes);
    lanes = List.copyOf(lanes);
  }

  /// What is being done to the nodes.
  public enum Motion {
    /// Nothing.
    STILL,
    /// They are being made ready; nothing has changed.
    PREPARING,
    /// They are told to go.
    COMMITTING,
    /// They are read back.
    VERIFYING
  }

  /// What the nodes were measured to run.
  public sealed interface Measured {}

  /// Every node runs the same split.
  ///
  /// @param split which
  public record Agreed(NodeSplit split) implements Measured {}

  /// Nodes run different splits.
  ///
  /// @param nodes by split, in the order of the fleet
  public record Apart(Map<NodeSplit, List<Name>> nodes) implements Measured {
    /// Copies.
    public Apart {
      nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }
  }

  /// Some node was not seen, or too long ago: the blade is drawn as unknown.
  ///
  /// @param silent which
  /// @param seen what the others run, in the order of the fleet
  public record Unknown(List<Name> silent, Map<NodeSplit, List<Name>> seen) implements Measured {
    /// Copies.
    public Unknown {
      silent = List.copyOf(silent);
      seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }
  }

  /// What every node that is seen holds.
  public Map<Name, NodeSplit> held() {
    Map<Name, NodeSplit> held = new LinkedHashMap<>();
    nodes.stream()
        .filter(NodeTraffic::current)
        .forEach(node -> node.split().ifPresent(split -> held.put(node.node(), split)));
    return held;
  }

  /// What the nodes were measured to run; never taken from what was commanded.
  public Measured measured() {
    List<Name> silent = new ArrayList<>();
    Map<NodeSplit, List<Name>> seen = new LinkedHashMap<>();
    for (NodeTraffic node : nodes) {
      if (node.split().isEmpty() || !node.current()) {
        silent.add(node.node());
        continue;
      }
      NodeSplit split = node.split().get();
      seen.computeIfAbsent(split, _ -> new ArrayList<>()).add(node.node());
    }
    if (!silent.isEmpty() || seen.isEmpty()) {
      return new Unknown(silent, seen);
    }
    return seen.size() == 1 ? new Agreed(seen.keySet().iterator().next()) : new Apart(seen);
  }
}
