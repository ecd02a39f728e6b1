package pointsman.service.shift;

import java.util.Optional;
import java.util.Set;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.TrafficSplit;

/// What a fleet shift is to bring about.
///
/// @param pool whose split
/// @param split what every node is to hold
/// @param leftOut nodes that an operator leaves out by name
/// @param rollout whose step it is; empty: a split by hand
/// @param reach which nodes must be ready before any goes
public record ShiftOrder(
    Name pool, TrafficSplit split, Set<Name> leftOut, Optional<String> rollout, Reach reach) {
  /// Copies.
  public ShiftOrder {
    leftOut = Set.copyOf(leftOut);
  }

  /// Which nodes must be ready before any goes.
  public enum Reach {
    /// All of them: one that refuses keeps all where they are.
    ALL,
    /// Those that can: the way back does not wait for a node that is gone; it is named.
    THOSE_THAT_CAN
  }

  /// Onward: all or none.
  public static ShiftOrder all(Name pool, TrafficSplit split, Optional<String> rollout) {
    return new ShiftOrder(pool, split, Set.of(), rollout, Reach.ALL);
  }

  /// Back: as many as can.
  public static ShiftOrder back(Name pool, TrafficSplit split, Optional<String> rollout) {
    return new ShiftOrder(pool, split, Set.of(), rollout, Reach.THOSE_THAT_CAN);
  }
}
