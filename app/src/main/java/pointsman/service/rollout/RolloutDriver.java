package pointsman.service.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.engine.traffic.Decision;
import pointsman.engine.traffic.RolloutMachine;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;
import pointsman.service.node.Desk;

/// Drives one rollout that this program owns, on a thread of its own: what happens goes through the
/// machine, its answer is written down by compare-and-set, and only then done. A program that was
/// gone or frozen, and one that takes over, begins with what the nodes say.
final class RolloutDriver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutDriver.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String id;
  private final RolloutParts parts;
  private final RolloutPace pace;
  private final Desk desk;
  private final OwnerBeat beat;
  private final RolloutEffects effects;
  private final Semaphore pokes = new Semaphore(0);
  private final HomeRetries retries = new HomeRetries();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final String owner;
  private volatile TrafficStore.RolloutEntry entry;
  private volatile GateReading gates = new GateReading.Unknown("nobody looked yet");
  private volatile boolean stopped;
  private volatile Runnable changed = () -> {};
  private Instant seen;
  private Instant ticked = Instant.EPOCH;
  private boolean begun;

  RolloutDriver(
      TrafficStore.RolloutEntry entry,
      String owner,
      RolloutParts parts,
      RolloutPace pace,
      Desk desk) {
    this.id = entry.id();
    this.entry = entry;
    this.owner = owner;
    this.parts = parts;
    this.pace = pace;
    this.desk = desk;
    this.beat = new OwnerBeat(id, owner, parts, pace, desk.clock());
    this.effects = new RolloutEffects(id, parts, beat, desk.operator());
    this.seen = desk.clock().instant();
  }

  /// It was begun just now: no node was told anything before.
  RolloutDriver begun() {
    begun = true;
    return this;
  }

  /// Begins to drive.
  ///
  /// @param onChange called on the driver's thread when anything of it is news
  void start(Runnable onChange) {
    changed = onChange;
    beat.start(this::rollout);
    Thread.ofVirtual().name("rollout " + id).start(this::drive);
  }

  /// Where it is.
  TrafficStore.RolloutEntry entry() {
    return entry;
  }

  private Rollout rollout() {
    return entry.rollout();
  }

  /// What the gates said last.
  GateReading gates() {
    return gates;
  }

  /// Whether it is still driven here.
  boolean drives() {
    return ended.getCount() > 0;
  }

  /// Looks at wishes now.
  void poke() {
    pokes.release();
  }

  // --- the loop ---------------------------------------------------------------------------------

  private void drive() {
    boolean back = true;
    try {
      while (!stopped && beat.stillOurs() && !rollout().over()) {
        try {
          step(back);
          back = false;
        } catch (FailureException e) {
          LOG.warn("rollout {} of {}: {}", id, rollout().pool(), e.failure().summary());
          back = true;
          rest(pace.tick());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("rollout {} of {} is not driven any more", id, rollout().pool(), e);
    } finally {
      end();
    }
  }

  private void end() {
    beat.close();
    try {
      parts.store().release(id, owner);
    } catch (FailureException e) {
      LOG.warn("rollout {}: {}", id, e.failure().summary());
    }
    ended.countDown();
    changed.run();
  }

  private void step(boolean back) throws FailureException, InterruptedException {
    Instant now = desk.clock().instant();
    if (back || now.isAfter(seen.plus(pace.owned())) || now.isBefore(seen)) {
      comeBack();
    }
    List<Name> ranOut = beat.takeRanOut().keySet().stream().sorted().toList();
    if (!ranOut.isEmpty()) {
      happen(new RolloutEvent.LeaseRanOut(ranOut), now);
    }
    for (TrafficStore.Asked asked : parts.store().takeWishes(id, owner)) {
      happen(asked.event(), desk.clock().instant());
    }
    retryHome();
    if (!rollout().over() && !now.isBefore(ticked.plus(pace.tick()))) {
      ticked = now;
      if (isGone()) {
        return;
      }
      gates =
          isWatched(now)
              ? parts.gates().read(rollout(), entry.began(), now)
              : new GateReading.Unknown("they are not read any more");
      // By the time from before the look: a program that froze in between did not watch.
      happen(new RolloutEvent.Tick(gates), now);
      changed.run();
    }
    seen = desk.clock().instant();
    if (!rollout().over()) {
      rest(pace.look());
    }
  }

  /// Another program ended it: a safety net gives way to the next rollout.
  private boolean isGone() throws FailureException {
    Optional<TrafficStore.RolloutEntry> latest = parts.store().find(rollout().pool());
    boolean gone = latest.filter(each -> each.id().equals(id) && !each.rollout().over()).isEmpty();
    stopped |= gone;
    return gone;
  }

  private boolean isWatched(Instant now) {
    return switch (rollout().state()) {
      case RolloutState.SafetyNet net ->
          !now.isAfter(net.since().plus(rollout().policy().stages().getLast().bake()));
      case RolloutState.Shifting _,
          RolloutState.Watching _,
          RolloutState.Held _,
          RolloutState.Parted _ ->
          true;
      case RolloutState.Returning _, RolloutState.Ended _ -> false;
    };
  }

  private void rest(Duration time) throws InterruptedException {
    if (pokes.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
      pokes.drainPermits();
    }
  }

  /// Nobody watched until now: what the nodes did meanwhile comes first.
  private void comeBack() throws FailureException {
    if (!beat.ours()) {
      return;
    }
    if (isGone()) {
      return;
    }
    entry = parts.store().find(rollout().pool()).orElseThrow();
    if (rollout().over()) {
      return;
    }
    effects.comeBack(rollout());
    List<Name> ranOut = beat.takeRanOut().keySet().stream().sorted().toList();
    Instant at = desk.clock().instant();
    if (ranOut.isEmpty() || !happen(new RolloutEvent.LeaseRanOut(ranOut), at)) {
      happen(new RolloutEvent.TakenOver(desk.operator()), at);
    }
    seen = desk.clock().instant();
  }

  private void retryHome() throws FailureException {
    Instant now = desk.clock().instant();
    if (retries.isDue(rollout().state(), now)) {
      happen(new RolloutEvent.Retry("pointsman"), now);
      retries.tried(desk.clock().instant());
    }
  }

  // --- what happens -----------------------------------------------------------------------------

  /// Whether it moved the rollout.
  private boolean happen(RolloutEvent event, Instant at) throws FailureException {
    Optional<RolloutEvent> next = Optional.of(event);
    boolean moved = false;
    Instant when = at;
    while (next.isPresent() && beat.stillOurs()) {
      RolloutEvent each = next.get();
      next = Optional.empty();
      effects.again(
          each instanceof RolloutEvent.Retry || (each instanceof RolloutEvent.TakenOver && !begun));
      String what = begun ? "set out" : RolloutWords.of(each);
      begun = false;
      switch (RolloutMachine.decide(rollout(), each, when)) {
        case Decision.Stay _ -> {}
        case Decision.Refuse refuse -> LOG.info("rollout {}: refused: {}", id, refuse.why());
        case Decision.Go go -> {
          next = go(go, what, RolloutWords.who(each), when);
          moved = true;
        }
      }
      when = desk.clock().instant();
    }
    return moved;
  }

  private Optional<RolloutEvent> go(Decision.Go go, String what, String who, Instant when)
      throws FailureException {
    Rollout after = rollout().in(go.state());
    // What ends it is done before: nobody would come back to a rollout that is over.
    if (after.over()) {
      if (!beat.ours()) {
        return Optional.empty();
      }
      effects.carryOut(rollout(), go.effects());
    }
    parts.store().move(id, rollout(), after, what, who, when);
    entry =
        new TrafficStore.RolloutEntry(
            id, after, entry.operator(), entry.reason(), entry.began(), entry.owner());
    changed.run();
    return after.over() ? Optional.empty() : effects.carryOut(after, go.effects());
  }

  /// Lets it go after the step that is being taken; it stays where it is.
  @Override
  public void close() {
    stopped = true;
    poke();
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("rollout {} is left in the middle of a step", id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
