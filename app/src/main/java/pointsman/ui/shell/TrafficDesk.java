package pointsman.ui.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.feed.Feed;
import pointsman.model.Failure;
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
import pointsman.ui.desk.TrafficWork;

/// The traffic of pools, until its services are laid under the desk: nothing is told, and every
/// call is refused.
public final class TrafficDesk implements TrafficWork {
  private final Feed<Map<Name, PoolTraffic>> feed = new Feed<>();

  /// Tells nothing.
  public TrafficDesk() {}

  private static FailureException notYet() {
    return new FailureException(
        new Failure.Unsupported("traffic", "it is not moved from the window yet", "Use 'split'."));
  }

  @Override
  public Feed<Map<Name, PoolTraffic>> traffic() {
    return feed;
  }

  @Override
  public ShiftResult split(Name pool, Share candidate, Consent consent) throws FailureException {
    throw notYet();
  }

  @Override
  public void begin(Name pool, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent)
      throws FailureException {
    throw notYet();
  }

  @Override
  public void tell(Name pool, RolloutEvent event, Consent consent) throws FailureException {
    throw notYet();
  }

  @Override
  public void rollback(Name pool) throws FailureException {
    throw notYet();
  }

  @Override
  public List<TrafficStore.Line> history(Name pool) {
    return List.of();
  }

  @Override
  public List<TrafficStore.ShiftEntry> shifts(Name pool, int limit) {
    return List.of();
  }
}
