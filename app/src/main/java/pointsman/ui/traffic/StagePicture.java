package pointsman.ui.traffic;

import java.util.List;
import java.util.OptionalDouble;
import pointsman.model.fleet.LaneColor;
import pointsman.model.traffic.Share;

/// What the stage slider shows. The wanted mark stands as commanded, the measured one only where
/// nodes were seen.
///
/// @param scale where shares lie
/// @param candidate the lane whose share it is
/// @param version of the candidate, such as `v1.1`; may be empty
/// @param wanted the candidate's share as commanded
/// @param measure what the nodes were measured to run
/// @param reach where the wanted mark may be brought to; empty: nowhere now
/// @param free whether it may also be brought between the stages
/// @param perSecond requests to the pool, for what a share would mean; empty: not known
record StagePicture(
    StageScale scale,
    LaneColor candidate,
    String version,
    Share wanted,
    Measure measure,
    List<Share> reach,
    boolean free,
    OptionalDouble perSecond) {

  StagePicture {
    reach = List.copyOf(reach);
  }

  /// The candidate's shares that nodes were measured to run, that of most nodes first; while none
  /// was seen just now, what they told last.
  List<Share> measured() {
    if (measure.groups().isEmpty()) {
      return measure.last().stream()
          .map(green ->
              switch (candidate) {
                case GREEN -> green;
                case BLUE -> green.rest();
              })
          .toList();
    }
    return measure.groups().stream().map(group -> group.of(candidate)).distinct().toList();
  }

  /// Whether it can be moved at all.
  boolean movable() {
    return !reach.isEmpty();
  }

  /// The share within reach that is nearest to a place.
  Share reachable(double position) {
    Share exact = scale.share(position);
    if (free) {
      return exact;
    }
    Share best = wanted;
    for (Share each : reach) {
      if (Math.abs(scale.position(each) - position) < Math.abs(scale.position(best) - position)) {
        best = each;
      }
    }
    return best;
  }

  /// One step on or back from a share, as the arrow keys go: a percent, or a stage.
  Share step(Share from, int direction) {
    if (!free) {
      return reach.stream()
          .filter(each -> Integer.signum(each.compareTo(from)) == direction)
          .min((a, b) -> direction > 0 ? a.compareTo(b) : b.compareTo(a))
          .orElse(from);
    }
    return new Share(Math.clamp(from.basisPoints() + direction * 100L, 0, 10_000));
  }
}
