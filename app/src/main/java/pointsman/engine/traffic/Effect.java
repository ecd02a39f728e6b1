package pointsman.engine.traffic;

import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.TrafficSplit;

/// What is to be done after a decision, in order.
public sealed interface Effect {

  /// Bring every node of the pool to a split, in two phases.
  ///
  /// @param target what the outcome's event will name
  /// @param split what every node is to hold
  record Shift(RolloutState.Target target, TrafficSplit split) implements Effect {}

  /// Name another lane live in the inventory. No node changes.
  ///
  /// @param lane which
  record NameLive(LaneColor lane) implements Effect {}

  /// End the lease on the nodes: nobody needs to watch any more.
  record EndLease() implements Effect {}
}
