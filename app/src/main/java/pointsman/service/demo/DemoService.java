package pointsman.service.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodePlan;
import pointsman.port.HostKeys;
import pointsman.port.Lab;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LoadOrder;
import pointsman.port.LoadRun;
import pointsman.port.LoadTool;
import pointsman.port.RunningLab;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.DeployService;
import pointsman.service.deploy.PlanRequest;
import pointsman.service.inventory.InventoryService;
import pointsman.service.inventory.TrustService;

/// The demo fleet: starts the lab, puts it into the inventory, trusts its keys (they were just made
/// here), deploys it and sends traffic. Blocking; one start at a time. The lab that it started ends
/// with it, and at the latest with this process.
public final class DemoService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoService.class);
  private static final int HTTP = 8080;
  private static final int LEDGER = 9000;
  private static final double HTTP_RATE = 60;
  private static final double LEDGER_RATE = 15;

  private final Lab lab;
  private final LoadTool load;
  private final InventoryService inventory;
  private final TrustService trust;
  private final DeployService deploys;
  private final List<LoadRun> traffic = new ArrayList<>();
  private Optional<Path> started = Optional.empty();

  /// @param lab starts real nodes
  /// @param load makes real requests
  public DemoService(
      Lab lab,
      LoadTool load,
      InventoryService inventory,
      TrustService trust,
      DeployService deploys) {
    this.lab = lab;
    this.load = load;
    this.inventory = inventory;
    this.trust = trust;
    this.deploys = deploys;
  }

  /// The steps of a start, in order, told as they begin.
  public enum Step {
    /// sshd, HAProxy, Nginx and demo servers come up.
    LAB,
    /// The fleet file is applied.
    APPLY,
    /// The new nodes' keys are accepted.
    TRUST,
    /// Every node gets its first release.
    DEPLOY,
    /// Requests begin to flow.
    TRAFFIC
  }

  /// Starts it, or takes what runs in the folder already and is whole.
  ///
  /// @param dir the lab's folder
  /// @param nodes how many
  /// @param steps told what begins; any thread
  /// @throws FailureException the first thing that did not work; nothing else is begun then. An
  ///   inventory that holds anyone else's nodes is refused before anything is begun
  public synchronized RunningLab start(Path dir, int nodes, Consumer<Step> steps)
      throws FailureException, InterruptedException {
    requireOwnInventory();
    steps.accept(Step.LAB);
    RunningLab running = running(dir, nodes);
    Set<Name> names = running.nodes().stream().map(LabNode::name).collect(Collectors.toSet());
    steps.accept(Step.APPLY);
    forgetEarlier(names);
    inventory.apply(read(running.fleetFile()), running.fleetFile().toString(), false);
    inventory.load();
    steps.accept(Step.TRUST);
    trust(names);
    steps.accept(Step.DEPLOY);
    deploy();
    steps.accept(Step.TRAFFIC);
    flow(running);
    return running;
  }

  /// The demo's fleet file says `environment: development` and the demo deploys what it finds: both
  /// are nothing for an inventory of real nodes.
  private void requireOwnInventory() throws FailureException {
    List<String> others =
        inventory.load().nodes().stream()
            .filter(node -> !isOfLab(node))
            .map(node -> node.name().value())
            .toList();
    if (!others.isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "demo",
              "this inventory holds nodes that are not the demo's: "
                  + String.join(", ", others.subList(0, Math.min(3, others.size())))
                  + (others.size() > 3 ? " and " + (others.size() - 3) + " more" : ""),
              "Give the demo a home of its own: pointsman --home DIR demo."));
    }
  }

  /// A lab's nodes are on the loopback, and are signed in to with the key that the lab made. One in
  /// another folder counts as well: its nodes have the same names.
  private static boolean isOfLab(Node node) {
    return node.address().value().startsWith("127.")
        && node.identity().filter(key -> key.endsWith("/keys/id_ed25519")).isPresent();
  }

  private RunningLab running(Path dir, int nodes) throws FailureException {
    Optional<RunningLab> found = lab.find(dir);
    if (found.isPresent() && found.get().status().whole()) {
      return found.get();
    }
    RunningLab fresh = lab.up(LabOrder.of(dir, nodes).boundToThisProcess());
    started = Optional.of(dir);
    return fresh;
  }

  /// An earlier demo or lab may have had more nodes; they are gone.
  private void forgetEarlier(Set<Name> names) throws FailureException {
    Fleet fleet = inventory.load();
    if (fleet.nodes().stream().allMatch(node -> names.contains(node.name()))) {
      return;
    }
    inventory.change(
        now ->
            new Fleet(
                now.environment(),
                now.nodes().stream()
                    .filter(node -> names.contains(node.name()) || !isOfLab(node))
                    .toList(),
                now.services(),
                now.pools()),
        "demo: nodes of an earlier demo");
  }

  private static String read(Path file) throws FailureException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              file.toString(), String.valueOf(e.getMessage()), "Start the demo fleet again."),
          e);
    }
  }

  private void trust(Set<Name> names) throws FailureException {
    for (TrustService.Offered offered : trust.offers(names)) {
      switch (offered.offer()) {
        case Outcome.Failed<HostKeys.Offer> failed -> throw new FailureException(failed.failure());
        case Outcome.Ok<HostKeys.Offer> ok ->
            trust.accept(offered.node(), ok.value(), Optional.of(ok.value().fingerprint()));
      }
    }
  }

  private void deploy() throws FailureException, InterruptedException {
    DeployPlan plan = deploys.plan(PlanRequest.everything());
    for (NodePlan.Blocked blocked : plan.blocked()) {
      throw new FailureException(blocked.failure());
    }
    if (plan.changes().isEmpty()) {
      return;
    }
    DeployResult result = deploys.start(plan, DeployOptions.allAtOnce()).await();
    if (result.reason().isPresent()) {
      throw new FailureException(result.reason().get());
    }
  }

  private void flow(RunningLab running) {
    stopTraffic();
    traffic.add(
        load.start(
            LoadOrder.of(targets(running, HTTP), HTTP_RATE)
                .to(List.of("/", "/cart", "/api/orders", "/"))));
    traffic.add(load.start(LoadOrder.of(targets(running, LEDGER), LEDGER_RATE)));
  }

  private static List<LoadOrder.Target> targets(RunningLab running, int port) {
    return running.nodes().stream()
        .map(node -> new LoadOrder.Target(node.name().value(), node.address(), port))
        .toList();
  }

  private void stopTraffic() {
    traffic.forEach(LoadRun::close);
    traffic.clear();
  }

  /// Stops the traffic, and the lab where it was started here. Where that fails, the lab still goes
  /// with the process.
  @Override
  public synchronized void close() {
    stopTraffic();
    try {
      if (started.isPresent()) {
        lab.down(started.get());
      }
    } catch (FailureException e) {
      LOG.warn("the demo fleet did not end: {}", e.failure().summary());
    }
    started = Optional.empty();
  }
}
