package pointsman.ui.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import pointsman.model.Failure;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.LaneTraffic;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.NodeTraffic;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.TrafficSplit;

/// What services would tell of the sample fleet's pool, for tests of the pool's page.
public final class Sights {
  public static final Name WEB = new Name("shop-web");

  private Sights() {}

  /// A pool whose nodes give the candidate these shares, in basis points; -1 is a silent node, -2
  /// one whose load balancer is gone.
  public static PoolTraffic of(int commanded, PoolTraffic.Motion motion, int... measured) {
    return of(LaneColor.BLUE, commanded, motion, Optional.empty(), measured);
  }

  /// The same with a rollout.
  public static PoolTraffic of(
      LaneColor live,
      int commanded,
      PoolTraffic.Motion motion,
      Optional<RolloutSight> rollout,
      int... measured) {
    TrafficSplit split =
        new TrafficSplit(
            live,
            new Share(commanded),
            Salt.FIRST,
            commanded > 0 || rollout.isPresent() ? Optional.of(live.other()) : Optional.empty());
    List<NodeTraffic> nodes = new ArrayList<>();
    List<String> names =
        List.of("edge-eu-1", "edge-us-1", "edge-ap-1", "edge-eu-2", "edge-us-2", "edge-ap-2");
    for (int i = 0; i < measured.length; i++) {
      boolean silent = measured[i] < 0;
      NodeSplit runs = split.with(new Share(Math.max(0, measured[i]))).onNode();
      nodes.add(
          new NodeTraffic(
              new Name(names.get(i)),
              silent ? Optional.empty() : Optional.of(runs),
              Duration.ofSeconds(silent ? 40 : 1),
              !silent,
              measured[i] == -2
                  ? Optional.of(
                      new Failure.NotRunning(new Name(names.get(i)), "nginx", "/run/nginx.pid"))
                  : Optional.empty()));
    }
    return new PoolTraffic(WEB, split, motion, nodes, lanes(commanded), rollout, Optional.empty());
  }

  private static List<LaneTraffic> lanes(int commanded) {
    double green = 1_820 * commanded / 10_000.0;
    return List.of(
        lane(LaneColor.BLUE, "1.0", 1_820 - green, 0.0026, 208),
        lane(LaneColor.GREEN, "1.1", green, 0.0025, 212));
  }

  private static LaneTraffic lane(
      LaneColor lane, String version, double rate, double errors, int mean) {
    return new LaneTraffic(
        lane,
        version,
        3,
        3,
        3,
        OptionalDouble.of(rate),
        OptionalDouble.of(errors),
        Optional.of(Duration.ofMillis(mean)),
        OptionalDouble.of(41));
  }

  /// A canary from blue in a state, all of whose gates are kept.
  ///
  /// @param live where users are by now
  public static PoolTraffic canary(
      RolloutState state, Instant began, LaneColor live, int commanded, int... measured) {
    Rollout rollout =
        new Rollout(
            WEB, LaneColor.BLUE, Salt.FIRST, RolloutPolicy.canary(Duration.ofMinutes(15)), state);
    return of(
        live,
        commanded,
        PoolTraffic.Motion.STILL,
        rollout(rollout, new GateReading.Kept(), began),
        measured);
  }

  /// A rollout as it is seen.
  public static Optional<RolloutSight> rollout(Rollout rollout, GateReading gates, Instant began) {
    return Optional.of(
        new RolloutSight(
            "c1",
            rollout,
            "ana",
            "",
            began,
            Optional.of("ana@desk 4711"),
            true,
            gates,
            Optional.of(began.plusSeconds(900))));
  }
}
