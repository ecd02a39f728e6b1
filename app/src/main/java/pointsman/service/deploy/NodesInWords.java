package pointsman.service.deploy;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pointsman.model.fleet.Name;

/// Chosen nodes as options of a command, by the shorter list: those that are meant, or those that
/// are left out.
final class NodesInWords {
  private NodesInWords() {}

  /// With a space before it; empty where all are meant.
  ///
  /// @param all the nodes to choose from
  /// @param only those that are meant; empty: all
  static String of(Collection<Name> all, Set<Name> only) {
    if (only.isEmpty()) {
      return "";
    }
    Set<Name> left = new TreeSet<>(all);
    left.removeAll(only);
    boolean fewer = !left.isEmpty() && left.size() < only.size() && all.containsAll(only);
    return fewer ? " --without " + joined(left) : " --node " + joined(only);
  }

  private static String joined(Set<Name> names) {
    return new TreeSet<>(names).stream().map(Name::value).collect(Collectors.joining(","));
  }
}
