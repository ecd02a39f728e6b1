package pointsman.service.server;

import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.LaneServers;
import pointsman.model.traffic.NodeServers;
import pointsman.model.traffic.ServerChange;
import pointsman.model.traffic.Share;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.shift.Capacity;

/// Keeps the last server that is up in a lane with users: taking it out is refused with the numbers
/// unless its name was typed, and a reason. Always a fresh look. Blocking.
public final class LastServer {
  private final TrafficStore store;
  private final Capacity capacity;

  /// @param store which lanes have users
  /// @param capacity looks at the nodes
  public LastServer(TrafficStore store, Capacity capacity) {
    this.store = store;
    this.capacity = capacity;
  }

  /// Whether the operator named the server and gave a reason.
  static boolean isNamed(ServerOrder order, Consent consent) {
    return consent.name().equals(Optional.of(order.path()))
        && consent.reason().filter(text -> !text.isBlank()).isPresent();
  }

  /// Lets a server be taken out, or refuses.
  ///
  /// @param nodes where it would be
  /// @throws FailureException a {@link Failure.Refused}; nothing was changed
  void require(ServerOrder order, Pool pool, List<Node> nodes, Consent consent)
      throws FailureException {
    if (!takesOut(order.change()) || isNamed(order, consent)) {
      return;
    }
    for (LaneColor lane : LaneColor.values()) {
      boolean here =
          pool.lane(lane).servers().stream().anyMatch(each -> each.name().equals(order.server()));
      if (here && hasUsers(pool, lane)) {
        require(order, lane, capacity.lookWithout(pool, order.server(), nodes));
      }
    }
  }

  private static void require(ServerOrder order, LaneColor lane, List<NodeServers> nodes)
      throws FailureException {
    for (NodeServers node : nodes) {
      LaneServers others = node.lane(lane);
      if (others.up() == 0) {
        throw new FailureException(
            new Failure.Refused(
                Capacity.GUARD,
                "%s: lane %s has users, and on %s %d of its %d other servers are up%s."
                    .formatted(
                        order.path(),
                        lane.word(),
                        node.node(),
                        others.up(),
                        others.servers(),
                        others.unknown() == 0 ? "" : " (" + others.unknown() + " cannot be told)"),
                "Nothing was changed. "
                    + (others.unknown() == 0
                        ? "Bring another server up first"
                        : "'pointsman health "
                            + order.pool()
                            + "' says why they cannot be told"
                            + leavingOut(lane, nodes))
                    + ", or confirm it by the server's name: --confirm "
                    + order.path()
                    + " --reason 'why you do it'."));
      }
    }
  }

  /// The way out for the other nodes, where there are some.
  private static String leavingOut(LaneColor lane, List<NodeServers> nodes) {
    List<String> blind =
        nodes.stream()
            .filter(each -> each.lane(lane).up() == 0 && each.lane(lane).unknown() > 0)
            .map(each -> each.node().value())
            .toList();
    return blind.size() == nodes.size()
        ? ""
        : ". Leave out what cannot be told with --without " + String.join(",", blind);
  }

  private static boolean takesOut(ServerChange change) {
    return switch (change) {
      case ServerChange.ToState to -> to.state() != AdminState.READY;
      case ServerChange.ToWeight to -> to.weight() == 0;
      case ServerChange.AsDeployed _ -> false;
    };
  }

  private boolean hasUsers(Pool pool, LaneColor lane) throws FailureException {
    Optional<TrafficStore.PoolSplit> split = Optional.ofNullable(store.splits().get(pool.name()));
    if (lane != pool.live()) {
      return split.filter(each -> each.on(pool.live()).isAway()).isPresent();
    }
    Share candidate = split.map(TrafficStore.PoolSplit::candidate).orElse(Share.NONE);
    return !candidate.equals(Share.ALL);
  }
}
