package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;

/// Whether the nodes of a pool differ, and not only because they were not looked at in the same
/// moment: it is told once every node was looked at again and they still differ. One thread at a
/// time.
final class Differing {
  /// So much later than it was measured a picture may be shown.
  private static final Duration LATE = Duration.ofMillis(300);

  private Optional<Instant> since = Optional.empty();

  /// Whether they do, by this picture.
  boolean tells(PoolTraffic traffic, Instant now) {
    boolean apart =
        traffic.motion() == PoolTraffic.Motion.STILL
            && traffic.measured() instanceof PoolTraffic.Apart;
    since = apart ? Optional.of(since.orElse(now)) : Optional.empty();
    if (since.isEmpty()) {
      return false;
    }
    Duration lasts = Duration.between(since.get(), now);
    return traffic.nodes().stream()
        .map(NodeTraffic::age)
        .allMatch(age -> age.plus(LATE).compareTo(lasts) < 0);
  }
}
