package pointsman.model.fleet;

/// The two lanes of a pool. Names, not judgements.
public enum LaneColor {
  /// The one lane.
  BLUE,
  /// The other.
  GREEN;

  /// The other lane.
  public LaneColor other() {
    return switch (this) {
      case BLUE -> GREEN;
      case GREEN -> BLUE;
    };
  }

  /// `blue` or `green`, as in configs and fleet files.
  public String word() {
    return switch (this) {
      case BLUE -> "blue";
      case GREEN -> "green";
    };
  }
}
