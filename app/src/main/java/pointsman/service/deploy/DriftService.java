package pointsman.service.deploy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pointsman.driver.Observing;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeadMan;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeStatus;
import pointsman.port.Inventory;
import pointsman.port.Journal;
import pointsman.service.node.FanOut;
import pointsman.service.node.LostServers;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeTalk;

/// Holds nodes against their releases and the inventory, and settles what an interrupted run left
/// behind. Blocking; call it on virtual threads.
public final class DriftService {
  private final Inventory inventory;
  private final Journal journal;
  private final DeployService deploys;
  private final NodeAccess access;

  /// @param deploys to know what the inventory wants
  public DriftService(
      Inventory inventory, Journal journal, DeployService deploys, NodeAccess access) {
    this.inventory = inventory;
    this.journal = journal;
    this.deploys = deploys;
    this.access = access;
  }

  /// Each node three ways: its files against its manifest, what runs against its files, and what
  /// was deployed against the inventory. Changes nothing; an unsettled commit is told as a failure.
  ///
  /// @param names which nodes; empty: all
  public List<NodeDrift> drift(Set<Name> names) throws FailureException {
    DeployPlan wanted = deploys.plan(new PlanRequest(Set.of(), names));
    List<Node> nodes =
        inventory.load().nodes().stream()
            .filter(node -> names.isEmpty() || names.contains(node.name()))
            .toList();
    Map<Name, Outcome<NodeDrift>> looks = FanOut.all(nodes, Node::name, node -> look(node, wanted));
    List<NodeDrift> drifts = new ArrayList<>();
    looks.forEach(
        (name, outcome) -> drifts.add(outcome.find().orElseGet(() -> failed(name, outcome))));
    return drifts;
  }

  private static NodeDrift failed(Name name, Outcome<NodeDrift> outcome) {
    return new NodeDrift(
        name, Optional.empty(), List.of(), List.of(), false, List.of(), outcome.findFailure());
  }

  private NodeDrift look(Node node, DeployPlan wanted) throws FailureException {
    NodePlan plan =
        wanted.nodes().stream()
            .filter(each -> each.node().equals(node.name()))
            .findFirst()
            .orElseThrow();
    if (plan instanceof NodePlan.Blocked blocked) {
      throw new FailureException(blocked.failure());
    }
    Observed observed = access.observe(node);
    List<String> running = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    List<String> files = new ArrayList<>(fileDrift(observed));
    if (observed.status().masterPid() == 0) {
      running.add("no load balancer runs");
    } else if (observed.manifest().isPresent()
        && !observed.manifest().get().inventory().isEmpty()) {
      Manifest told = observed.manifest().get();
      observed = new LostServers(access).recover(node, observed);
      Observing.Evidence evidence =
          access.evidence(
              node, told.pools(), told.release(), observed.status().overrides().on(told.pools()));
      running.addAll(evidence.differences());
      seen.addAll(evidence.seen());
      files.addAll(new RunTimeFiles(access).differences(node, observed));
    }
    boolean loadOnly = false;
    observed.unloaded().ifPresent(running::add);
    if (plan instanceof NodePlan.Change change && change.loadOnly()) {
      loadOnly = true;
      if (observed.unloaded().isEmpty()) {
        running.add(change.radius().notes().getFirst());
      }
      running.add(
          "'pointsman deploy --node "
              + node.name()
              + "' makes what lies there anew, loads it and verifies what runs");
    }
    return new NodeDrift(
        node.name(),
        observed.status().current(),
        files,
        running,
        plan instanceof NodePlan.Change && !loadOnly,
        seen,
        Optional.empty());
  }

  private static List<String> fileDrift(Observed observed) {
    if (observed.manifest().isEmpty()) {
      return observed.status().current().isEmpty() ? List.of() : List.of("no readable manifest");
    }
    List<String> drift = new ArrayList<>();
    Map<String, String> told = observed.manifest().get().files();
    Set<String> names = new LinkedHashSet<>(told.keySet());
    names.addAll(observed.status().files().keySet());
    names.remove(Manifest.FILE);
    for (String name : names) {
      String there = observed.status().files().get(name);
      if (there == null) {
        drift.add(name + " is gone");
      } else if (!there.equals(told.get(name))) {
        drift.add(
            name
                + (told.containsKey(name)
                    ? " was changed by hand"
                    : " does not belong to the release"));
      }
    }
    return drift;
  }

  /// What an interrupted run left on a node, and how it was settled.
  ///
  /// @param node the node
  /// @param run the run that left it; empty when it is not ours
  /// @param found what was there
  /// @param settled how it was settled; empty when it could not be
  /// @param failure why it could not be
  public record Settled(
      Name node, Optional<String> run, String found, String settled, Optional<Failure> failure) {}

  /// Settles runs whose programs vanished; says nothing of those that are under way.
  public List<Settled> settle() throws FailureException {
    return settle(_ -> {});
  }

  /// Looks at every node of a run that never ended and whose program is gone, goes back from
  /// commits that nobody confirmed, and ends the run in the journal. A run whose program lives,
  /// also one that stands still, is that program's; a node whose lock is held is left to whoever
  /// works there. Cheap when there is nothing: it asks the journal first.
  ///
  /// @param living is given the runs that are left alone, newest first
  public List<Settled> settle(Consumer<Journal.Run> living) throws FailureException {
    List<Settled> all = new ArrayList<>();
    for (Journal.Run run : journal.openRuns(50)) {
      Optional<Journal.Claim> claimed = journal.claim(run.id());
      if (claimed.isEmpty()) {
        living.accept(run);
        continue;
      }
      try (Journal.Claim claim = claimed.get()) {
        // Its program may have ended it after the look.
        if (!claim.ended()) {
          all.addAll(new RunSettlement(run, inventory.load(), journal, access).settle());
        }
      }
    }
    return all;
  }

  /// Settles these nodes whatever the journal says.
  ///
  /// @param names which nodes; empty: all
  public List<Settled> settle(Set<Name> names) throws FailureException {
    List<Node> nodes =
        inventory.load().nodes().stream()
            .filter(node -> names.isEmpty() || names.contains(node.name()))
            .toList();
    Map<Name, Outcome<Optional<Settled>>> looks =
        FanOut.all(nodes, Node::name, node -> settleNode(access, node, Optional.empty()));
    List<Settled> all = new ArrayList<>();
    looks.forEach((name, outcome) -> {
      outcome.find().flatMap(each -> each).ifPresent(all::add);
      outcome
          .findFailure()
          .ifPresent(failure ->
              all.add(
                  new Settled(
                      name, Optional.empty(), "could not be looked at", "", Optional.of(failure))));
    });
    return all;
  }

  static Optional<Settled> settleNode(NodeAccess access, Node node, Optional<String> run)
      throws FailureException {
    Optional<DeadMan> seen = access.observe(node).status().deadMan();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    CommitSettlement.requireNobodyGoesBack(node.name(), seen.get());
    try (NodeTalk talk = access.open(node)) {
      talk.lock(access.desk().operator());
      NodeStatus status = talk.status();
      if (status.deadMan().isEmpty()) {
        return Optional.empty();
      }
      CommitSettlement settlement = new CommitSettlement(node.name(), talk, access.desk());
      String result = settlement.settle(status.deadMan().get());
      return Optional.of(
          new Settled(
              node.name(),
              run,
              CommitSettlement.found(status.deadMan().get()),
              result,
              Optional.empty()));
    }
  }
}
