package pointsman.model.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;

/// What came of a deploy.
///
/// @param run its id in the journal
/// @param nodes a result each
/// @param took from start to end
public record DeployResult(String run, List<NodeResult> nodes, Duration took) {
  /// Copies.
  public DeployResult {
    nodes = List.copyOf(nodes);
  }

  /// Whether every node runs what was planned.
  public boolean done() {
    return nodes.stream()
        .allMatch(node ->
            switch (node.end()) {
              case DONE, UNCHANGED -> true;
              case UNTOUCHED, REVERTED, UNKNOWN -> false;
            });
  }

  /// What it failed of: of the nodes that failed, the first that failed by itself and not because
  /// its wave was stopped for another.
  public Optional<Failure> reason() {
    List<Failure> failures =
        nodes.stream().map(NodeResult::failure).flatMap(Optional::stream).toList();
    return failures.stream()
        .filter(failure -> !(failure instanceof Failure.Stopped))
        .findFirst()
        .or(() -> failures.stream().findFirst());
  }

  /// Whether every node was seen to be in its former state.
  public boolean asBefore() {
    return nodes.stream()
        .allMatch(node ->
            switch (node.end()) {
              case UNCHANGED, UNTOUCHED, REVERTED -> true;
              case DONE, UNKNOWN -> false;
            });
  }
}
