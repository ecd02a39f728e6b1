package pointsman.ui.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.RolloutService;
import pointsman.service.shift.SplitOrder;
import pointsman.service.shift.TrafficBoard;
import pointsman.service.shift.TrafficService;
import pointsman.service.watch.LaneCounting;
import pointsman.ui.desk.TrafficWork;

/// The traffic of pools, laid over the services.
public final class TrafficDesk implements TrafficWork {
  private final TrafficBoard board;
  private final TrafficService traffic;
  private final RolloutService rollouts;
  private final LaneCounting counting;

  /// @param board what is commanded and measured
  /// @param traffic changes it
  /// @param rollouts change it by stages
  /// @param counting is told which pool is looked at
  public TrafficDesk(
      TrafficBoard board, TrafficService traffic, RolloutService rollouts, LaneCounting counting) {
    this.board = board;
    this.traffic = traffic;
    this.rollouts = rollouts;
    this.counting = counting;
  }

  @Override
  public Feed<Map<Name, PoolTraffic>> traffic() {
    return board.traffic();
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
  public ShiftResult audience(Name pool, boolean on, Consent consent) throws FailureException {
    return traffic.split(SplitOrder.audience(pool, on), consent);
  }

  @Override
  public ShiftResult again(Name pool, Consent consent) throws FailureException {
    return traffic.split(SplitOrder.again(pool, traffic.commanded(pool)), consent);
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
}
