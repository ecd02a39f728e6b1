package pointsman.service.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.driver.Shifting;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.NodeShifted;
import pointsman.model.traffic.NodeShifted.End;
import pointsman.model.traffic.NodeSplit;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;
import pointsman.service.node.Together;

/// One node's way through a fleet shift: its lane, one attempt or two, and what was seen then. One
/// thread at a time.
final class NodeShift implements AutoCloseable {
  private final Node node;
  private final ShiftOrder order;
  private final Name pool;
  private final NodeSplit wanted;
  private final NodeAccess access;
  private final String inventory;
  private final List<String> evidence = new ArrayList<>();
  private Optional<NodeLanes.Taken> lane = Optional.empty();
  private Optional<ShiftTalk> talk = Optional.empty();
  private Optional<NodeSplit> former = Optional.empty();
  private Optional<Instant> stamp = Optional.empty();
  private Optional<Failure> failure = Optional.empty();
  private Optional<Failure> left = Optional.empty();
  private boolean inTime;
  private long seatedAt;
  private boolean prepared;
  private boolean gone;

  /// @param inventory the id of ours
  NodeShift(Node node, ShiftOrder order, NodeAccess access, String inventory) {
    this.node = node;
    this.order = order;
    this.pool = order.pool();
    this.wanted = order.split().onNode();
    this.access = access;
    this.inventory = inventory;
  }

  Name name() {
    return node.name();
  }

  /// Whether its release does not have the pool: then there is nothing to shift.
  boolean absent() {
    return prepared && former.isEmpty();
  }

  /// Why it could not go on; empty while all is well.
  Optional<Failure> failure() {
    return left().or(() -> failure);
  }

  /// Ends the waiting for it, unless it was prepared in time. It frees the node itself when it is
  /// done.
  synchronized void leaveBehind(Duration patience) {
    if (!inTime) {
      left = Optional.of(new Failure.TimedOut(name(), "prepare", patience));
    }
  }

  /// Says that it is prepared, or refused.
  ///
  /// @return whether it was still waited for; if not, nothing of it is left
  synchronized boolean preparedInTime() {
    inTime = left.isEmpty();
    if (!inTime) {
      free();
    }
    return inTime;
  }

  private synchronized Optional<Failure> left() {
    return left;
  }

  /// Whether it went, as far as was answered.
  boolean gone() {
    return gone;
  }

  /// Takes the lock, lays the files beside those in use, has them judged, and reads what runs.
  void prepare() throws FailureException {
    if (lane.isEmpty()) {
      lane = Optional.of(access.lanes().take(name(), access.desk().limits().check()));
    }
    ShiftTalk attempt = new ShiftTalk(node, order, access, inventory, evidence);
    talk = Optional.of(attempt);
    attempt.prepare();
    prepared = true;
    former = former.or(attempt::runs);
    if (absent()) {
      close();
    }
  }

  /// Puts the files in their places: a restart takes them in from now on.
  void place() throws FailureException {
    talk.orElseThrow().place();
  }

  /// Goes. What does not work is kept as the failure.
  ///
  /// @param others that go at the same time
  /// @param leave asked right before
  void go(Together others, GoAhead leave) {
    failure = Optional.empty();
    try {
      leave.require();
      stamp = talk.orElseThrow().go(others);
      gone = true;
      evidence.add("went at: " + stamp.map(Instant::toString).orElse("a time it did not tell"));
    } catch (FailureException e) {
      failure = Optional.of(e.failure());
    }
  }

  /// Tries once more, from the lock on: over new connections, with whatever runs now.
  ///
  /// @param leave asked anew: meanwhile someone else may have commanded something else
  void again(GoAhead leave) {
    Failure first = failure.orElseThrow();
    int before = talk.map(ShiftTalk::process).orElse(0);
    evidence.add("at first: " + first.summary());
    talk.ifPresent(ShiftTalk::close);
    if (first.isLost()) {
      access.forget(node);
    }
    try {
      leave.ask();
      prepare();
      int now = talk.map(ShiftTalk::process).orElse(0);
      if (now != before) {
        evidence.add("replaced by someone else: process " + before + " is now " + now);
      }
      place();
      leave.ask();
      go(new Together(0), leave);
    } catch (FailureException e) {
      failure = Optional.of(e.failure());
    }
  }

  private String release() {
    return talk.map(ShiftTalk::release).orElse("");
  }

  // --- results ---------------------------------------------------------------------------------

  /// Notes why it does not go.
  void refused(Failure why) {
    failure = Optional.of(why);
  }

  /// Reads what runs over new connections, until it is as wanted or the time is up.
  NodeShifted verified() {
    if (!gone && failure.filter(NodeShift::isMute).isPresent()) {
      return result(End.UNKNOWN, Optional.empty(), failure);
    }
    // One that did not go is looked at for a moment only: what is there is there.
    Duration patience = gone ? access.desk().limits().verify() : Duration.ofSeconds(2);
    Instant deadline = now().plus(patience);
    while (true) {
      Optional<NodeSplit> seen = Optional.empty();
      try {
        Shifting.SplitSight sight = access.splits(node, List.of(pool));
        seen = Optional.ofNullable(sight.splits().get(pool)).filter(_ -> !sight.stopping());
        if (gone && seen.equals(Optional.of(wanted)) && sight.release().equals(release())) {
          tellReplaced(sight.pid());
          evidence.add("runs: release " + release() + ", process " + process(sight));
          seatedAt = System.nanoTime();
          return result(End.SEATED, seen, Optional.empty());
        }
        if (!gone && seen.isPresent()) {
          return behind(seen.get());
        }
      } catch (FailureException e) {
        failure = failure.or(() -> Optional.of(e.failure()));
        if (e.failure().isLost()) {
          access.forget(node);
        }
      }
      if (now().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
        return result(End.UNKNOWN, seen, failure.or(() -> Optional.of(notSeen())));
      }
      pause(Duration.ofMillis(40));
    }
  }

  /// From the word to go until it was seen to run it; a nanosecond when it was not.
  Duration took(long word) {
    return Duration.ofNanos(seatedAt == 0 ? 1 : seatedAt - word);
  }

  /// A reload by someone else took the file in, which was in its place by then.
  private void tellReplaced(int pid) {
    int before = talk.map(ShiftTalk::process).orElse(0);
    if (pid != 0 && pid != before) {
      evidence.add("replaced by someone else: process " + before + " is now " + pid);
    }
  }

  private String process(Shifting.SplitSight sight) {
    return sight.pid() == 0
        ? "of master " + talk.map(ShiftTalk::master).orElse(0)
        : String.valueOf(sight.pid());
  }

  private NodeShifted behind(NodeSplit seen) {
    boolean asBefore = former.equals(Optional.of(seen));
    return result(asBefore ? End.UNTOUCHED : End.UNKNOWN, Optional.of(seen), failure);
  }

  private Failure notSeen() {
    return new Failure.StepFailed(name(), "verify", "it was not seen to run the split in time");
  }

  /// Takes everything back that was laid beside, and reads what runs.
  NodeShifted untouched(Optional<Failure> why) {
    if (left().isPresent()) {
      return new NodeShifted(
          name(),
          End.UNKNOWN,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          left(),
          List.of());
    }
    failure = failure.or(() -> why);
    talk.ifPresent(ShiftTalk::back);
    talk.ifPresent(ShiftTalk::close);
    if (absent()) {
      return result(End.LEFT_OUT, Optional.empty(), Optional.empty());
    }
    if (failure.filter(NodeShift::isMute).isPresent()) {
      return result(End.UNKNOWN, Optional.empty(), failure);
    }
    try {
      Optional<NodeSplit> seen =
          Optional.ofNullable(access.splits(node, List.of(pool)).splits().get(pool));
      boolean same = seen.isPresent() && (former.isEmpty() || former.equals(seen));
      return result(same ? End.UNTOUCHED : End.UNKNOWN, seen, failure);
    } catch (FailureException e) {
      return result(End.UNKNOWN, Optional.empty(), failure.or(() -> Optional.of(e.failure())));
    }
  }

  /// Whether nothing there would answer: asking only keeps the others' result waiting.
  private static boolean isMute(Failure why) {
    return why.isLost() || why instanceof Failure.Halted;
  }

  private NodeShifted result(End end, Optional<NodeSplit> seen, Optional<Failure> why) {
    return new NodeShifted(name(), end, former, seen, stamp, why, evidence);
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

  /// Frees the node; one that is left behind does it by itself.
  @Override
  public void close() {
    if (left().isEmpty()) {
      free();
    }
  }

  private void free() {
    talk.ifPresent(ShiftTalk::close);
    lane.ifPresent(NodeLanes.Taken::close);
    lane = Optional.empty();
  }
}
