package pointsman.ui.gauge;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/// Waits until something was drawn: looks at each frame whether it is there, then lets two more
/// begin, since a frame is painted beside the thread that laid it out. FX thread only.
final class Drawn extends AnimationTimer {
  private static final int PAINTING = 2;
  private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

  private final long began;
  private final BooleanSupplier there;
  private final CompletableFuture<Double> took = new CompletableFuture<>();
  private int left = PAINTING;

  /// @param began when what is measured began, by the system's nanoseconds
  /// @param there whether it can be seen in the next frame
  Drawn(long began, BooleanSupplier there) {
    this.began = began;
    this.there = there;
  }

  /// The milliseconds it took, once it was drawn; fails after a minute.
  CompletableFuture<Double> took() {
    start();
    return took;
  }

  @Override
  public void handle(long now) {
    long since = System.nanoTime() - began;
    if (left == 0) {
      stop();
      took.complete(since / 1e6);
    } else if (left < PAINTING || there.getAsBoolean()) {
      left--;
    } else if (since > PATIENCE) {
      stop();
      took.completeExceptionally(new TimeoutException("nothing was drawn within a minute"));
    }
  }
}
