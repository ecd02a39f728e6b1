package pointsman.service.rollout;

import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.TrafficSplit;

/// Says in the inventory which lane of a pool is live. No node changes by it.
public interface LiveLanes {
  /// Names the lane, and notes the split as the one that is commanded. Nothing happens when it is
  /// so already.
  ///
  /// @param split with the lane that is live from now on
  void name(Name pool, TrafficSplit split, String operator) throws FailureException;
}
