package pointsman.service.shift;

import java.util.Optional;
import java.util.Set;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;
import pointsman.model.value.InvalidValueException;

/// A split that an operator wants.
///
/// @param pool whose
/// @param lane whose share is told; empty: the candidate's
/// @param share of its users; empty: as it is
/// @param audience whether the pool's audience rules count; empty: off at 0 %, on with the first
///   users, else as they are
/// @param leftOut nodes that are left out by name
public record SplitOrder(
    Name pool,
    Optional<LaneColor> lane,
    Optional<Share> share,
    Optional<Boolean> audience,
    Set<Name> leftOut) {
  /// Copies; refuses an order that wants nothing.
  public SplitOrder {
    leftOut = Set.copyOf(leftOut);
    if (share.isEmpty() && audience.isEmpty()) {
      throw new InvalidValueException(
          "nothing is wanted of " + pool, "a share, the audience on or off, or both");
    }
  }

  /// The candidate's share, on every node.
  public static SplitOrder candidate(Name pool, Share share) {
    return new SplitOrder(pool, Optional.empty(), Optional.of(share), Optional.empty(), Set.of());
  }

  /// The audience rules on or off, on every node; everybody else stays.
  public static SplitOrder audience(Name pool, boolean on) {
    return new SplitOrder(pool, Optional.empty(), Optional.empty(), Optional.of(on), Set.of());
  }

  /// What is commanded, once more on every node.
  public static SplitOrder again(Name pool, TrafficSplit commanded) {
    return new SplitOrder(
        pool,
        Optional.empty(),
        Optional.of(commanded.candidate()),
        Optional.of(commanded.audience().isPresent()),
        Set.of());
  }

  /// The candidate's share.
  Share candidate(TrafficSplit now) {
    return share
        .map(each -> lane.filter(now.live()::equals).isPresent() ? each.rest() : each)
        .orElse(now.candidate());
  }

  /// The lane that `candidate` means in audience rules then.
  Optional<LaneColor> audience(TrafficSplit now, Share next) {
    Optional<LaneColor> on = Optional.of(now.live().other());
    if (audience.isPresent()) {
      return audience.get() ? on : Optional.empty();
    }
    if (next.equals(Share.NONE)) {
      return Optional.empty();
    }
    return now.candidate().equals(Share.NONE) || now.audience().isPresent() ? on : Optional.empty();
  }
}
