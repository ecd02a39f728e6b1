package pointsman.service.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.port.GuardStore;
import pointsman.port.Inventory;

/// Opens and closes production's lock, and keeps the freezes. Blocking; safe for all threads.
public final class GuardService {
  private final Inventory inventory;
  private final GuardStore store;
  private final Guards guards;
  private final Clock clock;
  private final String operator;

  /// @param guards what the other services ask
  /// @param operator who is written down
  public GuardService(
      Inventory inventory, GuardStore store, Guards guards, Clock clock, String operator) {
    this.inventory = inventory;
    this.store = store;
    this.guards = guards;
    this.clock = clock;
    this.operator = operator;
  }

  /// What guards the fleet now.
  public GuardSight sight() throws FailureException {
    return guards.sight();
  }

  /// Opens production's lock for a while; what was open is open for this time instead.
  ///
  /// @param length 1 s to 8 h, in every environment
  /// @return until when; empty where nothing is ever locked
  public Optional<Unlock> unlock(Duration length, Why why) throws FailureException {
    Instant now = clock.instant();
    Unlock unlock = new Unlock(now, now.plus(length), why, operator);
    if (guards.sight().environment() != pointsman.model.fleet.Environment.PRODUCTION) {
      return Optional.empty();
    }
    store.unlock(unlock);
    return Optional.of(unlock);
  }

  /// Closes it at once.
  ///
  /// @return whether it stood open
  public boolean lock() throws FailureException {
    return store.lock(operator, clock.instant());
  }

  /// Freezes changes for a time.
  ///
  /// @param only services and pools; empty: everything
  /// @throws FailureException with {@link Failure.NotFound} when one of them is neither, {@link
  ///   Failure.BadInput} when the name is taken or the time is over already
  public Freeze freeze(Name name, Instant from, Instant until, Set<Name> only, Why why)
      throws FailureException {
    Instant now = clock.instant();
    Freeze freeze = new Freeze(name, from, until, only, why, operator, now);
    if (freeze.over(now)) {
      throw new FailureException(
          new Failure.BadInput(
              "command line",
              0,
              "--until",
              "a freeze that ended " + until.truncatedTo(ChronoUnit.SECONDS),
              "an end that is still to come"));
    }
    Fleet fleet = inventory.load();
    for (Name each : only) {
      if (fleet.findService(each).isEmpty() && fleet.findPool(each).isEmpty()) {
        List<String> known =
            Stream.concat(
                    fleet.services().stream().map(service -> service.name().value()),
                    fleet.pools().stream().map(pool -> pool.name().value()))
                .distinct()
                .toList();
        throw new FailureException(new Failure.NotFound("service or pool", each.value(), known));
      }
    }
    store.add(freeze);
    return freeze;
  }

  /// Lifts a freeze. While it holds, that is asked for as a grave change is; touching no node, it
  /// needs no open lock.
  public void lift(Name name, Consent consent) throws FailureException {
    Instant now = clock.instant();
    boolean holds =
        store.freezes().stream()
            .anyMatch(freeze -> freeze.name().equals(name) && freeze.inForce(now));
    if (holds) {
      Guards.requireConsent(
          inventory.load().environment(),
          "This lifts the freeze '" + name + "'",
          Guards.Kind.GRAVE,
          consent);
    }
    store.remove(name, operator, consent.forTheJournal(), now);
  }
}
