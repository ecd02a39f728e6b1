package pointsman.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
  /// @param log the file that may say why; its last lines are told
  static void demand(
      Duration limit, BooleanSupplier condition, String what, String missing, Path log)
      throws FailureException {
    demand(limit, condition, what, missing, () -> Commands.tail(log), "See " + log);
  }

  /// The same, where nothing is written that would say why.
  static void demand(Duration limit, BooleanSupplier condition, String what, String missing)
      throws FailureException {
    demand(
        limit,
        condition,
        what,
        missing,
        () -> "",
        "Look at the logs in its folder below the lab's");
  }

  private static void demand(
      Duration limit,
      BooleanSupplier condition,
      String what,
      String missing,
      Supplier<String> why,
      String look)
      throws FailureException {
    if (until(limit, condition)) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new FailureException(new Failure.Stopped("Waiting for " + what));
    }
    throw new FailureException(
        new Failure.LocalFile(
            what,
            missing + " within " + limit.toSeconds() + " s" + why.get(),
            look + "; on a busy computer try fewer nodes."));
  }
}
