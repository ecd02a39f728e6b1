package pointsman.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// Waits for what can be seen, with a limit.
final class Wait {
  private Wait() {}

  /// Looks every 5 ms.
  ///
  /// @return whether it came true in time
  static boolean until(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
        return condition.getAsBoolean();
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }

  /// The same; too late is a failure.
  ///
  /// @param what such as `edge-1`
  /// @param missing what did not happen, in words
  static void demand(Duration limit, BooleanSupplier condition, String what, String missing)
      throws FailureException {
    if (!until(limit, condition)) {
      throw new FailureException(
          new Failure.LocalFile(
              what,
              missing + " within " + limit.toMillis() + " ms",
              "Look at the logs in its folder below the lab's."));
    }
  }
}
