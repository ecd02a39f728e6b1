package pointsman.model.plan;

import java.time.Duration;
import java.util.List;

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
