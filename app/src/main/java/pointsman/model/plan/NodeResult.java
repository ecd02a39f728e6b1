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
  /// How the evidence line begins that names what nobody looked at.
  public static final String NOT_COMPARED = "not compared: ";

  /// How the evidence line begins that tells what came of the order to go back.
  public static final String BACK = "back: ";

  /// How the evidence line begins that tells of users whom another inventory commanded before.
  public static final String USERS = "users: ";

  /// In what state a node was left.
  public enum End {
    /// The new release runs, verified.
    DONE,
    /// There was nothing to do, by checksum.
    UNCHANGED,
    /// Never changed; verified to be in its former state.
    UNTOUCHED,
    /// Changed, went back, seen to be in its former state as far as the evidence says.
    REVERTED,
    /// Neither the new nor the former state was seen: the failure and the evidence say what was.
    UNKNOWN
  }

  /// Copies.
  public NodeResult {
    evidence = List.copyOf(evidence);
  }

  /// Of a node of which neither the new nor the former state was seen.
  public static NodeResult unknown(Name node, Failure failure, List<String> evidence) {
    return new NodeResult(node, End.UNKNOWN, Optional.empty(), Optional.of(failure), evidence);
  }

  /// What nobody looked at although the state is told; of a former release that is not one of ours.
  public Optional<String> notCompared() {
    return find(NOT_COMPARED);
  }

  /// What came of the order to go back, as the node told it; empty: none was answered.
  public Optional<String> back() {
    return find(BACK);
  }

  private Optional<String> find(String label) {
    return evidence.stream()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()))
        .findFirst();
  }
}
