package pointsman.port;

/// Traffic that is under way. May be called from any thread.
public interface LoadRun extends AutoCloseable {
  /// What was counted so far.
  LoadResult soFar();

  /// Waits for the order's duration, lets the requests under way end, and tells what was counted.
  LoadResult await() throws InterruptedException;

  /// Sends nothing more, lets the requests under way end, and tells what was counted.
  LoadResult stop();

  /// As stop, without the result.
  @Override
  void close();
}
