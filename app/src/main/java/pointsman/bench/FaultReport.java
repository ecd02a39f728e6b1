package pointsman.bench;

import java.util.List;
import java.util.Map;

/// What came of faults at random moments.
///
/// @param seed what the moments were drawn from; the same seed draws the same ones
/// @param deployMillis how long a deploy takes here, from its first lock to its end
/// @param moments one each
/// @param wrong what was not as it must be; empty when all was
public record FaultReport(long seed, long deployMillis, List<Moment> moments, List<String> wrong) {
  /// Copies.
  public FaultReport {
    moments = List.copyOf(moments);
    wrong = List.copyOf(wrong);
  }

  /// One moment.
  ///
  /// @param kind what went wrong
  /// @param afterMillis how long after the first node was locked
  /// @param code how the program ended
  /// @param left which nodes ran what was wanted when it had ended
  /// @param held the longest that a node still held something unsettled afterwards, in ms
  public record Moment(
      FaultKind kind, long afterMillis, int code, Map<String, Boolean> left, long held) {}
}
