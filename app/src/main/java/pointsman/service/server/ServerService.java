package pointsman.service.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.driver.Administering;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;
import pointsman.port.Inventory;
import pointsman.port.ServerLog;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;
import pointsman.service.shift.FleetShift;

/// Drains servers, takes them out, brings them back and weights them while everything runs, on all
/// nodes that carry them; and tells how they run against how they were deployed. Blocking; safe for
/// all threads.
public final class ServerService {
  private static final Logger LOG = LoggerFactory.getLogger(ServerService.class);

  private final Inventory inventory;
  private final ServerLog log;
  private final NodeAccess access;
  private final Guards guards;
  private final LastServer last;

  /// @param log where each change is written down before it is made
  /// @param last keeps a lane's last server
  public ServerService(
      Inventory inventory, ServerLog log, NodeAccess access, Guards guards, LastServer last) {
    this.inventory = inventory;
    this.log = log;
    this.access = access;
    this.guards = guards;
    this.last = last;
  }

  /// Does it on every node. What becomes of the nodes is a result, also when all of them refuse.
  ///
  /// @throws FailureException nothing was changed: a name that is not there, or a guard
  public ServerResult change(ServerOrder order, Consent consent) throws FailureException {
    Fleet fleet = inventory.load();
    Pool pool = require(fleet, order);
    List<Node> nodes = nodes(fleet, order);
    boolean named = LastServer.isNamed(order, consent);
    guards.require(
        "This sets %s to '%s' on %d %s"
            .formatted(
                order.path(),
                order.change().words(),
                nodes.size(),
                nodes.size() == 1 ? "node" : "nodes"),
        Guards.Kind.CHANGE,
        named ? asTheEnvironmentAsks(fleet, consent) : consent,
        order.pool());
    last.require(order, pool, nodes, consent);
    String ours = inventory.id();
    String id = begin(order, nodes, consent);
    List<NodeServerChange> changes =
        nodes.stream().map(node -> new NodeServerChange(node, order, access, ours)).toList();
    Map<Name, Outcome<NodeResult>> outcomes =
        FanOut.all(changes, change -> change.node().name(), NodeServerChange::run);
    List<NodeResult> results = new ArrayList<>();
    outcomes.forEach((name, outcome) ->
        results.add(
            switch (outcome) {
              case Outcome.Ok<NodeResult> ok -> ok.value();
              case Outcome.Failed<NodeResult> failed ->
                  NodeResult.unknown(name, failed.failure(), List.of());
            }));
    end(id, results);
    return new ServerResult(
        order.pool(),
        order.server(),
        order.change(),
        results,
        changes.stream().flatMap(each -> each.limit().stream()).toList());
  }

  /// Who named the last server said more than the environment asks.
  private static Consent asTheEnvironmentAsks(Fleet fleet, Consent consent) {
    return new Consent(true, Optional.of(Guards.name(fleet.environment())), consent.reason());
  }

  private static Pool require(Fleet fleet, ServerOrder order) throws FailureException {
    Optional<Pool> pool = fleet.findPool(order.pool());
    if (pool.isEmpty()) {
      throw new FailureException(
          new Failure.NotFound(
              "pool",
              order.pool().value(),
              fleet.pools().stream().map(each -> each.name().value()).toList()));
    }
    return pool.get();
  }

  private static List<Node> nodes(Fleet fleet, ServerOrder order) throws FailureException {
    List<Node> carrying = FleetShift.carrying(fleet, order.pool());
    for (Name name : order.nodes()) {
      if (carrying.stream().noneMatch(node -> node.name().equals(name))) {
        throw new FailureException(
            new Failure.NotFound(
                "node of pool " + order.pool(),
                name.value(),
                carrying.stream().map(node -> node.name().value()).toList()));
      }
    }
    List<Node> nodes =
        carrying.stream()
            .filter(node -> order.nodes().isEmpty() || order.nodes().contains(node.name()))
            .toList();
    if (nodes.isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "nodes", "no node carries " + order.pool(), "Deploy a service that uses it first."));
    }
    return nodes;
  }

  private String begin(ServerOrder order, List<Node> nodes, Consent consent)
      throws FailureException {
    return log.begin(
        new ServerLog.Entry(
            "",
            access.desk().clock().instant(),
            access.desk().operator(),
            consent.forTheJournal(),
            order.pool(),
            order.server(),
            order.change().words(),
            nodes.stream()
                .map(node -> new ServerLog.Line(node.name(), Optional.empty(), ""))
                .toList()));
  }

  private void end(String id, List<NodeResult> results) {
    try {
      log.end(id, results);
    } catch (FailureException e) {
      LOG.warn("what came of {} was not kept: {}", id, e.getMessage());
    }
  }

  /// How the servers of nodes run against how they were deployed.
  ///
  /// @param names which nodes; empty: all
  public Map<Name, Outcome<List<ServerRuns>>> look(Set<Name> names) throws FailureException {
    List<Node> nodes =
        inventory.load().nodes().stream()
            .filter(node -> names.isEmpty() || names.contains(node.name()))
            .toList();
    return new LinkedHashMap<>(FanOut.all(nodes, Node::name, this::look));
  }

  private List<ServerRuns> look(Node node) throws FailureException {
    Observed observed = access.observe(node);
    List<Pool> pools = observed.manifest().map(Manifest::pools).orElse(List.of());
    ServerOverrides standing = observed.status().overrides();
    Administering.AdminSight sight = access.servers(node, pools);
    List<ServerRuns> runs = new ArrayList<>();
    for (Pool pool : pools) {
      for (LaneColor lane : LaneColor.values()) {
        for (Server server : pool.lane(lane).servers()) {
          ServerPath at = new ServerPath(pool.name(), lane, server.name());
          Optional<Administering.Runs> there = Optional.ofNullable(sight.servers().get(at));
          runs.add(
              new ServerRuns(
                  at,
                  server,
                  standing.of(at),
                  there.map(Administering.Runs::state),
                  there.map(Administering.Runs::weight).orElse(-1)));
        }
      }
    }
    return runs;
  }

  /// What was done, newest first.
  public List<ServerLog.Entry> latest(int limit) throws FailureException {
    return log.latest(limit);
  }
}
