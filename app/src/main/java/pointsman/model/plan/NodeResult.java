package pointsman.model.plan;

import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;

/// What came of a deploy on one node.
///
/// @param node the node
/// @param end what state it is in
/// @param release the release that runs there now, as seen; empty when unknown
/// @param failure why it is not done
/// @param evidence what was seen, as `label: value` lines
public record NodeResult(
    Name node,
    End end,
    Optional<ReleaseId> release,
    Optional<Failure> failure,
    List<String> evidence) {

  /// In what state a node was left.
  public enum End {
    /// The new release runs, verified.
    DONE,
    /// There was nothing to do, by checksum.
    UNCHANGED,
    /// Never changed; verified to be in its former state.
    UNTOUCHED,
    /// Changed, went back, verified to be in its former state.
    REVERTED,
    /// Nobody knows: an answer was lost.
    UNKNOWN
  }

  /// Copies.
  public NodeResult {
    evidence = List.copyOf(evidence);
  }
}
