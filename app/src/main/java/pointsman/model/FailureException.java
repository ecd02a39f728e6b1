package pointsman.model;

/// The one checked exception of ports and drivers: expected trouble on its way to whoever decides.
public final class FailureException extends Exception {
  private final transient Failure failure;

  /// @param failure what went wrong
  public FailureException(Failure failure) {
    super(failure.summary());
    this.failure = failure;
  }

  /// @param failure what went wrong
  /// @param cause the library's exception
  public FailureException(Failure failure, Throwable cause) {
    super(failure.summary(), cause);
    this.failure = failure;
  }

  /// What went wrong.
  public Failure failure() {
    return failure;
  }
}
