package pointsman.model.traffic;

/// Why users are brought back, or why a rollout does not go on.
public sealed interface Reason {
  /// In one sentence.
  String words();

  /// An operator wanted it.
  ///
  /// @param who the operator
  record Operator(String who) implements Reason {
    @Override
    public String words() {
      return who + " wanted it";
    }
  }

  /// A gate was passed.
  ///
  /// @param words with the numbers
  record Gate(String words) implements Reason {}

  /// A node refused, in words.
  ///
  /// @param words which and why
  record Refused(String words) implements Reason {}

  /// The desk was gone for longer than the lease: nodes went back by themselves.
  ///
  /// @param words which nodes
  record Unwatched(String words) implements Reason {}

  /// An operator lives with nodes that did not go.
  ///
  /// @param words who and which nodes
  record AcceptedSplit(String words) implements Reason {}
}
