package pointsman.ui.editor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.health.FleetHealth;
import pointsman.ui.fleet.ServerRow;
import pointsman.ui.fleet.ServerSights;
import pointsman.ui.kit.Mark;

/// Services and pools with the live state of their servers, computed in the background.
///
/// @param fleet the inventory
/// @param servers by pool, in the inventory's order
record PoolPicture(Fleet fleet, Map<Name, List<ServerRow>> servers) {

  static PoolPicture of(Fleet fleet, Optional<FleetHealth> health) {
    return new PoolPicture(
        fleet,
        ServerSights.inOrder(fleet, health).stream()
            .collect(Collectors.groupingBy(ServerRow::pool)));
  }

  /// The servers of a lane.
  List<ServerRow> lane(Name pool, LaneColor color) {
    return servers.getOrDefault(pool, List.of()).stream()
        .filter(row -> row.lane() == color)
        .toList();
  }

  /// The services that reach a pool.
  Set<Name> users(Name pool) {
    return fleet.services().stream()
        .filter(service -> service.pools().contains(pool))
        .map(Service::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The state of a lane.
  Mark state(Name pool, LaneColor color) {
    return ServerRow.together(lane(pool, color));
  }

  /// How many servers of a lane are up.
  long up(Name pool, LaneColor color) {
    return lane(pool, color).stream().filter(row -> row.mark() == Mark.UP).count();
  }

  /// How many of its nodes tell of a lane.
  ServerRow.Heard heard(Name pool, LaneColor color) {
    return ServerRow.Heard.of(lane(pool, color));
  }

  /// What a list of services shows of it: figures that nobody sees there, such as sessions, make no
  /// other picture.
  Brief brief() {
    Map<Name, List<LaneBrief>> pools = new HashMap<>();
    servers.forEach((pool, rows) -> pools.put(pool, lanes(pool)));
    return new Brief(fleet, pools);
  }

  private List<LaneBrief> lanes(Name pool) {
    return Stream.of(LaneColor.values())
        .map(lane -> new LaneBrief(state(pool, lane), up(pool, lane), heard(pool, lane)))
        .toList();
  }

  /// A lane in brief.
  ///
  /// @param state its mark
  /// @param up how many of its servers are up
  /// @param heard by how many nodes it is seen
  record LaneBrief(Mark state, long up, ServerRow.Heard heard) {}

  /// Services and pools in brief.
  ///
  /// @param fleet the inventory
  /// @param pools blue, then green
  record Brief(Fleet fleet, Map<Name, List<LaneBrief>> pools) {}

  Optional<Pool> findPool(Name name) {
    return fleet.findPool(name);
  }
}
