package pointsman.ui.traffic;

import java.util.OptionalDouble;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Share;

/// What the points show: the lever as commanded, the blade as measured.
///
/// @param live the lane that is live
/// @param lever green's share as commanded
/// @param measure what the nodes were measured to run
/// @param motion what is being done to them
/// @param perSecond requests to the pool; empty: not known
/// @param where what comes in, and what makes a user sticky, in words
/// @param sentence lever and blade in words
/// @param pull what pulling the lever would do, as its button names it; empty: nothing
record PointsPicture(
    LaneColor live,
    Share lever,
    Measure measure,
    PoolTraffic.Motion motion,
    OptionalDouble perSecond,
    String where,
    String sentence,
    String pull) {

  /// How the blade stands.
  enum Seat {
    /// All nodes agree, and nothing is being done to them.
    SEATED,
    /// Nodes are in transit.
    MOVING,
    /// Nodes run different splits, and nothing is being done about it.
    APART,
    /// Some node is silent.
    UNKNOWN
  }

  /// How the blade stands; seated only by what the nodes told.
  Seat seat() {
    if (!measure.known()) {
      return Seat.UNKNOWN;
    }
    boolean still = motion == PoolTraffic.Motion.STILL;
    if (measure.seated()) {
      return still || measure.groups().getFirst().green().equals(lever) ? Seat.SEATED : Seat.MOVING;
    }
    return still ? Seat.APART : Seat.MOVING;
  }

  /// Whether the nodes agree on something else than what was commanded, and nothing is being done.
  boolean differs() {
    return seat() == Seat.SEATED && !measure.groups().getFirst().green().equals(lever);
  }

  /// Where a share is drawn between blue (0) and green (1): small shares of the candidate are drawn
  /// larger than they are, for 1 % has to be seen; the figure beside it is exact.
  double at(Share green) {
    double all = Share.ALL.basisPoints();
    return switch (live) {
      case BLUE -> Math.sqrt(green.basisPoints() / all);
      case GREEN -> 1 - Math.sqrt(green.rest().basisPoints() / all);
    };
  }

  /// Where the blade is drawn: as measured, half-way while nodes are in transit.
  double blade() {
    double lever = at(lever());
    return switch (seat()) {
      case SEATED, APART -> at(measure.groups().getFirst().green());
      case MOVING -> {
        double far = lever;
        for (Measure.Group group : measure.groups()) {
          double at = at(group.green());
          far = Math.abs(at - lever) > Math.abs(far - lever) ? at : far;
        }
        yield (far + lever) / 2;
      }
      case UNKNOWN -> measure.last().map(this::at).orElse(0.5);
    };
  }

  /// The share of requests that is drawn to go to green, 0 to 1: as most nodes told it last.
  double greenFlow() {
    return measure.last().map(share -> share.basisPoints() / 10_000.0).orElse(0.0);
  }
}
