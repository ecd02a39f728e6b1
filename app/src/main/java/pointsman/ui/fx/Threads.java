package pointsman.ui.fx;

import java.util.concurrent.Executor;

/// Where the desk's work runs.
///
/// @param background for work that may block
/// @param fx the FX thread
public record Threads(Executor background, Executor fx) {
  /// A virtual thread for each piece of work, and the FX thread.
  public static Threads real() {
    return new Threads(Thread::startVirtualThread, FxThread.executor());
  }

  /// Everything at once in the calling thread; for tests of view models.
  public static Threads direct() {
    return new Threads(Runnable::run, Runnable::run);
  }
}
