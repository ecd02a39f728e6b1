package pointsman.ui.fx;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.FailureException;
import pointsman.model.Outcome;

/// Looks at something again and again in the background, until it is closed, and hands on what is
/// another thing than before. For what other programs may change, where nothing tells of it; closed
/// when its screen is detached.
///
/// @param <T> what is seen, compared with `equals`
public final class Repeated<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

  private final Look<T> look;
  private final Duration pace;
  private final Threads threads;
  private final Consumer<Outcome<T>> reader;
  private volatile boolean closed;

  /// One look.
  ///
  /// @param <T> what is seen
  @FunctionalInterface
  public interface Look<T> {
    /// Looks. In the background; may block.
    ///
    /// @param before what was seen at the last look that succeeded
    T now(Optional<T> before) throws FailureException;
  }

  /// @param look what to look at
  /// @param pace from the end of one look to the next
  /// @param threads where to look; the background has threads that may wait
  /// @param reader called on the FX thread with what is seen first, and with each other thing
  public Repeated(Look<T> look, Duration pace, Threads threads, Consumer<Outcome<T>> reader) {
    this.look = look;
    this.pace = pace;
    this.threads = threads;
    this.reader = reader;
  }

  /// Begins, with a look at once. Once.
  public Repeated<T> start() {
    threads.background().execute(this::run);
    return this;
  }

  private void run() {
    Optional<T> seen = Optional.empty();
    Optional<Outcome<T>> told = Optional.empty();
    try {
      while (!closed) {
        Outcome<T> now = now(seen);
        if (now.find().isPresent()) {
          seen = now.find();
        }
        if (!Optional.of(now).equals(told)) {
          told = Optional.of(now);
          threads.fx().execute(() -> deliver(now));
        }
        Thread.sleep(pace);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("it is not looked at any more: {}", e.toString(), e);
    }
  }

  private Outcome<T> now(Optional<T> before) {
    try {
      return new Outcome.Ok<>(look.now(before));
    } catch (FailureException e) {
      return new Outcome.Failed<>(e.failure());
    }
  }

  private void deliver(Outcome<T> now) {
    if (!closed) {
      reader.accept(now);
    }
  }

  /// Nothing is delivered afterwards, and no other look begins.
  @Override
  public void close() {
    closed = true;
  }
}
