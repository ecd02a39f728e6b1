package pointsman.model.plan;

import java.util.List;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.ServerChange;

/// What came of a change of a server at run time, on each of its nodes.
///
/// @param pool its pool
/// @param server its name
/// @param change what was asked
/// @param nodes a line each, in the inventory's order
/// @param limits what an engine did in another way than was asked
public record ServerResult(
    Name pool, Name server, ServerChange change, List<NodeResult> nodes, List<String> limits) {
  /// Copies.
  public ServerResult {
    nodes = List.copyOf(nodes);
    limits = List.copyOf(limits);
  }

  /// Whether every node was seen to run it so.
  public boolean done() {
    return nodes.stream().allMatch(ServerResult::isDone);
  }

  /// Whether every node was seen to be as before.
  public boolean asBefore() {
    return nodes.stream()
        .allMatch(node ->
            switch (node.end()) {
              case UNTOUCHED, REVERTED -> true;
              case DONE, UNCHANGED, UNKNOWN -> false;
            });
  }

  /// The nodes that were not seen to run it so.
  public List<Name> behind() {
    return nodes.stream().filter(node -> !isDone(node)).map(NodeResult::node).toList();
  }

  private static boolean isDone(NodeResult node) {
    return switch (node.end()) {
      case DONE, UNCHANGED -> true;
      case UNTOUCHED, REVERTED, UNKNOWN -> false;
    };
  }
}
