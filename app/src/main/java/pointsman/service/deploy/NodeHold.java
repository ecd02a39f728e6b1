package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.driver.EngineDriver;
import pointsman.driver.Observing;
import pointsman.engine.plan.DeployPlanner;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;
import pointsman.service.node.Desk;
import pointsman.service.node.LostServers;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;
import pointsman.service.node.NodeTalk;
import pointsman.service.node.Readiness;

/// What a deploy holds of one node while it is at work there: the conversation with its lock, what
/// ran before, and what was seen. One thread at a time; {@link #close} frees the node.
final class NodeHold implements AutoCloseable {
  private final Node node;
  private final NodePlan.Change change;
  private final NodeAccess access;
  private final NodeDeploy.Steps steps;
  private final OthersUsers users;
  private final List<String> evidence = new ArrayList<>();
  private Optional<NodeTalk> talk = Optional.empty();
  private Optional<NodeLanes.Taken> lane = Optional.empty();
  private Optional<Manifest> former = Optional.empty();
  private ServerOverrides standing = ServerOverrides.none();
  private boolean locked;

  NodeHold(Node node, NodePlan.Change change, NodeAccess access, NodeDeploy.Steps steps) {
    this.node = node;
    this.change = change;
    this.access = access;
    this.steps = steps;
    this.users = new OthersUsers(node, change.release().taken(), access);
  }

  Node node() {
    return node;
  }

  NodePlan.Change change() {
    return change;
  }

  NodeAccess access() {
    return access;
  }

  /// Takes the node's lock, unless it moved since the plan.
  NodeStatus take() throws FailureException {
    lane = Optional.of(access.lanes().take(node.name(), limits().check()));
    NodeTalk open = access.open(node);
    talk = Optional.of(open);
    NodeStatus status = open.lockedStatus(access.desk().operator());
    locked = true;
    Optional<Failure> moved = DeployPlanner.moved(change, status);
    if (moved.isPresent()) {
      throw new FailureException(moved.get());
    }
    former = access.known().manifest(node, open, status, limits().answer());
    Readiness.requireRunning(access, node, status);
    NodeStatus known = new LostServers(access).recover(node, status, former);
    standing = known.overrides();
    users.remember();
    return known;
  }

  /// Another conversation in the place of the one that broke, with the lock.
  NodeTalk takeAgain() throws FailureException {
    access.forget(node);
    NodeTalk open = access.open(node);
    talk = Optional.of(open);
    open.lock(access.desk().operator());
    return open;
  }

  void hangUp() {
    talk.ifPresent(NodeTalk::close);
  }

  Optional<NodeTalk> findTalk() {
    return talk;
  }

  NodeTalk talk() {
    return talk.orElseThrow();
  }

  boolean locked() {
    return locked;
  }

  /// What the former release says of itself; empty when nobody wrote that down.
  Optional<Manifest> former() {
    return former;
  }

  ServerOverrides standingIn(Manifest manifest) {
    return standing.on(manifest.pools());
  }

  // --- what is written down
  // ------------------------------------------------------------------------

  void begin(Phase phase) throws FailureException {
    steps.begin(phase, "");
  }

  void note(Phase phase, String note) {
    try {
      steps.begin(phase, note);
    } catch (FailureException e) {
      saw("journal: " + e.failure().summary());
    }
  }

  void saw(String line) {
    evidence.add(line);
  }

  NodeResult ended(NodeResult.End end, Optional<ReleaseId> seen, Failure why) {
    note(Phase.ENDED, why.summary());
    boolean known = end != NodeResult.End.UNKNOWN;
    Failure told = known && why instanceof Failure.TimedOut late ? late.seen() : why;
    return new NodeResult(node.name(), end, seen, Optional.of(told), evidence);
  }

  /// Evidence was seen that the new release runs.
  NodeResult done() {
    note(Phase.DONE, "");
    return new NodeResult(
        node.name(),
        NodeResult.End.DONE,
        Optional.of(change.release().id()),
        Optional.empty(),
        evidence);
  }

  // --- looks
  // -----------------------------------------------------------------------------------------

  /// Compares until all is as planned or the time is up: old and new workers overlap for a moment.
  void verify() throws FailureException {
    awaitPlanned(change.release().manifest()).seen().forEach(this::saw);
    saw("files: " + change.release().files().size() + " by sha256");
    users.awaitOurs().forEach(this::saw);
  }

  /// After the confirmation: the users are still where they were verified to be.
  void requireUsers() throws FailureException {
    users.awaitOurs();
  }

  /// After the way back: the users are as they were.
  void awaitUsersAsBefore() throws FailureException {
    users.awaitAsBefore().forEach(this::saw);
  }

  Observing.Evidence awaitPlanned(Manifest wanted) throws FailureException {
    Instant deadline = now().plus(limits().verify());
    while (true) {
      Failure failure;
      try {
        Observing.Evidence seen =
            access.evidence(node, wanted.pools(), wanted.release(), standingIn(wanted));
        if (seen.differences().isEmpty()) {
          return seen;
        }
        failure = new Failure.NotVerified(node.name(), String.join("; ", seen.differences()));
      } catch (FailureException e) {
        failure = e.failure();
      }
      if (now().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
        throw new FailureException(failure);
      }
      pause(Duration.ofMillis(60));
    }
  }

  EngineDriver driver() throws FailureException {
    return access.driver(node);
  }

  Desk.Limits limits() {
    return access.desk().limits();
  }

  Instant now() {
    return access.desk().clock().instant();
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    talk.ifPresent(NodeTalk::close);
    lane.ifPresent(NodeLanes.Taken::close);
  }
}
