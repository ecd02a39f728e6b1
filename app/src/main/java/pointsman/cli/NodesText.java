package pointsman.cli;

import java.util.List;
import java.util.stream.Collectors;
import pointsman.model.fleet.Name;

/// Nodes within a line: few by name, most of a large fleet as a figure, so that those that differ
/// are seen.
final class NodesText {
  private static final int FEW = 6;

  private NodesText() {}

  /// After a statement: `: edge-1, edge-2`, ` on all 50 nodes` or ` on 49 of 50 nodes`.
  static String after(List<Name> nodes, int all) {
    if (nodes.size() <= FEW || nodes.size() * 2 <= all) {
      return ": " + names(nodes);
    }
    return nodes.size() == all
        ? " on all " + all + " nodes"
        : " on " + nodes.size() + " of " + all + " nodes";
  }

  static String names(List<Name> nodes) {
    return nodes.stream().map(Name::value).collect(Collectors.joining(", "));
  }
}
