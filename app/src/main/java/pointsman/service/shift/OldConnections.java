package pointsman.service.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.health.ServerSight;
import pointsman.model.node.Ask;
import pointsman.port.Inventory;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLooks;

/// Connections that are still on a lane after a switch: counted, left to end, or cut. Blocking.
public final class OldConnections {
  private final Inventory inventory;
  private final NodeAccess access;
  private final Guards guards;

  /// @param guards cutting is asked about as a grave change
  public OldConnections(Inventory inventory, NodeAccess access, Guards guards) {
    this.inventory = inventory;
    this.access = access;
    this.guards = guards;
  }

  /// What is open on a lane.
  ///
  /// @param pool whose lane
  /// @param lane which
  /// @param open by node
  /// @param untold nodes that do not tell, or cannot cut
  public record Left(Name pool, LaneColor lane, Map<Name, Long> open, List<Name> untold) {
    /// Copies.
    public Left {
      open = Map.copyOf(open);
      untold = List.copyOf(untold);
    }

    /// On all nodes that tell.
    public long total() {
      return open.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// Counts them.
  public Left count(Name name, LaneColor lane) throws FailureException {
    Fleet fleet = inventory.load();
    Pool pool = fleet.findPool(name).orElseThrow();
    List<Node> nodes = fleet.carriers(name);
    Map<Name, Outcome<Long>> counts =
        FanOut.all(nodes, Node::name, node -> count(node, pool, lane));
    Map<Name, Long> open = new TreeMap<>();
    List<Name> untold = new ArrayList<>();
    counts.forEach((node, outcome) ->
        outcome
            .find()
            .filter(count -> count >= 0)
            .ifPresentOrElse(count -> open.put(node, count), () -> untold.add(node)));
    return new Left(name, lane, open, untold);
  }

  private long count(Node node, Pool pool, LaneColor lane) throws FailureException {
    List<ServerSight> servers =
        NodeLooks.look(access, node, List.of(pool)).servers().stream()
            .filter(server -> server.pool().equals(pool.name()) && server.lane() == lane)
            .toList();
    boolean told = servers.stream().allMatch(server -> server.sessions() >= 0);
    return told ? servers.stream().mapToLong(ServerSight::sessions).sum() : -1;
  }

  /// Lets them be cut later, or says what is to be said first.
  public void allow(Name pool, Consent consent) throws FailureException {
    guards.require("This cuts connections of " + pool, Guards.Kind.GRAVE, consent, pool);
  }

  /// Cuts them, and counts what is left.
  ///
  /// @throws FailureException a {@link Failure.Refused} for want of consent
  public Left cut(Name name, LaneColor lane, Consent consent) throws FailureException {
    allow(name, consent);
    Fleet fleet = inventory.load();
    Pool pool = fleet.findPool(name).orElseThrow();
    List<Name> unable = new ArrayList<>();
    Map<Name, Outcome<Boolean>> all =
        FanOut.all(
            fleet.carriers(name),
            Node::name,
            node -> {
              List<Ask> asks = access.driver(node).shifting().cut(node, pool, lane);
              for (Outcome<String> answer :
                  asks.isEmpty() ? List.<Outcome<String>>of() : access.ask(node, asks)) {
                if (answer.findFailure().isPresent()) {
                  throw new FailureException(answer.findFailure().get());
                }
              }
              return !asks.isEmpty();
            });
    all.forEach((node, outcome) -> {
      if (!outcome.find().orElse(false)) {
        unable.add(node);
      }
    });
    Left left = count(name, lane);
    left.untold().stream().filter(node -> !unable.contains(node)).forEach(unable::add);
    return new Left(name, lane, left.open(), unable);
  }
}
