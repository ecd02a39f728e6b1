package pointsman.feed;

/// A subscription that can be ended.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /// Ends it. Closing twice does nothing.
  @Override
  void close();
}
