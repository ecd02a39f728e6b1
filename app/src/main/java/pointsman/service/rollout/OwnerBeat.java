package pointsman.service.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Rollout;

/// Says again and again that a rollout's owner lives, and renews the leases on the nodes, on a
/// thread of its own: a shift may take longer than either lasts.
final class OwnerBeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerBeat.class);

  /// What is to be done about the leases.
  enum Standing {
    /// There are none.
    NONE,
    /// They are renewed.
    HELD,
    /// They are ended on nodes that were silent when the others were told.
    ENDING
  }

  private final String id;
  private final String owner;
  private final RolloutParts parts;
  private final RolloutPace pace;
  private final Clock clock;
  private final Map<Name, String> ranOut = new HashMap<>();
  private final AtomicBoolean tending = new AtomicBoolean();
  private volatile boolean ours = true;
  private volatile Standing standing = Standing.NONE;
  private volatile boolean ended;
  private volatile Instant renewed = Instant.EPOCH;
  private Optional<Thread> thread = Optional.empty();

  OwnerBeat(String id, String owner, RolloutParts parts, RolloutPace pace, Clock clock) {
    this.id = id;
    this.owner = owner;
    this.parts = parts;
    this.pace = pace;
    this.clock = clock;
  }

  /// Begins to beat.
  ///
  /// @param rollout the rollout as it is
  void start(Supplier<Rollout> rollout) {
    thread = Optional.of(Thread.ofVirtual().name("beat " + id).start(() -> again(rollout)));
  }

  /// Whether the rollout is still this program's; asks the store. What another took is not had
  /// back, also not when that one let it go.
  boolean ours() throws FailureException {
    if (ours && !parts.store().renew(id, owner, clock.instant(), pace.owned())) {
      ours = false;
    }
    return ours;
  }

  /// Whether it was when last asked.
  boolean stillOurs() {
    return ours;
  }

  /// What stands on the nodes from now on.
  void leases(Standing now) {
    renewed = clock.instant();
    standing = now;
  }

  /// What stands there.
  Standing leases() {
    return standing;
  }

  /// Nodes whose lease ran out since this was asked last.
  Map<Name, String> takeRanOut() {
    synchronized (ranOut) {
      Map<Name, String> taken = Map.copyOf(ranOut);
      ranOut.clear();
      return taken;
    }
  }

  /// Renews leases now and notes those that ran out.
  Leases.Told renew(Rollout rollout) throws FailureException {
    renewed = clock.instant();
    return noted(parts.leases().renew(rollout));
  }

  /// Ends them; nodes that are silent are tried again.
  Leases.Told end(Rollout rollout) throws FailureException {
    leases(Standing.ENDING);
    Leases.Told told = noted(parts.leases().end(rollout));
    if (told.silent().isEmpty()) {
      leases(Standing.NONE);
    }
    return told;
  }

  private Leases.Told noted(Leases.Told told) {
    synchronized (ranOut) {
      ranOut.putAll(told.ranOut());
    }
    return told;
  }

  private void again(Supplier<Rollout> rollout) {
    Instant beaten = clock.instant();
    while (!ended && ours) {
      try {
        Instant now = clock.instant();
        if (!now.isBefore(beaten.plus(pace.beat())) || now.isBefore(beaten)) {
          beaten = now;
          ours();
        }
        if (ours && due(rollout.get(), now)) {
          startTending(rollout.get());
        }
      } catch (FailureException e) {
        LOG.warn("rollout {}: {}", id, e.failure().summary());
      } catch (RuntimeException e) {
        LOG.error("rollout {}: the beat failed", id, e);
      }
      try {
        Thread.sleep(Math.min(pace.beat().toMillis(), 250));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// A node that does not answer must not keep the beat from being heard.
  private void startTending(Rollout rollout) {
    if (tending.compareAndSet(false, true)) {
      Thread.ofVirtual().name("leases " + id).start(() -> tend(rollout));
    }
  }

  private void tend(Rollout rollout) {
    try {
      switch (standing) {
        case NONE -> {}
        case HELD -> renew(rollout);
        case ENDING -> end(rollout);
      }
    } catch (FailureException e) {
      LOG.warn("rollout {}: {}", id, e.failure().summary());
    } catch (RuntimeException e) {
      LOG.error("rollout {}: its leases are not tended", id, e);
    } finally {
      tending.set(false);
    }
  }

  private boolean due(Rollout rollout, Instant now) {
    Optional<Duration> lease = rollout.policy().lease();
    return lease.isPresent()
        && !rollout.over()
        && !now.isBefore(renewed.plus(pace.renewal(lease.get())));
  }

  /// When it returns, nothing is asked of the store any more.
  @Override
  public void close() {
    ended = true;
    if (thread.isPresent()) {
      thread.get().interrupt();
      try {
        thread.get().join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
