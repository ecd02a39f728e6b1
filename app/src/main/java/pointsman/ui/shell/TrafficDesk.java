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
import pointsman.service.Consent;
import pointsman.service.RolloutService;
import pointsman.service.SplitOrder;
import pointsman.service.TrafficBoard;
import pointsman.service.TrafficService;
import pointsman.ui.desk.TrafficWork;

/// The traffic of pools over its services.
public final class TrafficDesk implements TrafficWork {
  private final TrafficService service;
  private final TrafficBoard board;
  private final RolloutService rollouts;

  /// @param board what is commanded and measured; started by whoever opens the desk
  /// @param rollouts driven by this program
  public TrafficDesk(TrafficService service, TrafficBoard board, RolloutService rollouts) {
    this.service = service;
    this.board = board;
    this.rollouts = rollouts;
  }

  @Override
  public Feed<Map<Name, PoolTraffic>> traffic() {
    return board.traffic();
  }

  @Override
  public ShiftResult split(Name pool, Share candidate, Consent consent) throws FailureException {
    return service.split(SplitOrder.candidate(pool, candidate), consent);
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
    boolean begun = rollouts.sight(pool).filter(sight -> !sight.rollout().over()).isPresent();
    if (begun) {
      rollouts.rollback(pool);
    } else {
      service.split(SplitOrder.candidate(pool, Share.NONE), Consent.none());
    }
  }

  @Override
  public List<TrafficStore.Line> history(Name pool) throws FailureException {
    return rollouts.history(pool);
  }

  @Override
  public List<TrafficStore.ShiftEntry> shifts(Name pool, int limit) throws FailureException {
    return service.shifts(pool, limit);
  }
}
