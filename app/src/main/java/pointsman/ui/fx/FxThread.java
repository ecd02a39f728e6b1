package pointsman.ui.fx;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javafx.application.Platform;

/// The FX thread as an executor, and its start. The only place that hands work to it.
public final class FxThread {
  private FxThread() {}

  /// Runs a command on the FX thread: at once when called there, else later and in order.
  public static Executor executor() {
    return command -> {
      if (Platform.isFxApplicationThread()) {
        command.run();
      } else {
        Platform.runLater(command);
      }
    };
  }

  /// Starts the toolkit and runs a command on the FX thread.
  ///
  /// @param first what runs first, such as building the window
  public static void start(Runnable first) {
    Platform.startup(first);
  }

  /// Starts the toolkit and waits until the window says that it is closed.
  ///
  /// @param open builds the window; it is given what to call once the window has closed
  /// @throws InterruptedException when the wait is interrupted
  public static void runUntilClosed(java.util.function.Consumer<Runnable> open)
      throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    start(() -> open.accept(closed::countDown));
    closed.await();
    Platform.exit();
  }
}
