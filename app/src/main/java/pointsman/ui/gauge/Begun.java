package pointsman.ui.gauge;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Something that begins on the FX thread, takes some frames, and is waited for by another thread.
///
/// @param <T> what comes of it
final class Begun<T> implements Runnable {
  private final Supplier<CompletableFuture<T>> begin;
  private final CompletableFuture<CompletableFuture<T>> begun = new CompletableFuture<>();

  /// @param begin begins it, on the FX thread
  Begun(Supplier<CompletableFuture<T>> begin) {
    this.begin = begin;
  }

  @Override
  public void run() {
    try {
      begun.complete(begin.get());
    } catch (RuntimeException e) {
      begun.completeExceptionally(e);
    }
  }

  /// What came of it; throws what went wrong.
  T await() {
    return begun.join().join();
  }
}
