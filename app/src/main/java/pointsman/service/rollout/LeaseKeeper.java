package pointsman.service.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.LeaseVerbs;
import pointsman.driver.ScriptVerbs;
import pointsman.engine.plan.DeployPlanner;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutState;
import pointsman.port.Inventory;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;
import pointsman.service.node.NodeTalk;
import pointsman.service.node.Readiness;
import pointsman.service.node.Sha256;

/// Leases on real nodes, by the script's verbs: a conversation a node, all nodes at once. A renewal
/// takes neither the node's lock nor its lane, so that a deploy does not make a lease run out.
public final class LeaseKeeper implements Leases {
  private final Inventory inventory;
  private final NodeAccess access;
  private final Duration longest;

  /// @param longest a policy's longer lease is cut to this, so that tests need not wait
  public LeaseKeeper(Inventory inventory, NodeAccess access, Duration longest) {
    this.inventory = inventory;
    this.access = access;
    this.longest = longest;
  }

  private Duration lease(Rollout rollout) {
    Duration wanted = rollout.policy().lease().orElse(longest);
    return wanted.compareTo(longest) > 0 ? longest : wanted;
  }

  @Override
  public void arm(Rollout rollout) throws FailureException {
    if (rollout.policy().lease().isEmpty()) {
      return;
    }
    Map<Name, Outcome<ScriptAnswer>> all =
        FanOut.all(nodes(rollout), Node::name, node -> arm(node, rollout));
    for (Outcome<ScriptAnswer> each : all.values()) {
      if (each.findFailure().isPresent()) {
        throw new FailureException(each.findFailure().get());
      }
    }
  }

  private ScriptAnswer arm(Node node, Rollout rollout) throws FailureException {
    Map<String, String> home =
        access.driver(node).shifting().shift(node, rollout.pool(), rollout.home().onNode()).files();
    List<Frame> frames = new ArrayList<>();
    if (rollout.state() instanceof RolloutState.Shifting first && first.from() < 0) {
      // What an earlier rollout left has nothing to say any more: its users are home.
      frames.add(LeaseVerbs.endLease(rollout.pool()));
    }
    frames.add(LeaseVerbs.openLease(rollout.pool()));
    home.forEach((name, text) -> frames.addAll(LeaseVerbs.homeFile(name, text, Sha256.of(text))));
    frames.add(LeaseVerbs.armLease(lease(rollout)));
    try (NodeLanes.Taken _ = access.lanes().take(node.name(), access.desk().limits().check());
        NodeTalk talk = access.open(node)) {
      talk.ask(ScriptVerbs.lock(access.desk().operator(), rollout.pool(), rollout.salt()));
      requireOurs(node, talk);
      List<ScriptAnswer> answers = talk.exchange(frames, access.desk().limits().answer());
      for (ScriptAnswer answer : answers) {
        // Without the pool there is nobody to bring home.
        if (!answer.code().equals("absent")) {
          talk.require("lease", answer);
        }
      }
      return answers.getLast();
    }
  }

  @Override
  public Told renew(Rollout rollout) throws FailureException {
    if (rollout.policy().lease().isEmpty()) {
      return Told.nothing();
    }
    return told(rollout, LeaseVerbs.renewLease(rollout.pool(), lease(rollout)), false);
  }

  @Override
  public Told end(Rollout rollout) throws FailureException {
    if (rollout.policy().lease().isEmpty()) {
      return Told.nothing();
    }
    return told(rollout, LeaseVerbs.endLease(rollout.pool()), true);
  }

  /// The users of a node that another inventory took over are not ours to bring home; that took our
  /// lease away, and what lease is there is its own. Until its take-over is settled it may go back.
  private void requireOurs(Node node, NodeTalk talk) throws FailureException {
    Frame read = ScriptVerbs.read(Optional.empty(), Manifest.FILE);
    ScriptAnswer answer = talk.exchange(List.of(read), access.desk().limits().answer()).getFirst();
    Optional<Manifest> manifest = access.known().manifest(node, answer);
    if (manifest.isEmpty()
        || DeployPlanner.otherInventory(manifest.get(), inventory.id()).isEmpty()) {
      return;
    }
    NodeStatus status = talk.status();
    if (!status.current().equals(Optional.of(manifest.get().release()))) {
      // It went back, or was confirmed and deployed anew, between the two answers.
      String now = status.current().map(ReleaseId::value).orElse("no release");
      throw new FailureException(
          new Failure.Drifted(node.name(), manifest.get().release().value(), now));
    }
    Readiness.requireOurs(node, status, manifest.get(), inventory.id());
  }

  /// @param ends whether nothing is left to do on a node that is not ours any more
  private Told told(Rollout rollout, Frame frame, boolean ends) throws FailureException {
    Map<Name, Outcome<ScriptAnswer>> all =
        FanOut.all(
            nodes(rollout),
            Node::name,
            node -> {
              try (NodeTalk talk = access.open(node)) {
                requireOurs(node, talk);
                return talk.exchange(List.of(frame), access.desk().limits().check()).getFirst();
              }
            });
    Map<Name, String> ranOut = new HashMap<>();
    List<Name> missing = new ArrayList<>();
    Map<Name, Failure> silent = new HashMap<>();
    all.forEach((name, outcome) -> {
      switch (outcome) {
        case Outcome.Failed<ScriptAnswer> failed -> {
          if (ends && failed.failure() instanceof Failure.TakeOverNeeded) {
            missing.add(name);
          } else {
            silent.put(name, failed.failure());
          }
        }
        case Outcome.Ok<ScriptAnswer> ok -> {
          ScriptAnswer answer = ok.value();
          if (answer.code().equals("none")) {
            missing.add(name);
          } else if (answer.code().equals("fired") || answer.find("fired").isPresent()) {
            ranOut.put(name, answer.find("fired").orElse(answer.text()));
          } else if (!answer.ok()) {
            silent.put(name, new Failure.StepFailed(name, frame.verb(), answer.text()));
          }
        }
      }
    });
    return new Told(ranOut, missing, silent);
  }

  private List<Node> nodes(Rollout rollout) throws FailureException {
    Fleet fleet = inventory.load();
    return fleet.carriers(rollout.pool());
  }
}
