package pointsman.model.fleet;

import java.util.Set;
import java.util.TreeSet;

/// On which nodes a service runs: those that are named, or carry one of the tags, or stand in one
/// of the regions. Nothing given means every node.
///
/// @param nodes by name
/// @param tags by tag
/// @param regions by region
public record Placement(Set<Name> nodes, Set<Name> tags, Set<Name> regions) {
  /// Copies and sorts.
  public Placement {
    nodes = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    regions = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(regions));
  }

  /// Every node.
  public static Placement everywhere() {
    return new Placement(Set.of(), Set.of(), Set.of());
  }

  /// Whether the node is meant.
  public boolean covers(Node node) {
    if (nodes.isEmpty() && tags.isEmpty() && regions.isEmpty()) {
      return true;
    }
    return nodes.contains(node.name())
        || node.tags().stream().anyMatch(tags::contains)
        || node.region().filter(regions::contains).isPresent();
  }
}
