package pointsman.model.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Name;

/// What came of a fleet shift.
///
/// @param pool whose split
/// @param split what every node was to hold
/// @param nodes a line each, in the order of the fleet
/// @param at when it began, by the desk's clock
/// @param prepared until all nodes were ready
/// @param committed from the word to go until the last node was seen to run it; zero: nobody was
///   told to go
public record ShiftResult(
    Name pool,
    NodeSplit split,
    List<NodeShifted> nodes,
    Instant at,
    Duration prepared,
    Duration committed) {
  /// Copies.
  public ShiftResult {
    nodes = List.copyOf(nodes);
  }

  /// Whether every node that was not left out was seen to run it.
  public boolean seated() {
    return nodes.stream()
        .allMatch(
            node -> node.end() == NodeShifted.End.SEATED || node.end() == NodeShifted.End.LEFT_OUT);
  }

  /// Whether no node was changed, by evidence.
  public boolean untouched() {
    return nodes.stream()
        .allMatch(node ->
            node.end() == NodeShifted.End.UNTOUCHED || node.end() == NodeShifted.End.LEFT_OUT);
  }

  /// Whether nodes were told to go; until then nothing was changed anywhere.
  public boolean told() {
    return !committed.isZero();
  }

  /// The nodes that are not known to run it.
  public List<Name> behind() {
    return nodes.stream()
        .filter(node -> node.end() != NodeShifted.End.SEATED)
        .map(NodeShifted::node)
        .toList();
  }

  /// The first reason that is told of a node.
  public Optional<NodeShifted> culprit() {
    return nodes.stream().filter(node -> node.failure().isPresent()).findFirst();
  }

  /// From the first to the last node, by the nodes' own stamps, each brought to the desk's clock.
  public Optional<Duration> skew() {
    return NodeShifted.skew(nodes);
  }
}
