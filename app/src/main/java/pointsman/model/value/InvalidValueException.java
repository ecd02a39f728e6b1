package pointsman.model.value;

/// A value that its type refuses. Thrown by compact constructors, so that an unsafe value cannot
/// exist; whoever reads input turns it into a {@link Failure.BadInput} with file and line.
public final class InvalidValueException extends IllegalArgumentException {
  private final String problem;
  private final String expected;

  /// @param problem what is wrong with the value, with the value made printable
  /// @param expected what would be right
  public InvalidValueException(String problem, String expected) {
    super(problem + "; expected " + expected);
    this.problem = problem;
    this.expected = expected;
  }

  /// What is wrong with the value.
  public String problem() {
    return problem;
  }

  /// What would be right.
  public String expected() {
    return expected;
  }
}
