package pointsman.ui.fx;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A picture that is computed off the FX thread whenever something it rests on has changed. At most
/// one computation runs; requests that come meanwhile become one more, a pace later.
///
/// @param <R> the picture, immutable
public final class Recompute<R> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Recompute.class);

  private enum State {
    IDLE,
    RUNNING,
    /// It runs, and once more a pace later.
    DIRTY,
    /// It runs, and once more as soon as it has.
    HURRIED,
    /// It will run when the pace is over.
    WAITING
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final Supplier<R> compute;
  private final Consumer<R> reader;
  private final Duration pace;
  private final Threads threads;
  private volatile boolean closed;

  /// @param compute runs in the background; reads only what is safe for all threads
  /// @param reader called on the FX thread with each new picture
  /// @param pace the shortest time between two computations
  /// @param threads where to run
  public Recompute(Supplier<R> compute, Consumer<R> reader, Duration pace, Threads threads) {
    this.compute = compute;
    this.reader = reader;
    this.pace = pace;
    this.threads = threads;
  }

  /// Asks for a new picture. Any thread; never blocks.
  public void request() {
    while (!closed) {
      switch (java.util.Objects.requireNonNull(state.get())) {
        case IDLE -> {
          if (state.compareAndSet(State.IDLE, State.RUNNING)) {
            threads.background().execute(this::run);
            return;
          }
        }
        case RUNNING -> {
          if (state.compareAndSet(State.RUNNING, State.DIRTY)) {
            return;
          }
        }
        case DIRTY, HURRIED, WAITING -> {
          return;
        }
      }
    }
  }

  /// Asks for a new picture without waiting for the pace: somebody has typed and looks at it. Any
  /// thread; never blocks.
  public void hurry() {
    while (!closed) {
      State now = state.get();
      switch (java.util.Objects.requireNonNull(now)) {
        case IDLE, WAITING -> {
          if (state.compareAndSet(now, State.RUNNING)) {
            threads.background().execute(this::run);
            return;
          }
        }
        case RUNNING, DIRTY -> {
          if (state.compareAndSet(now, State.HURRIED)) {
            return;
          }
        }
        case HURRIED -> {
          return;
        }
      }
    }
  }

  private void waited() {
    if (state.compareAndSet(State.WAITING, State.RUNNING)) {
      run();
    }
  }

  private void run() {
    try {
      R picture = compute.get();
      threads.fx().execute(() -> deliver(picture));
    } catch (RuntimeException e) {
      LOG.error("a picture could not be computed: {}", e.toString(), e);
      threads.fx().execute(this::settle);
    }
  }

  private void deliver(R picture) {
    try {
      if (!closed) {
        reader.accept(picture);
      }
    } finally {
      settle();
    }
  }

  private void settle() {
    if (closed || state.compareAndSet(State.RUNNING, State.IDLE)) {
      return;
    }
    if (pace.isZero() || state.compareAndSet(State.HURRIED, State.RUNNING)) {
      state.set(State.RUNNING);
      threads.background().execute(this::run);
    } else if (state.compareAndSet(State.DIRTY, State.WAITING)) {
      CompletableFuture.delayedExecutor(
              pace.toMillis(), TimeUnit.MILLISECONDS, threads.background())
          .execute(this::waited);
    } else {
      settle();
    }
  }

  /// Nothing is delivered afterwards.
  @Override
  public void close() {
    closed = true;
  }
}
