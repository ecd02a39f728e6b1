package pointsman.model.traffic;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import pointsman.model.fleet.LaneColor;

/// What a lane of a pool does, over all nodes that are seen. What is not known is empty, never 0.
///
/// @param lane which
/// @param version as deployed
/// @param servers how many it has
/// @param seen how many of them some node tells of now; the others are not known, which is not down
/// @param up how many of them are up on every node that is seen
/// @param perSecond attempts a second, over the last window
/// @param errorShare the share of failed attempts in the window, 0 to 1
/// @param mean the mean response time in the window
/// @param connections that are open to its servers
public record LaneTraffic(
    LaneColor lane,
    String version,
    int servers,
    int seen,
    int up,
    OptionalDouble perSecond,
    OptionalDouble errorShare,
    Optional<Duration> mean,
    OptionalDouble connections) {}
