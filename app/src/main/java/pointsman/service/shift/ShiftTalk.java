package pointsman.service.shift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.Shift;
import pointsman.driver.Shifting;
import pointsman.driver.StatusReader;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.traffic.NodeSplit;
import pointsman.service.node.Desk;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeTalk;
import pointsman.service.node.Readiness;
import pointsman.service.node.Sha256;
import pointsman.service.node.ShiftClock;
import pointsman.service.node.Together;

/// One attempt to bring one node to a split: prepare, place, go, in this order, on channels that
/// stay open between. Until it goes, what runs is not changed, and its files come back when it is
/// closed. One thread at a time.
final class ShiftTalk implements AutoCloseable {
  private final Node node;
  private final ShiftOrder order;
  private final Name pool;
  private final NodeSplit wanted;
  private final NodeAccess access;
  private final String inventory;
  private final List<String> evidence;
  private final ShiftClock clock;
  private Optional<NodeTalk> talk = Optional.empty();
  private Optional<ShiftLine> line = Optional.empty();
  private Optional<NodeSplit> runs = Optional.empty();
  private String release = "";
  private int master;
  private int pid;

  /// @param inventory the id of ours
  /// @param evidence where it adds what it sees
  ShiftTalk(
      Node node, ShiftOrder order, NodeAccess access, String inventory, List<String> evidence) {
    this.node = node;
    this.order = order;
    this.pool = order.pool();
    this.wanted = order.split().onNode();
    this.access = access;
    this.inventory = inventory;
    this.evidence = evidence;
    this.clock = new ShiftClock(access.desk().clock(), evidence);
  }

  /// The split that ran when it was prepared; empty: the node's release does not have the pool.
  Optional<NodeSplit> runs() {
    return runs;
  }

  /// The release that it was prepared against.
  String release() {
    return release;
  }

  /// The process that runs the split, as far as the engine tells it; else the master.
  int process() {
    return pid == 0 ? master : pid;
  }

  /// The load balancer's master process.
  int master() {
    return master;
  }

  /// Takes the lock, sends the files beside those in use, has them judged, and reads what runs.
  void prepare() throws FailureException {
    NodeTalk open = access.open(node);
    talk = Optional.of(open);
    List<ScriptAnswer> answers =
        open.exchange(
            List.of(
                lock(), ScriptVerbs.status(), ScriptVerbs.read(Optional.empty(), Manifest.FILE)),
            limits().answer());
    open.require("lock", answers.get(0));
    NodeStatus status = StatusReader.read(name(), answers.get(1));
    Manifest manifest = manifest(status, answers.get(2));
    if (manifest.pools().stream().noneMatch(each -> each.name().equals(pool))) {
      evidence.add("release: " + manifest.release() + " does not have the pool");
      return;
    }
    Shift shift = shift();
    requireAsDeployed(status, manifest, shift);
    release = manifest.release().value();
    master = status.masterPid();
    send(open, manifest, shift);
    look(shift);
  }

  private Frame lock() {
    String operator = access.desk().operator();
    return order.rollout().isPresent()
        ? ScriptVerbs.lock(operator, pool, wanted.salt())
        : ScriptVerbs.lock(operator);
  }

  private Manifest manifest(NodeStatus status, ScriptAnswer answer) throws FailureException {
    if (status.current().isEmpty() || !answer.ok()) {
      throw new FailureException(
          new Failure.Refused(
              "release",
              name() + " has no release of Pointsman",
              "Deploy to it first, or leave it out by name."));
    }
    return access.read(node, answer.text());
  }

  private void requireAsDeployed(NodeStatus status, Manifest manifest, Shift shift)
      throws FailureException {
    Readiness.requireOurs(node, status, manifest, inventory);
    Readiness.requireQuiet(access, node, status);
    if (shift instanceof Shift.Reload) {
      Readiness.requireIntact(node, status, manifest);
    }
  }

  private Shift shift() throws FailureException {
    return access.driver(node).shifting().shift(node, pool, wanted);
  }

  private void send(NodeTalk open, Manifest manifest, Shift shift) throws FailureException {
    List<Frame> frames = new ArrayList<>();
    frames.add(ScriptVerbs.turn(manifest.release()));
    shift
        .files()
        .forEach((name, text) -> frames.addAll(ScriptVerbs.turnFile(name, text, Sha256.of(text))));
    if (shift instanceof Shift.Reload) {
      frames.add(ScriptVerbs.judge(access.driver(node).installing().mainFile()));
    }
    for (ScriptAnswer answer : open.exchange(frames, limits().check())) {
      open.require("prepare", answer);
    }
  }

  /// Reads what runs; where it is told at run time, over the connection that will carry the word.
  private void look(Shift shift) throws FailureException {
    Shifting.SplitSight sight =
        switch (shift) {
          case Shift.Staged staged -> {
            line.ifPresent(ShiftLine::close);
            ShiftLine open = new ShiftLine(node, pool, wanted, access, clock);
            line = Optional.of(open);
            yield open.lay(staged);
          }
          case Shift.Runtime _, Shift.Reload _ -> access.splits(node, List.of(pool));
        };
    if (!sight.release().equals(release)) {
      String runs = sight.release().isEmpty() ? "nothing that tells" : sight.release();
      throw new FailureException(new Failure.Drifted(name(), release, runs + " by what runs"));
    }
    runs = Optional.ofNullable(sight.splits().get(pool));
    if (runs.isEmpty()) {
      throw new FailureException(
          new Failure.StepFailed(name(), "prepare", "what runs knows no split of " + pool));
    }
    pid = sight.pid();
  }

  /// Puts the files in their places: a restart takes them in from now on.
  void place() throws FailureException {
    NodeTalk open = talk.orElseThrow();
    ScriptAnswer answer = placed(open);
    if (answer.code().equals("restarted")) {
      int before = master;
      master = open.status().masterPid();
      evidence.add("restarted by someone else: process " + before + " is now " + master);
      answer = placed(open);
    }
    open.require("place", answer);
    if (line.isPresent()) {
      requireTheProcessThatServes(line.get());
    }
  }

  private ScriptAnswer placed(NodeTalk open) throws FailureException {
    return open.exchange(List.of(ScriptVerbs.place(master)), limits().answer()).getFirst();
  }

  /// A reload by someone else leaves the open connection with the old process.
  private void requireTheProcessThatServes(ShiftLine open) throws FailureException {
    try {
      Shifting.SplitSight sight = open.sight();
      if (!sight.stopping() && sight.pid() == pid) {
        open.learnClock();
        return;
      }
    } catch (FailureException e) {
      evidence.add("the open connection broke: " + e.failure().summary());
    }
    int before = pid;
    look(shift());
    evidence.add("reloaded by someone else: process " + before + " is now " + pid);
  }

  /// Goes.
  ///
  /// @param others that go at the same time
  /// @return when, by the desk's clock; empty: the node did not tell
  Optional<Instant> go(Together others) throws FailureException {
    if (line.isPresent()) {
      return tell(line.get(), others);
    }
    others.told();
    return clock.reloaded(clock.now(), word(true));
  }

  /// Tells the word and no more. That it was the process which serves is seen when what runs is
  /// read back. The script, which the node starts processes for, hears of it when all were told.
  private Optional<Instant> tell(ShiftLine open, Together others) throws FailureException {
    Instant stamp;
    try {
      stamp = open.go();
    } finally {
      others.told();
    }
    others.awaitOthers();
    word(false);
    return Optional.of(clock.here(stamp));
  }

  private ScriptAnswer word(boolean reload) throws FailureException {
    NodeTalk open = talk.orElseThrow();
    ScriptAnswer answer =
        open.exchange(List.of(ScriptVerbs.go(reload)), limits().answer()).getFirst();
    return open.require("go", answer);
  }

  /// Takes back what was laid beside, so that nothing of it is left.
  void back() {
    if (talk.isEmpty()) {
      return;
    }
    try {
      talk.get().ask(ScriptVerbs.back());
      evidence.add("nothing of it is left there");
    } catch (FailureException e) {
      evidence.add("back: " + e.failure().summary());
    }
  }

  private Name name() {
    return node.name();
  }

  private Desk.Limits limits() {
    return access.desk().limits();
  }

  @Override
  public void close() {
    line.ifPresent(ShiftLine::close);
    line = Optional.empty();
    talk.ifPresent(NodeTalk::close);
    talk = Optional.empty();
  }
}
