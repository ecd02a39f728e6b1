package pointsman.model.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;

/// A node as the desk sees it: the last sight and how old it is.
///
/// @param node its name
/// @param contact how fresh the picture is
/// @param sight the last one
/// @param seenAt when it was received
/// @param age of the last sight, by a monotonic clock
/// @param requestsPerSecond between the last two sights; -1 when unknown
/// @param failure why the last look failed
public record NodeHealth(
    Name node,
    Contact contact,
    Optional<NodeSight> sight,
    Optional<Instant> seenAt,
    Duration age,
    double requestsPerSecond,
    Optional<Failure> failure) {

  /// Why its load balancer serves nothing; empty where that is not known.
  public Optional<Failure> standstill() {
    return failure.filter(Failure::isStandstill);
  }

  /// How fresh a picture is.
  public enum Contact {
    /// No look has ended yet.
    CONNECTING,
    /// At most 2 polls old.
    FRESH,
    /// At most 5 polls old.
    AGEING,
    /// More than 5 polls old, for this program itself is at work on the node and does not look.
    BUSY,
    /// More than 5 polls old.
    STALE,
    /// The node cannot be reached.
    LOST
  }
}
