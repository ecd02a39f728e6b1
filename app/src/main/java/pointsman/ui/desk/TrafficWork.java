package pointsman.ui.desk;

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

/// How the traffic of pools is divided, and how that is changed. All but the feed block.
public interface TrafficWork {
  /// What is commanded and measured of every pool, several times a second.
  Feed<Map<Name, PoolTraffic>> traffic();

  /// Has what a pool's lanes do counted for as long as somebody looks: to be said again and again.
  void watch(Name pool);

  /// Brings every node of a pool to a share of the candidate, in two phases.
  ShiftResult split(Name pool, Share candidate, Consent consent) throws FailureException;

  /// Has a pool's audience rules count on every node, or not.
  ShiftResult audience(Name pool, boolean on, Consent consent) throws FailureException;

  /// Brings every node of a pool to what is commanded of it, again.
  ShiftResult again(Name pool, Consent consent) throws FailureException;

  /// Begins a rollout, which this program drives from then on; a blue-green switch is one of one
  /// stage.
  ///
  /// @param smoke what the candidate must answer through every node before any user goes there
  void begin(Name pool, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent)
      throws FailureException;

  /// Tells a rollout what the operator wants: a {@link RolloutEvent.Wish} or an abort.
  void tell(Name pool, RolloutEvent event, Consent consent) throws FailureException;

  /// All users back to the lane that was live before; asks for nothing, at any time.
  void rollback(Name pool) throws FailureException;

  /// Every step of a pool's latest rollout, the oldest first.
  List<TrafficStore.Line> history(Name pool) throws FailureException;

  /// A pool's latest shifts, newest first.
  List<TrafficStore.ShiftEntry> shifts(Name pool, int limit) throws FailureException;
}
