package pointsman.service.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeHealth.Contact;
import pointsman.model.health.NodeSight;

/// The loop that looks at one node. Ages are measured by the monotonic clock from the receipt of an
/// answer.
final class NodeWatch {
  /// One look.
  interface Look {
    /// Empty when it was not looked.
    Optional<NodeSight> at(Node node) throws FailureException;

    /// Whether others of this program are at work on it.
    boolean isBusy(Node node);
  }

  /// @param users requests of users, since the process began to be looked at
  private record Seen(NodeSight sight, long nanos, Instant at, double rate, long users) {
    boolean isOfTheProcessOf(NodeSight next) {
      return sight.pid() == next.pid() && next.requestsTotal() >= sight.requestsTotal();
    }
  }

  private final Node node;
  private final Look look;
  private final Duration interval;
  private final int own;
  private final BooleanSupplier paused;
  private final long born = System.nanoTime();
  private volatile Optional<Seen> last = Optional.empty();
  private volatile Optional<Failure> failure = Optional.empty();
  private volatile boolean busy;
  private volatile boolean stopped;
  private volatile Optional<Hanging> current = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private long looks;

  /// A look that has not ended.
  final class Hanging {
    private final long began = System.nanoTime();
    private boolean asked;

    Node node() {
      return node;
    }

    /// Why it takes so long, where the node's script knows; nothing once it has ended.
    void stands(Failure why) {
      if (why.isStandstill() && current.filter(each -> each == this).isPresent()) {
        failure = Optional.of(why);
      }
    }
  }

  /// @param own how many requests each look adds to what the node counts
  NodeWatch(Node node, Look look, Duration interval, int own, BooleanSupplier paused) {
    this.node = node;
    this.look = look;
    this.interval = interval;
    this.own = own;
    this.paused = paused;
  }

  Node node() {
    return node;
  }

  synchronized void start(Duration delay) {
    thread = Optional.of(Thread.ofVirtual().name("watch " + node.name()).start(() -> loop(delay)));
  }

  synchronized void stop() {
    stopped = true;
    thread.ifPresent(Thread::interrupt);
  }

  private void loop(Duration delay) {
    try {
      Thread.sleep(delay);
      while (!stopped) {
        if (!paused.getAsBoolean()) {
          once();
        }
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The look that goes on for longer than this; told once.
  Optional<Hanging> findHanging(Duration patience) {
    Optional<Hanging> late =
        current.filter(each -> !each.asked && System.nanoTime() - each.began > patience.toNanos());
    late.ifPresent(each -> each.asked = true);
    return late;
  }

  private void once() {
    current = Optional.of(new Hanging());
    try {
      Optional<NodeSight> sight = look.at(node);
      sight.ifPresent(this::take);
      busy = sight.isEmpty() && look.isBusy(node);
    } catch (FailureException e) {
      looks++; // its questions may have been counted
      busy = false;
      failure = Optional.of(e.failure());
    } catch (RuntimeException e) {
      failure =
          Optional.of(new Failure.StepFailed(node.name(), "look", String.valueOf(e.getMessage())));
    } finally {
      current = Optional.empty();
    }
  }

  /// Our own requests are taken off what was counted since the process began to be looked at. Those
  /// of one look may be counted at the next, so only what goes past the most seen so far is users'.
  private void take(NodeSight sight) {
    long now = System.nanoTime();
    Optional<Seen> before = last.filter(seen -> seen.isOfTheProcessOf(sight));
    looks = before.isPresent() ? looks + 1 : 0;
    long users = sight.requestsTotal() - looks * own;
    double rate = -1;
    if (before.isPresent()) {
      double seconds = (now - before.get().nanos()) / 1e9;
      rate = seconds > 0 ? Math.max(0, users - before.get().users()) / seconds : -1;
      users = Math.max(users, before.get().users());
    }
    last = Optional.of(new Seen(sight, now, Instant.now(), rate, users));
    failure = Optional.empty();
  }

  NodeHealth health() {
    Optional<Seen> seen = last;
    Optional<Failure> why = failure;
    long from = seen.map(Seen::nanos).orElse(born);
    Duration age = Duration.ofNanos(System.nanoTime() - from);
    return new NodeHealth(
        node.name(),
        contact(seen, why, age),
        seen.map(Seen::sight),
        seen.map(Seen::at),
        age,
        seen.map(Seen::rate).orElse(-1.0),
        why);
  }

  private Contact contact(Optional<Seen> seen, Optional<Failure> why, Duration age) {
    if (seen.isEmpty()) {
      return why.isPresent() ? Contact.LOST : Contact.CONNECTING;
    }
    double polls = (double) age.toMillis() / interval.toMillis();
    if (why.isPresent()) {
      return polls > 2 ? Contact.LOST : Contact.AGEING;
    }
    if (polls > 5) {
      return busy ? Contact.BUSY : Contact.STALE;
    }
    return polls > 2 ? Contact.AGEING : Contact.FRESH;
  }
}
