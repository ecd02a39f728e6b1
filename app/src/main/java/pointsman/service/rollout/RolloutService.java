package pointsman.service.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.engine.traffic.Decision;
import pointsman.engine.traffic.RolloutMachine;
import pointsman.feed.Feed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.RolloutSight;
import pointsman.model.traffic.RolloutState;
import pointsman.port.TrafficStore;
import pointsman.service.guard.Consent;
import pointsman.service.node.Desk;

/// Rollouts: begins them, drives those that this program owns, and tells of all. Several programs
/// may work on one home: each rollout has one owner, the others leave wishes. Blocking; safe for
/// all threads.
public final class RolloutService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutService.class);

  private final RolloutBegin begins;
  private final RolloutParts parts;
  private final RolloutPace pace;
  private final Desk desk;
  private final String owner;
  private final Map<String, RolloutDriver> drivers = new ConcurrentHashMap<>();
  private final RolloutSights sights;
  private final Takeover takeover;
  private final SafetyNets nets;
  private volatile boolean closed;
  private Optional<Thread> watch = Optional.empty();

  /// @param begins what stands before a rollout
  /// @param parts what rollouts are driven with
  /// @param program what tells this program from others of the operator, such as a process id
  public RolloutService(
      RolloutBegin begins, RolloutParts parts, RolloutPace pace, Desk desk, String program) {
    this.begins = begins;
    this.parts = parts;
    this.pace = pace;
    this.desk = desk;
    this.owner = desk.operator() + " " + program;
    this.takeover = new Takeover(parts.store(), owner, pace, desk);
    this.nets = new SafetyNets(parts.store(), owner, pace, desk);
    this.sights = new RolloutSights(parts.store(), drivers, owner, desk.clock());
  }

  /// Every pool's rollout that is not over.
  public Feed<Map<Name, RolloutSight>> sights() {
    return sights.feed();
  }

  /// Who works here.
  public String operator() {
    return desk.operator();
  }

  /// The pool's rollout that is not over, or a refusal that says how to begin one.
  public void require(Name pool) throws FailureException {
    load(pool);
  }

  // --- for operators ----------------------------------------------------------------------------

  /// Begins a rollout; this program drives it from now on. A rollout whose candidate is live and
  /// whose safety net still stands is ended by it.
  ///
  /// @param smoke what the candidate must answer to every node first
  public RolloutSight begin(
      Name pool, RolloutPolicy policy, Optional<UrlPath> smoke, Consent consent)
      throws FailureException {
    requireNone(pool);
    RolloutBegin.Prepared prepared = begins.prepare(pool, policy, smoke, consent);
    Rollout rollout = prepared.rollout();
    endNet(pool);
    Instant now = desk.clock().instant();
    TrafficStore.RolloutEntry entry =
        parts.store().begin(rollout, owner, desk.operator(), consent.forTheJournal(), now);
    if (prepared.smoke().isPresent()) {
      parts
          .store()
          .move(entry.id(), rollout, rollout, prepared.smoke().get(), RolloutWords.DESK, now);
    }
    drive(driver(entry).begun());
    return sights.of(entry);
  }

  private void requireNone(Name pool) throws FailureException {
    begins.require(pool);
    Optional<TrafficStore.RolloutEntry> open =
        find(pool)
            .filter(each -> !each.rollout().over())
            .filter(each -> !(each.rollout().state() instanceof RolloutState.SafetyNet));
    if (open.isPresent()) {
      throw new FailureException(
          new Failure.Refused(
              "one rollout a pool",
              pool
                  + " has one by "
                  + open.get().operator()
                  + " that is not over: "
                  + RolloutWords.of(open.get().rollout())
                  + ".",
              "Go on with it by 'canary follow " + pool + "', or 'rollback " + pool + "'."));
    }
  }

  /// A safety net is over when the next rollout begins.
  private void endNet(Name pool) throws FailureException {
    Optional<TrafficStore.RolloutEntry> open = find(pool);
    if (open.isPresent() && open.get().rollout().state() instanceof RolloutState.SafetyNet) {
      letGo(pool);
      nets.end(open.get(), "the next rollout begins");
    }
  }

  /// Tells a rollout what the operator wants. Whoever owns it acts; when nobody does, this program
  /// takes it over. The way back is taken from an owner that does not turn within {@link
  /// Takeover#GRACE}.
  ///
  /// @param event a wish or an abort
  /// @throws FailureException with {@link Failure.Refused} when it cannot be had where the rollout
  ///   is now
  public void tell(Name pool, RolloutEvent event, Consent consent) throws FailureException {
    TrafficStore.RolloutEntry entry = load(pool);
    Instant now = desk.clock().instant();
    if (RolloutMachine.decide(entry.rollout(), event, now) instanceof Decision.Refuse refuse) {
      throw new FailureException(
          new Failure.Refused("rollout", pool + ": " + refuse.why() + ".", "Nothing was changed."));
    }
    begins.allow(pool, event, consent);
    Optional<RolloutDriver> driver = driver(entry.id());
    boolean back = event instanceof RolloutEvent.Abort && driver.isEmpty() && !closed;
    if (back && sights.of(entry).owner().isEmpty()) {
      // At once on its way home: to go on with it as it stands, silent nodes would be asked first.
      seize(entry);
      return;
    }
    parts.store().append(entry.id(), event, now);
    driver.ifPresent(RolloutDriver::poke);
    boolean ours = driver.isPresent() || takeOver(pool);
    if (!ours && back && !takeover.turns(entry)) {
      seize(entry);
    }
  }

  private void seize(TrafficStore.RolloutEntry entry) throws FailureException {
    takeover.seize(entry).ifPresent(taken -> drive(driver(taken)));
  }

  /// Who drives it here.
  private Optional<RolloutDriver> driver(String id) {
    return Optional.ofNullable(drivers.get(id)).filter(RolloutDriver::drives);
  }

  private RolloutDriver driver(TrafficStore.RolloutEntry entry) {
    return new RolloutDriver(entry, owner, parts, pace, desk);
  }

  /// Brings all users back to the lane that was live before the pool's rollout began.
  public void rollback(Name pool) throws FailureException {
    tell(pool, new RolloutEvent.Abort(desk.operator()), Consent.none());
  }

  // --- who drives -------------------------------------------------------------------------------

  /// Takes a rollout over when nobody alive owns it.
  ///
  /// @return whether this program drives it now
  public boolean takeOver(Name pool) throws FailureException {
    Optional<TrafficStore.RolloutEntry> open = find(pool).filter(each -> !each.rollout().over());
    if (open.isEmpty() || closed) {
      return false;
    }
    String id = open.get().id();
    if (driver(id).isPresent()) {
      return true;
    }
    boolean anothers = sights.of(open.get()).owner().isPresent();
    if (anothers || !parts.store().own(id, owner, desk.clock().instant(), pace.owned())) {
      return false;
    }
    drive(driver(parts.store().find(pool).orElseThrow()));
    return true;
  }

  private synchronized void drive(RolloutDriver driver) {
    Optional<RolloutDriver> known = Optional.ofNullable(drivers.get(driver.entry().id()));
    if (known.filter(RolloutDriver::drives).isEmpty()) {
      drivers.put(driver.entry().id(), driver);
      driver.start(sights::publish);
    }
  }

  /// Drives it here no more; it stays where it is.
  public void letGo(Name pool) throws FailureException {
    Optional<TrafficStore.RolloutEntry> entry = find(pool);
    RolloutDriver driver = entry.isEmpty() ? null : drivers.get(entry.get().id());
    if (driver != null) {
      driver.close();
    }
  }

  /// Begins to watch all rollouts, and to take over those whose owner is gone. For a window.
  public synchronized void start() {
    if (watch.isEmpty() && !closed) {
      watch = Optional.of(Thread.ofVirtual().name("rollouts").start(this::watch));
    }
  }

  private void watch() {
    while (!closed) {
      try {
        look();
        for (TrafficStore.RolloutEntry entry : parts.store().open()) {
          takeOver(entry.rollout().pool());
        }
        sights.publish();
      } catch (FailureException e) {
        LOG.warn("rollouts cannot be looked at: {}", e.failure().summary());
      } catch (RuntimeException e) {
        LOG.error("rollouts cannot be looked at", e);
      }
      try {
        Thread.sleep(pace.tick());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Ends safety nets whose time is up, whoever let them stand.
  public void look() throws FailureException {
    nets.endThoseThatAreOver(drivers.keySet());
  }

  // --- what is told -----------------------------------------------------------------------------

  /// A pool's latest rollout, over or not.
  ///
  /// @throws FailureException when there is no such pool
  public Optional<RolloutSight> sight(Name pool) throws FailureException {
    Optional<RolloutSight> sight = find(pool).map(sights::of);
    if (sight.isEmpty()) {
      begins.require(pool);
    }
    return sight;
  }

  private Optional<TrafficStore.RolloutEntry> find(Name pool) throws FailureException {
    return parts.store().find(pool);
  }

  private TrafficStore.RolloutEntry load(Name pool) throws FailureException {
    begins.require(pool);
    Optional<TrafficStore.RolloutEntry> entry = find(pool);
    if (entry.isEmpty() || entry.get().rollout().over()) {
      throw new FailureException(
          new Failure.Refused(
              "rollout",
              "Pool " + pool + " has no rollout.",
              "Begin one with 'pointsman canary start " + pool + "' or 'pointsman switch'."));
    }
    return entry.get();
  }

  /// Every step of a pool's latest rollout, the oldest first.
  public List<TrafficStore.Line> history(Name pool) throws FailureException {
    Optional<TrafficStore.RolloutEntry> entry = find(pool);
    return entry.isEmpty() ? List.of() : parts.store().history(entry.get().id());
  }

  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      watch.ifPresent(Thread::interrupt);
    }
    List.copyOf(drivers.values()).forEach(RolloutDriver::close);
  }
}
