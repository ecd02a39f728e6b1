package pointsman.ui.kit;

import java.util.Set;
import pointsman.model.fleet.Name;

/// Where the operator can be.
public sealed interface Place {
  /// All nodes and servers.
  record Fleet() implements Place {}

  /// One node.
  ///
  /// @param node which
  record Node(Name node) implements Place {}

  /// All services.
  record Services() implements Place {}

  /// One pool's traffic: points, stages, gates.
  ///
  /// @param pool which
  record Pool(Name pool) implements Place {}

  /// One pool's lanes with their servers.
  ///
  /// @param pool which
  record Servers(Name pool) implements Place {}

  /// Plans, pushes, results, history; as they stand.
  record Deploys() implements Place {}

  /// Deploys, with a new plan made at once.
  ///
  /// @param services which; empty: all
  /// @param nodes which; empty: all
  record Plan(Set<Name> services, Set<Name> nodes) implements Place {
    /// Copies.
    public Plan {
      services = Set.copyOf(services);
      nodes = Set.copyOf(nodes);
    }
  }

  /// Deploys, with the plan of the way back shown at once.
  ///
  /// @param release what to go back to: a release or a run
  /// @param nodes which; empty: all that it is for
  record Revert(String release, Set<Name> nodes) implements Place {
    /// Copies.
    public Revert {
      nodes = Set.copyOf(nodes);
    }

    /// On all nodes that it is for.
    public static Revert all(String release) {
      return new Revert(release, Set.of());
    }
  }

  /// Settings of this home.
  record Settings() implements Place {}
}
