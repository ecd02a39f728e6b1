package pointsman.service.node;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Nodes that are told to go at the same time. What each does afterwards waits a moment for the
/// others, so that it keeps no processor from those that are still to be told.
public final class Together {
  private static final int PATIENCE_MILLIS = 100;

  private final CountDownLatch untold;

  /// @param nodes how many
  public Together(int nodes) {
    untold = new CountDownLatch(nodes);
  }

  /// One was told.
  public void told() {
    untold.countDown();
  }

  /// Waits until all were told, or the moment is over.
  public void awaitOthers() {
    try {
      untold.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
