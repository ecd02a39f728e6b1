package pointsman.engine.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.LaneGrowth;

/// What is known of a candidate when its gates are read.
///
/// @param lane which lane it is
/// @param http whether requests are told apart; else connections are
/// @param nodes every node that carries the pool
public record GateEvidence(LaneColor lane, boolean http, List<NodeEvidence> nodes) {
  /// Copies.
  public GateEvidence {
    nodes = List.copyOf(nodes);
  }

  /// What one node tells of the candidate.
  ///
  /// @param node its name
  /// @param growth what it counted, the oldest first
  /// @param age since its counts were read last; empty: never
  /// @param failedProbes so many looks in a row at the node, up to the last, showed no server of
  ///   the lane that serves
  /// @param why the last look at its counts failed, or what they lack; empty: nothing
  public record NodeEvidence(
      Name node,
      List<LaneGrowth> growth,
      Optional<Duration> age,
      int failedProbes,
      Optional<String> why) {
    /// Copies.
    public NodeEvidence {
      growth = List.copyOf(growth);
    }
  }
}
