package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Observing;
import pointsman.engine.plan.Observed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.ReleaseId;
import pointsman.port.Journal;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Readiness;

/// Ends a run whose program vanished: looks at each of its nodes and writes down what is there.
final class RunSettlement {
  private final Journal.Run run;
  private final Fleet fleet;
  private final Journal journal;
  private final NodeAccess access;

  RunSettlement(Journal.Run run, Fleet fleet, Journal journal, NodeAccess access) {
    this.run = run;
    this.fleet = fleet;
    this.journal = journal;
    this.access = access;
  }

  List<DriftService.Settled> settle() throws FailureException {
    List<Journal.RunNode> nodes =
        run.nodes().stream().filter(each -> fleet.findNode(each.node()).isPresent()).toList();
    Map<Name, Outcome<NodeResult>> looks = FanOut.all(nodes, Journal.RunNode::node, this::look);
    List<DriftService.Settled> told = new ArrayList<>();
    List<NodeResult> results = new ArrayList<>();
    boolean whole = true;
    for (Journal.RunNode each : nodes) {
      Outcome<NodeResult> outcome = looks.get(each.node());
      if (outcome == null) {
        continue;
      }
      Optional<NodeResult> seen = outcome.find();
      whole &= seen.isPresent();
      seen.ifPresent(results::add);
      told.add(tell(each, outcome));
    }
    if (whole) {
      Instant now = access.desk().clock().instant();
      journal.end(new DeployResult(run.id(), results, Duration.between(run.started(), now)), now);
    }
    return told;
  }

  private DriftService.Settled tell(Journal.RunNode each, Outcome<NodeResult> outcome) {
    return switch (outcome) {
      case Outcome.Ok<NodeResult> ok ->
          new DriftService.Settled(
              each.node(),
              Optional.of(run.id()),
              "interrupted at " + each.phase().name().toLowerCase(java.util.Locale.ROOT),
              String.join("; ", ok.value().evidence()),
              Optional.empty());
      case Outcome.Failed<NodeResult> failed ->
          new DriftService.Settled(
              each.node(),
              Optional.of(run.id()),
              "interrupted at " + each.phase().name().toLowerCase(java.util.Locale.ROOT),
              "",
              Optional.of(failed.failure()));
    };
  }

  private NodeResult look(Journal.RunNode each) throws FailureException {
    Node node = fleet.findNode(each.node()).orElseThrow();
    Optional<DriftService.Settled> settled =
        DriftService.settleNode(access, node, Optional.of(run.id()));
    Observed observed = access.observe(node);
    if (observed.status().lockHolder().isPresent()) {
      throw new FailureException(
          new Failure.LockHeld(node.name(), observed.status().lockHolder().get()));
    }
    Readiness.requireRunning(access, node, observed.status());
    Optional<ReleaseId> current = observed.status().current();
    if (current.equals(Optional.of(each.release()))) {
      String confirmed =
          settled
              .map(left -> "is in use: " + left.found() + "; " + left.settled())
              .orElse("was confirmed before");
      return inUse(node, each.release(), observed, each.release() + " " + confirmed);
    }
    String seen =
        settled
            .map(DriftService.Settled::settled)
            .orElse(
                "nothing had been committed; "
                    + current.map(ReleaseId::value).orElse("no release")
                    + " runs");
    return new NodeResult(
        node.name(),
        settled.isPresent() ? NodeResult.End.REVERTED : NodeResult.End.UNTOUCHED,
        current,
        Optional.of(new Failure.Stopped("Run " + run.id() + ", whose program vanished,")),
        List.of(seen));
  }

  /// Its release is in use; whether it runs is looked at now.
  ///
  /// @param told what became of its commit
  private NodeResult inUse(Node node, ReleaseId release, Observed observed, String told)
      throws FailureException {
    Manifest wanted =
        observed
            .manifest()
            .orElseThrow(() ->
                new FailureException(
                    new Failure.NotVerified(node.name(), release + " has no readable manifest")));
    Observing.Evidence evidence =
        access.evidence(
            node, wanted.pools(), release, observed.status().overrides().on(wanted.pools()));
    if (!evidence.differences().isEmpty()) {
      return NodeResult.unknown(
          node.name(),
          new Failure.NotVerified(node.name(), String.join("; ", evidence.differences())),
          List.of(told + ", but: " + evidence.differences()));
    }
    return new NodeResult(
        node.name(),
        NodeResult.End.DONE,
        Optional.of(release),
        Optional.empty(),
        List.of(told + " and runs: " + String.join("; ", evidence.seen())));
  }
}
