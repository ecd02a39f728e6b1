package pointsman.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeHealth.Contact;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.traffic.NodeSplit;
import pointsman.service.watch.FleetMonitor;

/// `health [POOL]`: how every node sees the servers of the pools. What was not seen is unknown.
@Command(
    name = "health",
    description =
        "Shows how every node sees the servers; exit 2 when one does not serve, 3 when"
            + " it is not known of a node.")
final class HealthCommand implements Callable<Integer> {
  private static final Duration FIRST = Duration.ofSeconds(20);

  @Parameters(paramLabel = "POOL", description = "Only these pools.")
  List<String> pools = List.of();

  @Option(names = "--watch", description = "Again every second, until interrupted.")
  boolean watch;

  private final Services services;
  private final Answer answer;

  HealthCommand(Services services, Answer answer) {
    this.services = services;
    this.answer = answer;
  }

  /// A server as one node sees it.
  record Line(
      Name pool, LaneColor lane, Name server, Name node, String state, Optional<String> why) {}

  /// A node that tells nothing fresh.
  record Silent(Name node, String why) {}

  @Override
  public Integer call() throws Exception {
    Fleet fleet = services.inventory().load();
    Set<Name> names = DeployCommands.names("POOL", pools);
    for (Name name : names) {
      if (fleet.findPool(name).isEmpty()) {
        throw new FailureException(
            new Failure.NotFound(
                "pool",
                name.value(),
                fleet.pools().stream().map(pool -> pool.name().value()).toList()));
      }
    }
    if (fleet.nodes().stream().allMatch(node -> fleet.servicesOn(node).isEmpty())) {
      answer.notes().println(NothingYet.of(fleet));
    }
    FleetMonitor monitor = services.monitor();
    monitor.start();
    int code = tell(fleet, names, firstLook(monitor, fleet));
    while (watch && !Thread.currentThread().isInterrupted()) {
      Thread.sleep(1000);
      code = tell(fleet, names, monitor.health().find().orElseThrow());
    }
    return code;
  }

  /// Waits until every node was looked at, or failed to be, within a limit.
  private static FleetHealth firstLook(FleetMonitor monitor, Fleet fleet)
      throws InterruptedException {
    long until = System.nanoTime() + FIRST.toNanos();
    while (true) {
      Optional<FleetHealth> health = monitor.health().find();
      boolean all =
          health.isPresent()
              && health.get().nodes().size() == fleet.nodes().size()
              && health.get().nodes().stream()
                  .noneMatch(each -> each.contact() == Contact.CONNECTING);
      if (health.isPresent() && (all || System.nanoTime() > until)) {
        return health.get();
      }
      Thread.sleep(50);
    }
  }

  private int tell(Fleet fleet, Set<Name> names, FleetHealth health) throws FailureException {
    List<Line> lines = new ArrayList<>();
    List<Silent> silent = new ArrayList<>();
    Map<Name, Map<Name, NodeSplit>> held = new LinkedHashMap<>();
    for (Node node : fleet.nodes()) {
      List<Pool> carried =
          fleet.poolsOf(fleet.servicesOn(node)).stream()
              .filter(pool -> names.isEmpty() || names.contains(pool.name()))
              .toList();
      Optional<NodeHealth> seen = health.findNode(node.name());
      if (!carried.isEmpty() && seen.filter(HealthCommand::isCurrent).isEmpty()) {
        silent.add(
            new Silent(
                node.name(),
                seen.flatMap(NodeHealth::failure)
                    .map(failure -> failure.summary())
                    .orElse("it has not answered yet")));
      } else {
        for (Pool pool : carried) {
          lines.addAll(lines(pool, seen.orElseThrow()));
          seen.flatMap(NodeHealth::sight)
              .map(sight -> sight.splits().get(pool.name()))
              .ifPresent(split ->
                  held.computeIfAbsent(pool.name(), _ -> new LinkedHashMap<>())
                      .put(node.name(), split));
        }
      }
    }
    Map<Name, List<String>> unserved = services.traffic().unserved(held);
    HealthText.lines(fleet, lines, silent).forEach(answer.text()::println);
    unserved.forEach(
        (pool, each) -> each.forEach(what -> answer.text().println(pool + ": " + what)));
    Seen told = new Seen(lines, silent, unserved);
    if (watch) {
      answer.line(told);
    } else {
      answer.document(told);
    }
    boolean unknown = !silent.isEmpty() || lines.stream().anyMatch(each -> is(each, "unknown"));
    boolean down =
        !unserved.isEmpty()
            || lines.stream().anyMatch(each -> is(each, "down") || is(each, "degraded"));
    return unknown ? Complaint.UNKNOWN : down ? Complaint.DIFFERENCES : Complaint.DONE;
  }

  /// The document.
  ///
  /// @param unserved users who get errors, as no server of their lane takes any, by pool
  record Seen(List<Line> servers, List<Silent> silent, Map<Name, List<String>> unserved) {}

  private static boolean is(Line line, String state) {
    return line.state().equals(state);
  }

  private static boolean isCurrent(NodeHealth node) {
    return switch (node.contact()) {
      case FRESH, AGEING -> node.sight().isPresent();
      case CONNECTING, BUSY, STALE, LOST -> false;
    };
  }

  private static List<Line> lines(Pool pool, NodeHealth node) {
    List<Line> lines = new ArrayList<>();
    for (LaneColor lane : LaneColor.values()) {
      for (Server server : pool.lane(lane).servers()) {
        ServerHealth state =
            node.sight().orElseThrow().servers().stream()
                .filter(sight ->
                    sight.pool().equals(pool.name())
                        && sight.lane() == lane
                        && sight.server().equals(server.name()))
                .findFirst()
                .map(ServerSight::health)
                .orElse(new ServerHealth.Stale(Instant.EPOCH, "the node does not run it"));
        lines.add(new Line(pool.name(), lane, server.name(), node.node(), word(state), why(state)));
      }
    }
    return lines;
  }

  private static String word(ServerHealth state) {
    return switch (state) {
      case ServerHealth.Up _ -> "up";
      case ServerHealth.Degraded _ -> "degraded";
      case ServerHealth.Down _ -> "down";
      case ServerHealth.Draining _ -> "draining";
      case ServerHealth.Maintenance _ -> "maintenance";
      case ServerHealth.Stale _ -> "unknown";
    };
  }

  private static Optional<String> why(ServerHealth state) {
    return switch (state) {
      case ServerHealth.Up _, ServerHealth.Draining _, ServerHealth.Maintenance _ ->
          Optional.empty();
      case ServerHealth.Degraded degraded -> Optional.of(degraded.why());
      case ServerHealth.Down down -> Optional.of(down.why());
      case ServerHealth.Stale stale -> Optional.of(stale.why());
    };
  }
}
