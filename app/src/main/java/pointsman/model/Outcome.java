package pointsman.model;

import java.util.Optional;
import java.util.function.Function;

/// What came of an attempt: a value, or the reason why there is none. Used where partial success is
/// a result, for instance a fan-out over nodes.
///
/// @param <T> the value of a success
public sealed interface Outcome<T> {

  /// A success with its value.
  ///
  /// @param value what came of it
  record Ok<T>(T value) implements Outcome<T> {}

  /// A failure with its reason.
  ///
  /// @param failure what went wrong and what to do
  record Failed<T>(Failure failure) implements Outcome<T> {}

  /// The value, when there is one.
  default Optional<T> find() {
    return switch (this) {
      case Ok<T> ok -> Optional.of(ok.value());
      case Failed<T> _ -> Optional.empty();
    };
  }

  /// The failure, when there is one.
  default Optional<Failure> findFailure() {
    return switch (this) {
      case Ok<T> _ -> Optional.empty();
      case Failed<T> failed -> Optional.of(failed.failure());
    };
  }

  /// The same outcome with its value changed.
  default <R> Outcome<R> map(Function<T, R> change) {
    return switch (this) {
      case Ok<T> ok -> new Ok<>(change.apply(ok.value()));
      case Failed<T> failed -> new Failed<>(failed.failure());
    };
  }
}
