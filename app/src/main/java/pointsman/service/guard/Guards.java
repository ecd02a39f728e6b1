package pointsman.service.guard;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.model.value.InvalidValueException;
import pointsman.model.value.Printable;
import pointsman.port.GuardStore;
import pointsman.port.Inventory;

/// What stands between an operator and a change: production's lock, freezes, and what has to be
/// said first. Every service asks here before it changes anything, so that commands and screens
/// obey alike. The way back is never guarded. Blocking; safe for all threads.
public final class Guards {
  private final Inventory inventory;
  private final GuardStore store;
  private final Clock clock;
  private final String operator;

  /// @param store freezes and the lock
  /// @param operator who is written down when a freeze is overridden
  public Guards(Inventory inventory, GuardStore store, Clock clock, String operator) {
    this.inventory = inventory;
    this.store = store;
    this.clock = clock;
    this.operator = operator;
  }

  /// What is asked before nodes are changed.
  public enum Asks {
    /// Nothing.
    NOTHING,
    /// A yes to the plan that was shown.
    YES,
    /// The environment's name and a reason; a yes alone does not do.
    NAME_AND_REASON
  }

  /// What sort of thing is done.
  public enum Kind {
    /// Goes onward: a deploy, a split, a switch, the next stage, a drain.
    CHANGE,
    /// Goes onward and cannot be taken back, or leaves things odd: cutting sessions, accepting a
    /// split fleet. Asks for the name and a reason wherever anything is asked.
    GRAVE,
    /// Takes the latest change back, with a plan of its own: goes through the lock and freezes,
    /// confirmed as a change is.
    UNDO,
    /// Abort, rollback, back to the live lane, back one stage: always, at once.
    WAY_BACK
  }

  // --- what an environment is like -------------------------------------------------------------

  /// What an environment asks before a change, and before it stops being so strict.
  public static Asks asks(Environment environment) {
    return switch (environment) {
      case PRODUCTION -> Asks.NAME_AND_REASON;
      case STAGING -> Asks.YES;
      case DEVELOPMENT -> Asks.NOTHING;
    };
  }

  /// The name that is to be typed: the environment's, since the costly slip is the wrong one.
  public static String name(Environment environment) {
    return environment.name().toLowerCase(Locale.ROOT);
  }

  /// The share of a fleet that goes at a time where nobody says otherwise.
  ///
  /// @return 1 to 100
  public static int usualWavePercent(Environment environment) {
    return switch (environment) {
      case PRODUCTION, STAGING -> 25;
      case DEVELOPMENT -> 100;
    };
  }

  // --- before a change -------------------------------------------------------------------------

  /// Lets it go on, or says what is to be done first.
  ///
  /// @param effect what it does, such as `This switches shop-web to green on 48 nodes`
  /// @param touched the services and pools that it touches; none: all of them
  /// @throws FailureException a {@link Failure.Refused} that says what to do; nothing was changed
  public void require(String effect, Kind kind, Consent consent, Name... touched)
      throws FailureException {
    if (kind != Kind.WAY_BACK) {
      require(inventory.load(), effect, kind, consent, List.of(touched));
    }
  }

  /// The same on a fleet that was read already.
  public void require(Fleet fleet, String effect, Kind kind, Consent consent, List<Name> touched)
      throws FailureException {
    switch (kind) {
      case WAY_BACK -> {}
      case UNDO -> requireConsent(fleet.environment(), effect, kind, consent);
      case CHANGE, GRAVE -> {
        GuardSight sight = sight(fleet.environment());
        requireUnlocked(sight, effect);
        Optional<Freeze> freeze = findFreeze(sight, fleet, touched);
        if (freeze.isPresent()) {
          override(freeze.get(), effect, consent);
        } else {
          requireConsent(fleet.environment(), effect, kind, consent);
        }
      }
    }
  }

  /// The freeze that holds for these now; the one that ends last, when several do. For steps that
  /// nobody stands behind at that moment, such as a canary's next stage: they wait for its end.
  ///
  /// @param touched services and pools; none: all of them
  public Optional<Freeze> findFreeze(Name... touched) throws FailureException {
    Fleet fleet = inventory.load();
    return findFreeze(sight(fleet.environment()), fleet, Arrays.asList(touched));
  }

  private static Optional<Freeze> findFreeze(GuardSight sight, Fleet fleet, List<Name> touched) {
    Set<Name> about = fleet.related(touched);
    return sight.inForce().stream().filter(freeze -> freeze.covers(about)).findFirst();
  }

  /// What guards the fleet now.
  public GuardSight sight() throws FailureException {
    return sight(inventory.load().environment());
  }

  private GuardSight sight(Environment environment) throws FailureException {
    return new GuardSight(clock.instant(), environment, store.findUnlock(), store.freezes());
  }

  private void requireUnlocked(GuardSight sight, String effect) throws FailureException {
    if (sight.readOnly()) {
      String since =
          store
              .findUnlock()
              .map(Unlock::until)
              .filter(until -> !sight.at().isBefore(until))
              .map(until -> " since " + until.truncatedTo(ChronoUnit.SECONDS))
              .orElse("");
      throw new FailureException(
          new Failure.Refused(
              "read-only",
              effect + ", and " + name(sight.environment()) + " is read-only" + since + ".",
              "Nothing was changed. Open it for a while: 'pointsman unlock --for 30m --reason"
                  + " TEXT', or Ctrl+Shift+L in the window."));
    }
  }

  private void override(Freeze freeze, String effect, Consent consent) throws FailureException {
    Optional<String> lack = lack(freeze.name().value(), consent);
    if (lack.isPresent() || consent.name().isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "freeze",
              "%s, and '%s' freezes it until %s (%s, says %s)."
                  .formatted(
                      effect,
                      freeze.name(),
                      freeze.until().truncatedTo(ChronoUnit.SECONDS),
                      freeze.why(),
                      freeze.operator()),
              "Nothing was changed. Wait for its end, or override it by its name: --confirm "
                  + freeze.name()
                  + " --reason 'why you do it'."));
    }
    Why why = new Why(consent.reason().orElseThrow());
    store.overridden(freeze.name(), effect, operator, why, clock.instant());
  }

  /// Lets it go on when enough was said to it, whatever is locked or frozen.
  public static void requireConsent(
      Environment environment, String effect, Kind kind, Consent consent) throws FailureException {
    Asks asks = asks(environment, kind);
    Optional<String> lack =
        switch (asks) {
          case NOTHING -> Optional.empty();
          case YES -> consent.given() ? Optional.empty() : Optional.of("nobody said yes to it");
          case NAME_AND_REASON -> lack(name(environment), consent);
        };
    if (lack.isPresent()) {
      throw new FailureException(
          new Failure.Refused(
              "confirmation",
              effect + " of " + name(environment) + ", and " + lack.get() + ".",
              "Nothing was changed. Say " + words(asks, name(environment)) + "."));
    }
  }

  /// What an environment asks before this sort of thing.
  public static Asks asks(Environment environment, Kind kind) {
    return switch (kind) {
      case WAY_BACK -> Asks.NOTHING;
      case CHANGE, UNDO -> asks(environment);
      case GRAVE -> asks(environment) == Asks.NOTHING ? Asks.NOTHING : Asks.NAME_AND_REASON;
    };
  }

  private static Optional<String> lack(String name, Consent consent) {
    if (consent.name().isEmpty()) {
      return Optional.of("--yes does not do there: its name was not typed");
    }
    if (!consent.name().get().equals(name)) {
      return Optional.of(Printable.quote(consent.name().get()) + " is not its name");
    }
    if (consent.reason().map(String::isBlank).orElse(true)) {
      return Optional.of("no reason was given");
    }
    try {
      new Why(consent.reason().get());
      return Optional.empty();
    } catch (InvalidValueException e) {
      return Optional.of(e.problem());
    }
  }

  private static String words(Asks asks, String name) {
    return switch (asks) {
      case NOTHING, YES -> "--yes, or answer 'yes'";
      case NAME_AND_REASON -> "--confirm " + name + " --reason 'why you do it'";
    };
  }
}
