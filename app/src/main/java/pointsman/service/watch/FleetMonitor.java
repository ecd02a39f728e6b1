package pointsman.service.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import pointsman.feed.Feed;
import pointsman.feed.Subscription;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;
import pointsman.service.node.NodeLooks;
import pointsman.service.node.Readiness;

/// Looks at every node again and again, one jittered loop a node, and publishes one coalesced
/// picture of the fleet. A node that is being changed is skipped; a look that fails leaves the last
/// sight with its age, never a fresh one.
public final class FleetMonitor implements AutoCloseable {
  /// A look takes a fraction of it where the load balancer lives.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final NodeAccess access;
  private final NodeLooks looking;
  private final Feed<Fleet> fleets;
  private final Duration interval;
  private final Feed<FleetHealth> health = new Feed<>();
  private final Feed<Duration> looks = new Feed<>();
  private final Map<Name, NodeWatch> watches = new ConcurrentHashMap<>();
  private volatile List<Node> order = List.of();
  private volatile boolean paused;
  private volatile boolean closed;
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<Thread> pulse = Optional.empty();

  /// @param fleets which nodes there are
  /// @param interval from look to look at one node
  public FleetMonitor(NodeAccess access, Feed<Fleet> fleets, Duration interval) {
    this.access = access;
    this.looking = new NodeLooks(access);
    this.fleets = fleets;
    this.interval = interval;
  }

  /// The latest picture.
  public Feed<FleetHealth> health() {
    return health;
  }

  /// How long each look at a node took, its answers read; published by the thread that looked.
  public Feed<Duration> looks() {
    return looks;
  }

  /// From look to look at one node.
  public Duration interval() {
    return interval;
  }

  /// Begins to look. Once.
  public synchronized void start() {
    if (pulse.isPresent() || closed) {
      return;
    }
    subscription = Optional.of(fleets.subscribe(this::follow));
    pulse = Optional.of(Thread.ofVirtual().name("fleet pulse").start(this::publishAgainAndAgain));
  }

  /// Stops or goes on looking; the ages go on growing.
  public void pause(boolean stop) {
    paused = stop;
  }

  private synchronized void follow(Fleet fleet) {
    order = fleet.nodes();
    for (Node node : fleet.nodes()) {
      NodeWatch known = watches.get(node.name());
      if (known == null || !known.node().equals(node)) {
        if (known != null) {
          known.stop();
        }
        NodeWatch watch =
            new NodeWatch(node, new Looks(), interval, requestsOfALook(node), () -> paused);
        watches.put(node.name(), watch);
        watch.start(
            Duration.ofMillis(ThreadLocalRandom.current().nextLong(interval.toMillis() / 2 + 1)));
      }
    }
    watches
        .entrySet()
        .removeIf(entry -> {
          boolean gone = fleet.findNode(entry.getKey()).isEmpty();
          if (gone) {
            entry.getValue().stop();
          }
          return gone;
        });
  }

  private final class Looks implements NodeWatch.Look {
    @Override
    public Optional<NodeSight> at(Node node) throws FailureException {
      return look(node);
    }

    @Override
    public boolean isBusy(Node node) {
      return access.lanes().isTaken(node.name());
    }
  }

  private int requestsOfALook(Node node) {
    try {
      return looking.requests(node);
    } catch (FailureException e) {
      return 0; // no such driver: each look says so
    }
  }

  private Optional<NodeSight> look(Node node) throws FailureException {
    Optional<NodeLanes.Taken> lane = access.lanes().tryTake(node.name());
    if (lane.isEmpty()) {
      return Optional.empty();
    }
    FailureException silence;
    try (NodeLanes.Taken _ = lane.get()) {
      long began = System.nanoTime();
      NodeSight sight = looking.at(node);
      looks.publish(Duration.ofNanos(System.nanoTime() - began));
      return Optional.of(sight);
    } catch (FailureException e) {
      silence = e;
    }
    if (!(silence.failure() instanceof Failure.Unreachable)) {
      // A load balancer that is dead or stopped is that, and not a link that is cut.
      Readiness.requireLife(access, node);
    }
    throw silence;
  }

  private void publishAgainAndAgain() {
    while (!closed) {
      watches.values().forEach(watch -> watch.findHanging(PATIENCE).ifPresent(this::ask));
      health.publish(picture());
      try {
        Thread.sleep(Math.clamp(interval.toMillis() / 4, 100, 500));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// A load balancer that was stopped takes connections and says nothing: its script tells sooner
  /// than the look gives up.
  private void ask(NodeWatch.Hanging look) {
    Thread.ofVirtual()
        .name("reason " + look.node().name())
        .start(() -> {
          try {
            Readiness.requireLife(access, look.node());
          } catch (FailureException e) {
            look.stands(e.failure());
          }
        });
  }

  private FleetHealth picture() {
    Instant now = access.desk().clock().instant();
    List<NodeHealth> nodes = new ArrayList<>();
    for (Node node : order) {
      NodeWatch watch = watches.get(node.name());
      if (watch != null) {
        nodes.add(watch.health());
      }
    }
    return new FleetHealth(now, nodes);
  }

  /// Failures of all nodes that could not be looked at, for a status line.
  public List<Failure> failures() {
    return watches.values().stream()
        .map(NodeWatch::health)
        .flatMap(each -> each.failure().stream())
        .toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    subscription.ifPresent(Subscription::close);
    pulse.ifPresent(Thread::interrupt);
    watches.values().forEach(NodeWatch::stop);
    watches.clear();
  }
}
