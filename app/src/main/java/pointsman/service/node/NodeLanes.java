package pointsman.service.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;

/// One lane a node: whoever changes a node waits for it, whoever looks skips when it is taken. A
/// global cap bounds how many nodes are worked on at once. Safe for all threads.
public final class NodeLanes {
  private final Map<Name, Semaphore> lanes = new ConcurrentHashMap<>();
  private final Semaphore cap;

  /// @param atOnce how many nodes at once
  public NodeLanes(int atOnce) {
    cap = new Semaphore(atOnce);
  }

  /// A lane that is taken; closing frees it.
  public interface Taken extends AutoCloseable {
    @Override
    void close();
  }

  /// Takes a node's lane, waiting for it.
  public Taken take(Name node, Duration limit) throws FailureException {
    Semaphore lane = lane(node);
    try {
      if (!lane.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new FailureException(
            new Failure.LockHeld(node, "other work of this program on the same node"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Stopped("Work on " + node), e);
    }
    return once(lane);
  }

  /// Takes a node's lane when it is free and the cap allows it.
  public Optional<Taken> tryTake(Name node) {
    Semaphore lane = lane(node);
    if (!lane.tryAcquire()) {
      return Optional.empty();
    }
    if (!cap.tryAcquire()) {
      lane.release();
      return Optional.empty();
    }
    Taken freesLane = once(lane);
    Taken freesCap = once(cap);
    return Optional.of(() -> {
      freesCap.close();
      freesLane.close();
    });
  }

  /// Whether somebody is at work on a node, or looks at it.
  public boolean isTaken(Name node) {
    return lane(node).availablePermits() == 0;
  }

  private Semaphore lane(Name node) {
    return lanes.computeIfAbsent(node, _ -> new Semaphore(1));
  }

  private static Taken once(Semaphore semaphore) {
    java.util.concurrent.atomic.AtomicBoolean done =
        new java.util.concurrent.atomic.AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        semaphore.release();
      }
    };
  }
}
