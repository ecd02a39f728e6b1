package pointsman.service;

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
  /// One look; empty when the node was busy.
  interface Look {
    Optional<NodeSight> at(Node node) throws FailureException;
  }

  private record Seen(NodeSight sight, long nanos, Instant at, double rate) {}

  private final Node node;
  private final Look look;
  private final Duration interval;
  private final BooleanSupplier paused;
  private final long born = System.nanoTime();
  private volatile Optional<Seen> last = Optional.empty();
  private volatile Optional<Failure> failure = Optional.empty();
  private volatile boolean stopped;
  private Optional<Thread> thread = Optional.empty();

  NodeWatch(Node node, Look look, Duration interval, BooleanSupplier paused) {
    this.node = node;
    this.look = look;
    this.interval = interval;
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

  private void once() {
    try {
      look.at(node).ifPresent(this::take);
    } catch (FailureException e) {
      failure = Optional.of(e.failure());
    } catch (RuntimeException e) {
      failure =
          Optional.of(new Failure.StepFailed(node.name(), "look", String.valueOf(e.getMessage())));
    }
  }

  private void take(NodeSight sight) {
    long now = System.nanoTime();
    double rate = -1;
    if (last.isPresent() && last.get().sight().pid() == sight.pid()) {
      long more = sight.requestsTotal() - last.get().sight().requestsTotal();
      double seconds = (now - last.get().nanos()) / 1e9;
      rate = more >= 0 && seconds > 0 ? more / seconds : -1;
    }
    last = Optional.of(new Seen(sight, now, Instant.now(), rate));
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
      return Contact.STALE;
    }
    return polls > 2 ? Contact.AGEING : Contact.FRESH;
  }
}
