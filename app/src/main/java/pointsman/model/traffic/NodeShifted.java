package pointsman.model.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;

/// How a node came out of a fleet shift.
///
/// @param node its name
/// @param end what is known of it
/// @param former the split that it ran before; empty: not seen
/// @param seen the split that it was last seen to run; empty: not known
/// @param stamp when the split changed, as the node itself told it, by the desk's clock; empty: it
///   did not, or not known
/// @param failure why it is not seated
/// @param evidence what was seen, as `label: value` lines for people
public record NodeShifted(
    Name node,
    End end,
    Optional<NodeSplit> former,
    Optional<NodeSplit> seen,
    Optional<Instant> stamp,
    Optional<Failure> failure,
    List<String> evidence) {
  /// Copies.
  public NodeShifted {
    evidence = List.copyOf(evidence);
  }

  /// What is known of a node after a shift.
  public enum End {
    /// It was seen to run the split, over a new connection.
    SEATED,
    /// It was seen to run what it ran before.
    UNTOUCHED,
    /// It was left out by name.
    LEFT_OUT,
    /// Something else, or nothing, is known of it.
    UNKNOWN
  }

  /// From the first to the last of the nodes' stamps; empty below two of them.
  public static Optional<Duration> skew(List<NodeShifted> nodes) {
    List<Instant> stamps = nodes.stream().flatMap(node -> node.stamp().stream()).sorted().toList();
    return stamps.size() < 2
        ? Optional.empty()
        : Optional.of(Duration.between(stamps.getFirst(), stamps.getLast()));
  }
}
