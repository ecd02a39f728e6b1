package pointsman.model.traffic;

/// What the gates say at one moment.
public sealed interface GateReading {

  /// All limits are kept, by fresh numbers.
  record Kept() implements GateReading {}

  /// A limit is passed.
  ///
  /// @param words which, with the numbers
  record Passed(String words) implements GateReading {}

  /// Not known: a node is silent, or too few requests came. Never taken for good.
  ///
  /// @param words what is missing
  record Unknown(String words) implements GateReading {}
}
