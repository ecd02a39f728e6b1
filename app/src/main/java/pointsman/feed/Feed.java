package pointsman.feed;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Keeps the latest value and tells its subscribers. Publishing never blocks on a slow reader
/// beyond the reader's own call; subscribers are called on the publishing thread and must hand over
/// quickly. Safe for all threads.
///
/// @param <T> an immutable value
public final class Feed<T> {
  private final List<Consumer<T>> subscribers = new CopyOnWriteArrayList<>();
  private volatile Optional<T> latest = Optional.empty();

  /// The latest value, once there is one.
  public Optional<T> find() {
    return latest;
  }

  /// Publishes a value.
  public void publish(T value) {
    latest = Optional.of(value);
    for (Consumer<T> subscriber : subscribers) {
      subscriber.accept(value);
    }
  }

  /// Calls back at once with the latest value, when there is one, and with each one published
  /// later. A value that is published meanwhile may be told twice.
  ///
  /// @return ends the subscription
  public Subscription subscribe(Consumer<T> subscriber) {
    subscribers.add(subscriber);
    latest.ifPresent(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /// How many subscribers there are; for leak tests.
  public int subscriberCount() {
    return subscribers.size();
  }
}
