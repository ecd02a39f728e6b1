package pointsman.ui.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;

/// One node as its page shows it.
///
/// @param node from the inventory
/// @param row its line in the fleet's table
/// @param services what it is to serve
/// @param sight the last one
/// @param seenAt when
record NodePicture(
    Node node,
    NodeRow row,
    List<Service> services,
    Optional<NodeSight> sight,
    Optional<Instant> seenAt) {

  /// The picture of a node; empty when the inventory has no such node.
  static Optional<NodePicture> of(Fleet fleet, Optional<FleetHealth> health, Name name) {
    Optional<NodeHealth> seen = health.flatMap(all -> all.findNode(name));
    return fleet
        .findNode(name)
        .map(node ->
            new NodePicture(
                node,
                NodeRow.of(node, "", seen),
                fleet.servicesOn(node),
                seen.flatMap(NodeHealth::sight),
                seen.flatMap(NodeHealth::seenAt)));
  }

  /// Its servers as it sees them; unknown, as of then, when the picture is old or the last look
  /// failed.
  List<ServerSight> servers() {
    List<ServerSight> told = sight.map(NodeSight::servers).orElse(List.of());
    if (!row.isOld() && row.failure().isEmpty()) {
      return told;
    }
    ServerHealth unknown =
        new ServerHealth.Stale(
            seenAt.orElse(Instant.EPOCH),
            row.standstill()
                .map(Failure::summary)
                .orElse(row.isBusy() ? "the node is being changed" : "the node does not answer"));
    return told.stream().map(each -> each.as(unknown)).toList();
  }
}
