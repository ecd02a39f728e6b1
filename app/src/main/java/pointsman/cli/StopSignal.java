package pointsman.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/// What is done when the program is told to stop (Ctrl-C, SIGTERM) while something is on its way:
/// without it Java would end at once and say nothing.
final class StopSignal implements AutoCloseable {
  private final Thread hook;

  private StopSignal(Thread hook) {
    this.hook = hook;
  }

  /// Until it is closed, a signal runs the work and ends the program with its exit code.
  static StopSignal during(IntSupplier work) {
    Thread hook = new Thread(() -> Runtime.getRuntime().halt(work.getAsInt()), "stop signal");
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopSignal(hook);
  }

  /// Takes the work back. When the program is being stopped already, waits for its end here, so
  /// that nothing else is told.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
