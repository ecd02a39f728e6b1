package pointsman.service.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pointsman.driver.EngineDriver;
import pointsman.driver.NodeIntent;
import pointsman.engine.plan.DeployPlanner;
import pointsman.engine.plan.FreeListeners;
import pointsman.engine.plan.Intent;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.Release;
import pointsman.port.Inventory;
import pointsman.port.Journal;
import pointsman.service.guard.Guards;
import pointsman.service.node.FanOut;
import pointsman.service.node.LostServers;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Readiness;
import pointsman.service.node.Versions;

/// Plans what the inventory means for each node, and carries plans out. Planning changes nothing
/// anywhere. Blocking; call it on virtual threads.
public final class DeployService {
  private final Inventory inventory;
  private final Journal journal;
  private final NodeAccess access;
  private final Guards guards;
  private final ReleaseMaker maker;

  /// @param maker makes releases
  /// @param access how nodes are reached
  /// @param guards what is asked before nodes are changed
  public DeployService(
      Inventory inventory, Journal journal, ReleaseMaker maker, NodeAccess access, Guards guards) {
    this.inventory = inventory;
    this.journal = journal;
    this.guards = guards;
    this.access = access;
    this.maker = maker;
  }

  /// Plans.
  ///
  /// @throws FailureException when the request names what is not there; what fails on a node is a
  ///   {@link NodePlan.Blocked}
  public DeployPlan plan(PlanRequest request) throws FailureException {
    Fleet fleet = inventory.load();
    check(fleet, request);
    String id = inventory.id();
    Instant now = access.desk().clock().instant();
    List<Node> nodes = chosen(fleet, request);
    ReleaseMaker.Planning planning = maker.begin(fleet);
    Instant second = new ReleaseSeconds(journal, access.desk().clock()).next();
    Map<Name, Outcome<NodePlan>> plans =
        FanOut.all(
            nodes,
            Node::name,
            node -> planNode(planning, fleet, node, request.services(), id, second));
    return DeployPlanner.together(now, purpose(fleet, request), plans);
  }

  /// For what the inventory as it is would be refused, in words, so that it is known before a node
  /// is asked. What is applied stays so whatever comes of this look.
  public List<String> foreseen() {
    try {
      return maker.users().foreseen(inventory.load()).stream()
          .map(each -> "as it is, 'plan' and 'deploy' refuse it: " + each.summary())
          .toList();
    } catch (FailureException e) {
      return List.of("whether 'plan' refuses it is not known: " + e.failure().summary());
    }
  }

  /// Starts to carry a plan out; returns at once.
  ///
  /// @throws FailureException nothing was changed: a guard of the environment, a node that could
  ///   not be planned, a take-over that nobody asked for
  public DeployRun start(DeployPlan plan, DeployOptions options) throws FailureException {
    Fleet fleet = inventory.load();
    if (!plan.changes().isEmpty()) {
      maker.users().require(fleet, plan);
      List<Name> disturbed = new ArrayList<>(plan.touched());
      disturbed.addAll(plan.reloadedToo());
      guards.require(fleet, effect(plan), kind(plan), options.consent(), disturbed);
    }
    DeployRun run = new DeployRun(plan, options, fleet, journal, access);
    run.begin();
    return run;
  }

  private Guards.Kind kind(DeployPlan plan) throws FailureException {
    return isUndo(plan) ? Guards.Kind.UNDO : Guards.Kind.CHANGE;
  }

  /// Whether a plan takes the latest deploy back on every node that it changes, which locks and
  /// freezes let pass.
  public boolean isUndo(DeployPlan plan) throws FailureException {
    return Undo.of(plan, journal, access.desk().clock().instant());
  }

  /// A service that stays as it is reloads with the process that it shares: where it alone is
  /// frozen, that is what it is about.
  private String effect(DeployPlan plan) throws FailureException {
    int nodes = plan.changes().size();
    String changes = "changes " + nodes + (nodes == 1 ? " node" : " nodes");
    for (Name other : plan.reloadedToo()) {
      boolean itself = guards.findFreeze(plan.touched().toArray(Name[]::new)).isPresent();
      if (!itself && guards.findFreeze(other).isPresent()) {
        return "This reloads the process that serves " + other + " and " + changes;
      }
    }
    return "This " + changes;
  }

  private static String purpose(Fleet fleet, PlanRequest request) {
    List<String> words = new ArrayList<>(List.of("deploy"));
    new TreeSet<>(request.services()).forEach(each -> words.add(each.value()));
    return String.join(" ", words)
        + NodesInWords.of(fleet.nodes().stream().map(Node::name).toList(), request.nodes());
  }

  private static List<Node> chosen(Fleet fleet, PlanRequest request) {
    return fleet.nodes().stream()
        .filter(node -> request.nodes().isEmpty() || request.nodes().contains(node.name()))
        .toList();
  }

  private static void check(Fleet fleet, PlanRequest request) throws FailureException {
    for (Name name : request.nodes()) {
      if (fleet.findNode(name).isEmpty()) {
        throw new FailureException(
            new Failure.NotFound(
                "node", name.value(), fleet.nodes().stream().map(n -> n.name().value()).toList()));
      }
    }
    for (Name name : request.services()) {
      if (fleet.findService(name).isEmpty()) {
        throw new FailureException(
            new Failure.NotFound(
                "service",
                name.value(),
                fleet.services().stream().map(s -> s.name().value()).toList()));
      }
    }
  }

  private NodePlan planNode(
      ReleaseMaker.Planning planning,
      Fleet fleet,
      Node node,
      Set<Name> services,
      String inventoryId,
      Instant second)
      throws FailureException {
    EngineDriver driver = access.driver(node);
    Observed observed = access.observe(node);
    String version = observed.status().version();
    requireVersion(node, driver, version);
    Readiness.requireQuiet(access, node, observed.status());
    observed = new LostServers(access).recover(node, observed);
    Intent intent = Intent.of(fleet, node, services, observed.manifest());
    Optional<Failure> clash = FreeListeners.clash(node, intent.services());
    if (clash.isPresent()) {
      throw new FailureException(clash.get());
    }
    NodeIntent nodeIntent =
        new NodeIntent(
            node,
            version,
            observed.status().modules(),
            features(node, observed),
            intent.services(),
            intent.pools());
    Release release =
        planning.make(
            nodeIntent,
            new ReleaseMaker.Origin(
                inventoryId, second, observed.status().current(), observed.status().releases()),
            observed.manifest());
    Observed enough =
        DeployPlanner.isThere(release, observed, inventoryId)
            ? new RunningLook(access).at(node, observed).lacking(release)
            : observed;
    if (!DeployPlanner.isThere(release, enough, inventoryId)) {
      enough = new CloserLook(access).at(node, enough);
    }
    return maker
        .users()
        .require(fleet, decide(node, driver, release, enough, inventoryId, intent, nodeIntent));
  }

  private static NodePlan decide(
      Node node,
      EngineDriver driver,
      Release release,
      Observed observed,
      String inventoryId,
      Intent intent,
      NodeIntent nodeIntent) {
    return DeployPlanner.plan(
        node,
        release,
        observed,
        inventoryId,
        intent.leftOut(),
        driver.rendering().limits(nodeIntent),
        driver.installing().reloadNotes());
  }

  private static void requireVersion(Node node, EngineDriver driver, String version)
      throws FailureException {
    String lowest = driver.installing().lowestVersion();
    if (version.isEmpty() || Versions.compare(version, lowest) < 0) {
      throw new FailureException(
          new Failure.Unsupported(
              node.name().value(),
              "its "
                  + driver.installing().word()
                  + " is "
                  + (version.isEmpty() ? "of no version we can read" : version)
                  + ".",
              "Pointsman needs " + driver.installing().word() + " " + lowest + " or later."));
    }
  }

  private Set<String> features(Node node, Observed observed) throws FailureException {
    Optional<Manifest> told = observed.manifest();
    if (told.isPresent()
        && !told.get().inventory().isEmpty()
        && told.get().version().equals(observed.status().version())) {
      return told.get().features();
    }
    return access.features(node);
  }
}
