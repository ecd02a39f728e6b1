package pointsman.ui.shell;

import java.time.Duration;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Why;
import pointsman.service.guard.GuardService;
import pointsman.ui.desk.GuardWork;

/// The desk's guards laid over their service. Commands change them beside the window, so whoever
/// follows the inventory looks here as well. Safe for all threads.
public final class GuardDesk implements GuardWork {
  private final GuardService service;
  private final Feed<GuardSight> sights = new Feed<>();

  /// @param service the lock and the freezes
  public GuardDesk(GuardService service) {
    this.service = service;
  }

  /// Reads what guards the fleet now.
  public void look() throws FailureException {
    sights.publish(service.sight());
  }

  @Override
  public Feed<GuardSight> sights() {
    return sights;
  }

  @Override
  public void unlock(Duration length, Why why) throws FailureException {
    service.unlock(length, why);
    look();
  }

  @Override
  public void lock() throws FailureException {
    service.lock();
    look();
  }
}
