package pointsman.model.traffic;

import java.time.Duration;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;

/// What a node was measured to do with a pool's users.
///
/// @param node its name
/// @param split what the running load balancer told last; empty: never seen
/// @param age since it told; meaningless while nothing was seen
/// @param current whether that is fresh enough to be believed
/// @param failure why it could not be looked at last; empty: it could
public record NodeTraffic(
    Name node,
    Optional<NodeSplit> split,
    Duration age,
    boolean current,
    Optional<Failure> failure) {
  /// Why its load balancer serves nothing; empty where that is not known.
  public Optional<Failure> standstill() {
    return failure.filter(Failure::isStandstill);
  }
}
