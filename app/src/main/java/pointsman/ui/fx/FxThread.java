package pointsman.ui.fx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// The FX thread as an executor, and its start. The only place that hands work to it.
public final class FxThread {
  private static final Logger TOOLKIT_LOG = Logger.getLogger("javafx");

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
  /// @throws FailureException when there is no screen to open a window on
  public static void start(Runnable first) throws FailureException {
    // That we run from the class path is how it is packaged, and no news to the operator.
    TOOLKIT_LOG.setLevel(Level.SEVERE);
    try {
      Platform.startup(first);
    } catch (UnsupportedOperationException e) {
      throw new FailureException(
          new Failure.LocalFile(
              "display " + System.getenv().getOrDefault("DISPLAY", "(none)"),
              "no window can be opened: " + e.getMessage(),
              "Check DISPLAY; every command but 'gui' works without it, 'demo' as text."),
          e);
    }
  }

  /// Starts the toolkit and waits until the window says that it is closed.
  ///
  /// @param open builds the window; it is given what to call once the window has closed
  /// @throws FailureException when there is no screen to open a window on
  /// @throws InterruptedException when the wait is interrupted
  public static void runUntilClosed(Consumer<Runnable> open)
      throws FailureException, InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    List<RuntimeException> broken = new CopyOnWriteArrayList<>();
    start(() -> {
      try {
        open.accept(closed::countDown);
      } catch (RuntimeException e) {
        broken.add(e);
        closed.countDown();
      }
    });
    closed.await();
    for (RuntimeException e : broken) {
      throw e;
    }
    Platform.exit();
  }
}
