package pointsman.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.port.HostKeys;
import pointsman.port.Lab;
import pointsman.port.LabNode;
import pointsman.port.LabOrder;
import pointsman.port.LoadOrder;
import pointsman.port.LoadRun;
import pointsman.port.LoadTool;
import pointsman.port.RunningLab;

/// The demo fleet: starts the lab, puts it into the inventory, trusts its keys (they were just made
/// here), deploys it and sends traffic. Blocking; one start at a time. The lab ends with this
/// process.
public final class DemoService implements AutoCloseable {
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

  /// Starts it, or takes what runs in the folder already.
  ///
  /// @param dir the lab's folder
  /// @param nodes how many
  /// @param steps told what begins; any thread
  /// @throws FailureException the first thing that did not work; nothing else is begun then
  public synchronized void start(Path dir, int nodes, Consumer<Step> steps)
      throws FailureException, InterruptedException {
    steps.accept(Step.LAB);
    Optional<RunningLab> found = lab.find(dir);
    RunningLab running =
        found.isPresent() ? found.get() : lab.up(LabOrder.of(dir, nodes).boundToThisProcess());
    Set<Name> names = running.nodes().stream().map(LabNode::name).collect(Collectors.toSet());
    steps.accept(Step.APPLY);
    inventory.apply(read(running.fleetFile()), running.fleetFile().toString(), false);
    inventory.load();
    steps.accept(Step.TRUST);
    trust(names);
    steps.accept(Step.DEPLOY);
    deploy(names);
    steps.accept(Step.TRAFFIC);
    flow(running);
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

  private void deploy(Set<Name> names) throws FailureException, InterruptedException {
    DeployPlan plan = deploys.plan(new PlanRequest(Set.of(), onlyThese(names)));
    for (NodePlan.Blocked blocked : plan.blocked()) {
      throw new FailureException(blocked.failure());
    }
    if (plan.changes().isEmpty()) {
      return;
    }
    DeployResult result = deploys.start(plan, DeployOptions.allAtOnce()).await();
    for (NodeResult node : result.nodes()) {
      if (node.failure().isPresent()) {
        throw new FailureException(node.failure().get());
      }
    }
  }

  /// Nobody else's nodes are deployed; where there are none, everything is.
  private Set<Name> onlyThese(Set<Name> names) throws FailureException {
    boolean all = inventory.load().nodes().stream().allMatch(node -> names.contains(node.name()));
    return all ? Set.of() : names;
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

  /// Stops the traffic; the lab goes with the process.
  @Override
  public synchronized void close() {
    stopTraffic();
  }
}
