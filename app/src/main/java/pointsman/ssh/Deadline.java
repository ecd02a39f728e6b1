package pointsman.ssh;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A moment until which something may take, and how long that was in the beginning.
///
/// @param at the moment, on [System#nanoTime]'s clock
/// @param limit the whole time that was given
record Deadline(long at, Duration limit) {

  /// A deadline that begins now.
  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos(), limit);
  }

  /// Nanoseconds that are left, at least 0.
  long nanosLeft() {
    return Math.max(0, at - System.nanoTime());
  }

  /// This one, or one that begins now when that ends earlier.
  Deadline orSooner(Duration other) {
    Deadline candidate = in(other);
    return candidate.at - at < 0 ? candidate : this;
  }

  /// Runs something that cannot be told a limit on a thread of its own and waits for it until the
  /// deadline. What has not ended by then goes on unheeded; the caller has to break what it hangs
  /// on.
  ///
  /// @throws TimeoutException at the deadline
  /// @throws Exception what the work threw
  <T> T await(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().name("ssh-step").start(task);
    try {
      return task.get(nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
