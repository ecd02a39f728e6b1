package pointsman.service;

import java.util.Optional;
import java.util.Set;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Share;

/// A split that an operator wants.
///
/// @param pool whose
/// @param lane whose share is told; empty: the candidate's
/// @param share of its users
/// @param leftOut nodes that are left out by name
public record SplitOrder(Name pool, Optional<LaneColor> lane, Share share, Set<Name> leftOut) {
  /// Copies.
  public SplitOrder {
    leftOut = Set.copyOf(leftOut);
  }

  /// The candidate's share, on every node.
  public static SplitOrder candidate(Name pool, Share share) {
    return new SplitOrder(pool, Optional.empty(), share, Set.of());
  }

  /// The candidate's share.
  ///
  /// @param live the pool's live lane
  Share candidate(LaneColor live) {
    return lane.filter(live::equals).isPresent() ? share.rest() : share;
  }
}
