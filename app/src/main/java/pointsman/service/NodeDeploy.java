package pointsman.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pointsman.driver.EngineDriver;
import pointsman.driver.Observing;
import pointsman.driver.ScriptVerbs;
import pointsman.engine.plan.DeployPlanner;
import pointsman.engine.plan.FreeListeners;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Phase;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;

/// One node's way through a deploy: prepare, commit, verify, confirm, or back. Each step is written
/// down before it is taken. One thread at a time; {@link #close} frees the node.
final class NodeDeploy implements AutoCloseable {
  /// Writes a step down.
  interface Steps {
    void begin(Phase phase, String note) throws FailureException;
  }

  private final Node node;
  private final NodePlan.Change change;
  private final NodeAccess access;
  private final Steps steps;
  private final List<String> evidence = new ArrayList<>();
  private Optional<NodeTalk> talk = Optional.empty();
  private Optional<NodeLanes.Taken> lane = Optional.empty();
  private Optional<Manifest> former = Optional.empty();
  private int master;
  private boolean locked;
  private ServerOverrides standing = ServerOverrides.none();

  NodeDeploy(Node node, NodePlan.Change change, NodeAccess access, Steps steps) {
    this.node = node;
    this.change = change;
    this.access = access;
    this.steps = steps;
  }

  /// The node.
  Name name() {
    return node.name();
  }

  private Release release() {
    return change.release();
  }

  // --- prepare ---------------------------------------------------------------------------------

  /// Sends the release and has it judged. Nothing that serves is changed.
  void prepare() throws FailureException {
    steps.begin(Phase.UPLOADING, "");
    lane = Optional.of(access.lanes().take(node.name(), access.desk().limits().check()));
    NodeTalk open = access.open(node);
    talk = Optional.of(open);
    NodeStatus status = open.lockedStatus(access.desk().operator());
    locked = true;
    Optional<Failure> moved = DeployPlanner.moved(change, status);
    if (moved.isPresent()) {
      throw new FailureException(moved.get());
    }
    former = access.known().manifest(node, open, status, limits().answer());
    master = status.masterPid();
    if (master == 0) {
      throw new FailureException(
          new Failure.NotRunning(node.name(), word(), node.paths().pid().value()));
    }
    standing = status.overrides();
    upload(open, serverFiles(status), status.stateFiles());
    steps.begin(Phase.CHECKING, "");
    List<String> free =
        FreeListeners.added(
            node,
            former.map(Manifest::services).orElse(List.<Service>of()),
            release().manifest().services());
    ScriptAnswer judged =
        open.exchange(
                List.of(ScriptVerbs.check(driver().installing().mainFile(), free)),
                limits().check())
            .getFirst();
    open.require("check", judged);
    steps.begin(Phase.PREPARED, "");
  }

  /// What stands of the servers goes on standing in the new release, read under the lock.
  private Map<String, String> serverFiles(NodeStatus status) throws FailureException {
    if (!release().manifest().inventory().isEmpty()) {
      String config = release().files().getOrDefault(driver().installing().mainFile(), "");
      return access.serverFiles(
          node, release().manifest(), status.modules(), config, standingIn(release().manifest()));
    }
    return Map.of();
  }

  private ServerOverrides standingIn(Manifest manifest) {
    return standing.on(manifest.pools());
  }

  private void upload(NodeTalk open, Map<String, String> serverFiles, Set<String> there)
      throws FailureException {
    List<Frame> frames = new ArrayList<>();
    frames.add(ScriptVerbs.prepare(release().id(), change.against()));
    Map<String, String> state = new TreeMap<>(release().stateFiles());
    state.keySet().removeIf(name -> there.contains(name) && !release().anew().contains(name));
    state.putAll(serverFiles);
    for (String name : release().anew()) {
      String text = state.remove(name);
      if (text != null) {
        frames.addAll(ScriptVerbs.stateFileAnew(name, text, Sha256.of(text)));
      }
    }
    Map<String, String> files = new TreeMap<>(release().files());
    Map<String, String> sums = new TreeMap<>(release().manifest().files());
    String manifest = access.write(release().manifest());
    String manifestSum = Sha256.of(manifest);
    files.put(Manifest.FILE, manifest);
    sums.put(Manifest.FILE, manifestSum);
    state.forEach((name, text) -> sums.put(name, Sha256.of(text)));
    frames.addAll(ScriptVerbs.pack(files, state, sums));
    for (ScriptAnswer answer : open.exchange(frames, limits().check())) {
      open.require("upload", answer);
    }
    access.known().sent(node, release(), manifestSum);
  }

  // --- commit, verify, confirm ------------------------------------------------------------------

  /// Flips, reloads, compares what runs with the plan, disarms the dead-man.
  NodeResult finish() {
    try {
      steps.begin(Phase.COMMITTING, "");
    } catch (FailureException e) {
      return untouched(e.failure());
    }
    ScriptAnswer answer;
    try {
      Frame frame = ScriptVerbs.commit(limits().deadMan(), change.against(), master);
      answer = talk.orElseThrow().exchange(List.of(frame), limits().check()).getFirst();
    } catch (FailureException e) {
      return recover(e.failure());
    }
    if (!answer.ok()) {
      return refusedCommit(answer);
    }
    answer.find("stamp").ifPresent(stamp -> evidence.add("committed at: " + stamp + " ns"));
    try {
      steps.begin(Phase.VERIFYING, "");
      verify();
      steps.begin(Phase.CONFIRMING, "");
      return confirm(talk.orElseThrow());
    } catch (FailureException e) {
      return isLink(e.failure()) ? recover(e.failure()) : goBack(e.failure());
    }
  }

  private NodeResult confirm(NodeTalk open) throws FailureException {
    ScriptAnswer answer =
        open.exchange(List.of(ScriptVerbs.confirm(release().id())), limits().answer()).getFirst();
    if (answer.ok()) {
      evidence.add("dead-man: disarmed");
      note(Phase.DONE, "");
      return result(NodeResult.End.DONE, Optional.of(release().id()), Optional.empty());
    }
    return goBack(
        new Failure.NotVerified(
            node.name(), "the dead-man fired before the confirmation: " + answer.text()));
  }

  private NodeResult refusedCommit(ScriptAnswer answer) {
    Failure failure = talk.orElseThrow().failure("commit", answer);
    if (answer.code().equals("reload")) {
      failure = new Failure.NotVerified(node.name(), "the reload failed: " + answer.text());
      return goBack(failure);
    }
    return untouched(failure);
  }

  /// Compares until all is as planned or the time is up: old and new workers overlap for a moment.
  private void verify() throws FailureException {
    Observing.Evidence seen = awaitPlanned(release().manifest());
    evidence.addAll(seen.seen());
    evidence.add("files: " + release().files().size() + " by sha256");
  }

  private Observing.Evidence awaitPlanned(Manifest wanted) throws FailureException {
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

  // --- back -------------------------------------------------------------------------------------

  private NodeResult goBack(Failure why) {
    note(Phase.REVERTING, why.summary());
    try {
      ScriptAnswer settled =
          talk.orElseThrow().exchange(List.of(ScriptVerbs.settle()), limits().check()).getFirst();
      settled.find("result").ifPresent(result -> evidence.add("back: " + result));
      return settled.ok() ? asBefore(why) : unknown(why, Optional.empty());
    } catch (FailureException e) {
      return recover(why);
    }
  }

  /// Says so only after the former release was seen to run.
  private NodeResult asBefore(Failure why) {
    try {
      NodeStatus status = talk.orElseThrow().status();
      if (!isFormer(status)) {
        return unknown(why, status.current());
      }
      if (former.isPresent() && !former.get().inventory().isEmpty()) {
        awaitPlanned(former.get());
      }
      evidence.add("former release: seen running");
      note(Phase.ENDED, "back on the former release");
      return result(NodeResult.End.REVERTED, change.against(), Optional.of(why));
    } catch (FailureException e) {
      evidence.add("after going back: " + e.failure().summary());
      return unknown(why, Optional.empty());
    }
  }

  /// The link broke around a commit: look again until it is known what is there.
  private NodeResult recover(Failure why) {
    note(Phase.REVERTING, "the link broke; looking again");
    Instant deadline = now().plus(limits().recover());
    talk.ifPresent(NodeTalk::close);
    while (now().isBefore(deadline) && !Thread.currentThread().isInterrupted()) {
      access.forget(node);
      try {
        NodeTalk open = access.open(node);
        talk = Optional.of(open);
        open.lock(access.desk().operator());
        return settleAgain(open, why);
      } catch (FailureException e) {
        talk.ifPresent(NodeTalk::close);
        evidence.add("looked again: " + e.failure().summary());
        pause(Duration.ofSeconds(1));
      }
    }
    return unknown(why, Optional.empty());
  }

  private NodeResult settleAgain(NodeTalk open, Failure why) throws FailureException {
    NodeStatus status = open.status();
    boolean ours = status.current().equals(Optional.of(release().id()));
    if (ours && status.deadMan().isEmpty()) {
      verify();
      note(Phase.DONE, "");
      return result(NodeResult.End.DONE, Optional.of(release().id()), Optional.empty());
    }
    if (ours) {
      verify();
      note(Phase.CONFIRMING, "");
      return confirm(open);
    }
    if (status.deadMan().isPresent()) {
      open.exchange(List.of(ScriptVerbs.settle()), limits().check());
      return asBefore(why);
    }
    return untouchedAs(status, why);
  }

  // --- results ----------------------------------------------------------------------------------

  /// Ends without a commit; says untouched only when the former release is seen in place.
  NodeResult untouched(Failure why) {
    if (talk.isEmpty()) {
      boolean link = isLink(why);
      note(Phase.ENDED, why.summary());
      return result(
          link ? NodeResult.End.UNKNOWN : NodeResult.End.UNTOUCHED,
          link ? Optional.empty() : change.against(),
          Optional.of(why));
    }
    try {
      return untouchedAs(talk.get().status(), why);
    } catch (FailureException e) {
      return locked ? recover(why) : unknown(why, Optional.empty());
    }
  }

  private NodeResult untouchedAs(NodeStatus status, Failure why) {
    boolean same = isFormer(status);
    boolean moved = why instanceof Failure.Drifted;
    note(Phase.ENDED, why.summary());
    return result(
        same || moved ? NodeResult.End.UNTOUCHED : NodeResult.End.UNKNOWN,
        status.current(),
        Optional.of(why));
  }

  /// Its former files, and a load balancer that runs: one that died meanwhile serves nothing.
  private boolean isFormer(NodeStatus status) {
    return status.current().equals(change.against())
        && status.files().equals(change.againstFiles())
        && status.masterPid() != 0;
  }

  private NodeResult unknown(Failure why, Optional<ReleaseId> seen) {
    note(Phase.ENDED, why.summary());
    return result(NodeResult.End.UNKNOWN, seen, Optional.of(why));
  }

  private NodeResult result(NodeResult.End end, Optional<ReleaseId> seen, Optional<Failure> why) {
    return new NodeResult(node.name(), end, seen, why, evidence);
  }

  private static boolean isLink(Failure failure) {
    return failure instanceof Failure.Unreachable || failure instanceof Failure.TimedOut;
  }

  private void note(Phase phase, String note) {
    try {
      steps.begin(phase, note);
    } catch (FailureException e) {
      evidence.add("journal: " + e.failure().summary());
    }
  }

  private String word() throws FailureException {
    return driver().installing().word();
  }

  private EngineDriver driver() throws FailureException {
    return access.driver(node);
  }

  private Desk.Limits limits() {
    return access.desk().limits();
  }

  private Instant now() {
    return access.desk().clock().instant();
  }

  private static void pause(Duration time) {
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
