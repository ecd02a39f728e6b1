package pointsman.service.rollout;

import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;

/// Brings every node of a pool to a split, in two phases; what came of it is seen on the nodes.
public interface Shifts {

  /// The nodes that carry a pool, in the order of the fleet.
  List<Name> nodes(Name pool) throws FailureException;

  /// Asked when all nodes are ready and none has changed.
  interface BeforeCommit {
    /// Lets the nodes go.
    ///
    /// @throws FailureException no node is to change
    void check() throws FailureException;
  }

  /// Does it; a step of a rollout.
  ///
  /// @param rollout whose step it is
  /// @throws FailureException nothing was changed
  ShiftResult shift(Name pool, TrafficSplit split, String rollout, BeforeCommit before)
      throws FailureException;
}
