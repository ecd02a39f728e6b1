package pointsman.service.node;

import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;

/// Who works here, by which clock, and how long is waited for nodes.
///
/// @param operator who, such as `ana@laptop`; stands in every config that is made here
/// @param clock for every time that is written down
/// @param limits how long is waited
public record Desk(String operator, Clock clock, Limits limits) {
  private static final Pattern OPERATOR = Pattern.compile("[A-Za-z0-9._@+-]{1,64}");

  /// Refuses operators that could become more than a comment.
  public Desk {
    if (!OPERATOR.matcher(operator).matches()) {
      throw new InvalidValueException(
          Printable.quote(operator) + " is not an operator",
          "1 to 64 letters, digits and . _ @ + -");
    }
  }

  /// How long is waited.
  ///
  /// @param connect until a session stands and the script has greeted
  /// @param answer for an ordinary answer of the script
  /// @param check for uploading and judging a candidate
  /// @param deadMan after a commit until the node goes back by itself
  /// @param verify until what runs is as planned
  /// @param recover for a node whose link broke during a commit to be seen again
  public record Limits(
      Duration connect,
      Duration answer,
      Duration check,
      Duration deadMan,
      Duration verify,
      Duration recover) {

    /// 15 s, 15 s, 90 s, 60 s, 20 s, 100 s.
    public static Limits defaults() {
      return new Limits(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(90),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(100));
    }
  }
}
