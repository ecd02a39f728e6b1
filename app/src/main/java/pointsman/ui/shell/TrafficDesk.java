package pointsman.ui.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.LaneTraffic;
import pointsman.model.traffic.PoolCounts;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.TrafficStore;
import pointsman.service.Consent;
import pointsman.service.LaneCounting;
import pointsman.service.RolloutService;
import pointsman.service.SplitOrder;
import pointsman.service.TrafficBoard;
import pointsman.service.TrafficService;
import pointsman.ui.desk.TrafficWork;

/// The traffic of pools, laid over the services.
public final class TrafficDesk implements TrafficWork, AutoCloseable {
  /// What lanes did is told over so long: short enough to follow, long enough to count something.
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final TrafficService traffic;
  private final RolloutService rollouts;
  private final LaneCounting counting;
  private final Feed<Map<Name, PoolTraffic>> feed = new Feed<>();
  private final Subscription subscription;

  /// @param board what is commanded and measured
  /// @param traffic changes it
  /// @param rollouts change it by stages
  /// @param counting what lanes do
  public TrafficDesk(
      TrafficBoard board, TrafficService traffic, RolloutService rollouts, LaneCounting counting) {
    this.traffic = traffic;
    this.rollouts = rollouts;
    this.counting = counting;
    subscription = board.traffic().subscribe(this::publish);
  }

  private void publish(Map<Name, PoolTraffic> pools) {
    Map<Name, PoolTraffic> counted = new LinkedHashMap<>();
    pools.forEach((pool, told) -> counted.put(pool, counted(told)));
    feed.publish(counted);
  }

  private PoolTraffic counted(PoolTraffic told) {
    PoolCounts counts = counting.counts(told.pool(), WINDOW);
    if (counts.counted().isEmpty()) {
      return told;
    }
    List<LaneTraffic> lanes = new ArrayList<>();
    for (LaneTraffic lane : told.lanes()) {
      PoolCounts.LaneTally tally = counts.of(lane.lane());
      lanes.add(
          new LaneTraffic(
              lane.lane(),
              lane.version(),
              lane.servers(),
              lane.up(),
              OptionalDouble.of(tally.perSecond()),
              tally.counts().errorShare(),
              tally.counts().times().mean(),
              lane.connections()));
    }
    return new PoolTraffic(
        told.pool(),
        told.commanded(),
        told.motion(),
        told.nodes(),
        lanes,
        told.rollout(),
        told.last());
  }

  @Override
  public Feed<Map<Name, PoolTraffic>> traffic() {
    return feed;
  }

  @Override
  public void watch(Name pool) {
    counting.want(pool);
  }

  @Override
  public ShiftResult split(Name pool, Share candidate, Consent consent) throws FailureException {
    return traffic.split(SplitOrder.candidate(pool, candidate), consent);
  }

  @Override
  public void begin(Name pool, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent)
      throws FailureException {
    rollouts.begin(pool, policy, smoke, consent);
  }

  @Override
  public void tell(Name pool, RolloutEvent event, Consent consent) throws FailureException {
    rollouts.tell(pool, event, consent);
  }

  @Override
  public void rollback(Name pool) throws FailureException {
    if (rollouts.sight(pool).filter(sight -> !sight.rollout().over()).isPresent()) {
      rollouts.rollback(pool);
    } else {
      traffic.split(SplitOrder.candidate(pool, Share.NONE), Consent.none());
    }
  }

  @Override
  public List<TrafficStore.Line> history(Name pool) throws FailureException {
    return rollouts.history(pool);
  }

  @Override
  public List<TrafficStore.ShiftEntry> shifts(Name pool, int limit) throws FailureException {
    return traffic.shifts(pool, limit);
  }

  @Override
  public void close() {
    subscription.close();
  }
}
