package pointsman.model.traffic;

import java.util.Optional;
import pointsman.model.fleet.LaneColor;
import pointsman.model.value.InvalidValueException;

/// How a pool's users are divided, as the operator speaks of it.
///
/// @param live the lane that serves
/// @param candidate the share of the other lane
/// @param salt of this rollout
/// @param audience the lane that `candidate` means in audience rules; empty: the rules are off
public record TrafficSplit(
    LaneColor live, Share candidate, Salt salt, Optional<LaneColor> audience) {

  /// All on the live lane, audience rules off.
  public static TrafficSplit allOn(LaneColor live, Salt salt) {
    return new TrafficSplit(live, Share.NONE, salt, Optional.empty());
  }

  /// Green's share, whichever lane is live.
  public Share green() {
    return switch (live) {
      case BLUE -> candidate;
      case GREEN -> candidate.rest();
    };
  }

  /// Whether somebody goes to the candidate, by share or by rule.
  public boolean isAway() {
    return !candidate.equals(Share.NONE) || audience.filter(live.other()::equals).isPresent();
  }

  /// What every node of the pool is to hold.
  public NodeSplit onNode() {
    return new NodeSplit(green(), salt, audience);
  }

  /// The same users on the same lanes, with the candidate's share at another value.
  public TrafficSplit with(Share share) {
    return new TrafficSplit(live, share, salt, audience);
  }

  /// The same, with another salt.
  ///
  /// @throws InvalidValueException between 0 and 100 %, where it would move users
  public TrafficSplit with(Salt other) {
    if (!candidate.equals(Share.NONE) && !candidate.equals(Share.ALL)) {
      throw new InvalidValueException(
          "the salt at " + candidate, "a share of 0 or 100 %, where no user is moved by it");
    }
    return new TrafficSplit(live, candidate, other, audience);
  }

  /// After a promotion: what was the candidate is live. No node changes by it.
  ///
  /// @throws InvalidValueException before the candidate has all users
  public TrafficSplit promoted() {
    if (!candidate.equals(Share.ALL)) {
      throw new InvalidValueException("a promotion at " + candidate, "a share of 100 %");
    }
    return new TrafficSplit(live.other(), Share.NONE, salt, audience);
  }
}
