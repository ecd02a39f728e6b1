package pointsman.ui.fx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;

/// A feed as the FX thread sees it: the latest value only, at most one delivery pending, at most
/// one a pace. Values in between are dropped, the last one never is. Closed when its screen is
/// detached.
///
/// @param <T> the feed's value
public final class FxFeed<T> implements AutoCloseable {
  private final AtomicReference<Optional<T>> latest = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean pending = new AtomicBoolean();
  private final long paceNanos;
  private final Executor fx;
  private final Consumer<T> reader;
  private final Subscription subscription;
  private volatile boolean closed;
  private volatile long nextAt = System.nanoTime();

  /// Subscribes at once.
  ///
  /// @param feed what to follow
  /// @param pace the shortest time between two deliveries
  /// @param fx runs commands on the FX thread
  /// @param reader called on the FX thread
  public FxFeed(Feed<T> feed, Duration pace, Executor fx, Consumer<T> reader) {
    this.paceNanos = pace.toNanos();
    this.fx = fx;
    this.reader = reader;
    this.subscription = feed.subscribe(this::offer);
  }

  private void offer(T value) {
    latest.set(Optional.of(value));
    if (closed || !pending.compareAndSet(false, true)) {
      return;
    }
    long wait = nextAt - System.nanoTime();
    if (wait <= 0) {
      fx.execute(this::deliver);
    } else {
      CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, fx).execute(this::deliver);
    }
  }

  private void deliver() {
    nextAt = System.nanoTime() + paceNanos;
    pending.set(false);
    Optional<T> value = latest.getAndSet(Optional.empty());
    if (!closed) {
      value.ifPresent(reader);
    }
  }

  /// Ends the subscription; nothing is delivered afterwards. Closing twice does nothing.
  @Override
  public void close() {
    closed = true;
    subscription.close();
  }
}
