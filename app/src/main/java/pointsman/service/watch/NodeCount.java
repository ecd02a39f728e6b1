package pointsman.service.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import pointsman.driver.Counting;
import pointsman.engine.traffic.GateEvidence.NodeEvidence;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolLane;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeTalk;

/// The loop that counts on one node for as long as somebody wants it. It takes no lane: it changes
/// nothing, and a shift need not wait for it. Where counting takes the node's script, that is kept
/// open. Ages are measured by the monotonic clock.
final class NodeCount {
  private final Node node;
  private final NodeAccess access;
  private final Duration pace;
  private final Predicate<PoolLane> wanted;
  private final Predicate<NodeCount> over;
  private final CountHistory history = new CountHistory();
  private Optional<NodeTalk> talk = Optional.empty();
  private Optional<Counting.Mark> mark = Optional.empty();
  private Instant lookedAt = Instant.MIN;
  private long lookedNanos;
  private Optional<Long> freshNanos = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private volatile boolean stopped;
  private Optional<Thread> thread = Optional.empty();

  /// @param wanted whether a lane's counts are to be kept
  /// @param over asked before each look; true ends the loop for good
  NodeCount(
      Node node,
      NodeAccess access,
      Duration pace,
      Predicate<PoolLane> wanted,
      Predicate<NodeCount> over) {
    this.node = node;
    this.access = access;
    this.pace = pace;
    this.wanted = wanted;
    this.over = over;
  }

  Node node() {
    return node;
  }

  synchronized void start() {
    thread = Optional.of(Thread.ofVirtual().name("count " + node.name()).start(this::loop));
  }

  synchronized void stop() {
    stopped = true;
    thread.ifPresent(Thread::interrupt);
  }

  private void loop() {
    try {
      while (!stopped && !over.test(this)) {
        boolean late = once();
        Thread.sleep(late ? pace.dividedBy(4) : pace);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hangUp();
    }
  }

  /// One look; whether more has come already.
  private boolean once() {
    try {
      Counting counting = access.driver(node).counting();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - lookedNanos);
      List<Outcome<String>> answers = answers(counting.question(node, mark));
      return take(counting.read(node, mark, elapsed, answers));
    } catch (FailureException e) {
      hangUp();
      fail(e.failure().summary());
    } catch (RuntimeException e) {
      hangUp();
      fail(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private List<Outcome<String>> answers(Counting.Question question) throws FailureException {
    return switch (question) {
      case Counting.Question.Asks asks -> access.askAgain(node, asks.asks());
      case Counting.Question.Verb verb -> {
        if (talk.isEmpty()) {
          talk = Optional.of(access.open(node));
        }
        Duration limit = access.desk().limits().answer();
        ScriptAnswer answer = talk.get().exchange(List.of(verb.frame()), limit).getFirst();
        Failure none = talk.get().failure("count", answer);
        yield List.of(answer.ok() ? new Outcome.Ok<>(answer.text()) : new Outcome.Failed<>(none));
      }
    };
  }

  private void hangUp() {
    talk.ifPresent(NodeTalk::close);
    talk = Optional.empty();
  }

  private boolean take(Counting.Counted counted) {
    // Asked without our lock: who is asked holds one of its own.
    Map<PoolLane, LaneCounts> grown = new HashMap<>(counted.grown());
    grown.keySet().removeIf(wanted.negate());
    return take(counted, grown);
  }

  private synchronized boolean take(Counting.Counted counted, Map<PoolLane, LaneCounts> grown) {
    Instant now = access.desk().clock().instant();
    // A wall clock that was set back makes no step.
    if (mark.isPresent() && !now.isBefore(lookedAt)) {
      history.add(new CountHistory.Step(lookedAt, now, grown, counted.missing()));
    }
    mark = Optional.of(counted.next());
    lookedAt = now;
    lookedNanos = System.nanoTime();
    trouble = Optional.empty();
    if (counted.late()) {
      trouble = Optional.of("more comes than is counted in time");
    } else {
      freshNanos = Optional.of(lookedNanos);
    }
    return counted.late();
  }

  private synchronized void fail(String why) {
    trouble = Optional.of(why);
  }

  /// What it tells of a lane.
  synchronized NodeEvidence evidence(PoolLane lane, int failedProbes) {
    return new NodeEvidence(node.name(), history.growth(lane), age(), failedProbes, trouble);
  }

  private Optional<Duration> age() {
    return freshNanos.map(nanos -> Duration.ofNanos(System.nanoTime() - nanos));
  }

  /// Whether it was counted lately.
  synchronized boolean isFresh(Duration limit) {
    return age().filter(age -> age.compareTo(limit) <= 0).isPresent();
  }

  /// Why the last look failed.
  synchronized Optional<String> trouble() {
    return trouble;
  }

  /// What was counted in the looks that began at or after a time.
  synchronized List<CountHistory.Step> since(Instant from) {
    return history.since(from);
  }
}
