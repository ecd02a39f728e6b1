package pointsman.ui.desk;

import java.time.Duration;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Why;

/// What stands between an operator and a change. All but the feed block.
public interface GuardWork {
  /// What guards the fleet, read anew every few seconds.
  Feed<GuardSight> sights();

  /// Opens production's lock for a while.
  void unlock(Duration length, Why why) throws FailureException;

  /// Closes it.
  void lock() throws FailureException;
}
