package pointsman.model.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Name;

/// The whole fleet as the desk sees it at one time.
///
/// @param at when this picture was put together
/// @param nodes one each, in the inventory's order
public record FleetHealth(Instant at, List<NodeHealth> nodes) {
  /// Copies.
  public FleetHealth {
    nodes = List.copyOf(nodes);
  }

  /// The node of this name.
  public Optional<NodeHealth> findNode(Name name) {
    return nodes.stream().filter(node -> node.node().equals(name)).findFirst();
  }
}
