package pointsman.boot;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.FailureException;

/// Looks at something again and again until it is closed. A trouble is told once, not at every
/// look, and does not end it: what was in the way, such as a full disk, may be gone at the next.
final class Following implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private final String what;
  private final Look look;
  private final Duration again;
  private final Thread thread;
  private volatile boolean closed;

  /// One look.
  @FunctionalInterface
  interface Look {
    /// Blocks.
    void now() throws FailureException;
  }

  /// @param what in words, such as `the inventory`
  /// @param again from one look to the next
  Following(String what, Look look, Duration again) {
    this.what = what;
    this.look = look;
    this.again = again;
    this.thread = Thread.ofVirtual().name(what).unstarted(this::run);
  }

  Following start() {
    thread.start();
    return this;
  }

  /// The one that looks.
  Thread thread() {
    return thread;
  }

  private void run() {
    String told = "";
    try {
      while (!closed) {
        try {
          look.now();
          told = "";
        } catch (FailureException e) {
          told = tell(e.failure().summary(), told);
        }
        Thread.sleep(again);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Nothing once it is closed: what it looks at is taken down then.
  private String tell(String trouble, String told) {
    if (!closed && !trouble.equals(told)) {
      LOG.error("{} cannot be read: {}", what, trouble);
    }
    return trouble;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
