package pointsman.ui.guard;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.desk.GuardWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Confirmation;
import pointsman.ui.kit.HoldButton;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Words;

/// Asks an operator for what the guards want said before a change, and hands it on. The services
/// decide all the same: what was seen here may be old. FX thread only.
public final class Gate {
  private final Words words;
  private final Overlays overlays;
  private final Works works;
  private final GuardWork work;
  private final FleetWork fleets;

  /// @param work production's lock and the freezes
  /// @param fleets the inventory
  public Gate(Words words, Overlays overlays, Works works, GuardWork work, FleetWork fleets) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
    this.work = work;
    this.fleets = fleets;
  }

  /// How an operator says that a change is meant.
  public enum How {
    /// Pressing is enough.
    PRESS,
    /// The pointer holds for 0.8 s; the keyboard types the name.
    HOLD,
    /// Something is typed, or production is opened first.
    TYPE
  }

  /// How this change is to be meant now.
  public How how(Change change) {
    if (change.kind() == Guards.Kind.WAY_BACK) {
      return How.PRESS;
    }
    if (isLocked(change) || findFreeze(change).isPresent()) {
      return How.TYPE;
    }
    return switch (Guards.asks(environment(), change.kind())) {
      case NOTHING, YES -> How.PRESS;
      case NAME_AND_REASON -> canHold(change) ? How.HOLD : How.TYPE;
    };
  }

  private Fleet fleet() {
    return fleets.fleets().find().orElseGet(Fleet::empty);
  }

  private Environment environment() {
    return fleet().environment();
  }

  /// A button for a change: held in an open production, pressed elsewhere; it asks for what else is
  /// wanted.
  ///
  /// @param then gets what was said
  public Button button(Change change, Consumer<Consent> then) {
    return new HoldButton(
        change.effect(),
        words,
        () -> how(change) == How.HOLD,
        () -> pass(change, true, then),
        () -> pass(change, false, then));
  }

  /// Asks for what is wanted and then goes on; at once where nothing is.
  ///
  /// @param held whether the operator has held for it, so that in an open production nothing needs
  ///   to be typed any more
  /// @param then gets what was said
  public void pass(Change change, boolean held, Consumer<Consent> then) {
    if (change.kind() == Guards.Kind.WAY_BACK) {
      then.accept(Consent.yes());
      return;
    }
    if (isLocked(change)) {
      new UnlockSheet(words, overlays, works, work)
          .open(change.title(), () -> pass(change, false, then));
      return;
    }
    Optional<Freeze> freeze = findFreeze(change);
    if (freeze.isPresent()) {
      String name = freeze.get().name().value();
      String detail =
          words.of("freeze.override", name, freeze.get().why().value(), freeze.get().operator());
      type(change, name, detail + "\n" + change.detail(), then);
      return;
    }
    if (Guards.asks(environment(), change.kind()) != Guards.Asks.NAME_AND_REASON) {
      then.accept(Consent.yes());
      return;
    }
    Optional<Unlock> unlock = work.sights().find().flatMap(GuardSight::unlock);
    String name = Guards.name(environment());
    if (held && canHold(change) && unlock.isPresent()) {
      then.accept(Consent.named(name, unlock.get().why().value()));
    } else {
      type(change, name, change.detail(), then);
    }
  }

  private void type(Change change, String name, String detail, Consumer<Consent> then) {
    Confirmation.askWhy(
        overlays,
        words,
        new Confirmation.Question(change.title(), detail, change.effect(), Optional.of(name)),
        reason -> then.accept(Consent.named(name, reason)));
  }

  /// What takes something back, and what is grave, needs words of its own.
  private boolean canHold(Change change) {
    return switch (change.kind()) {
      case CHANGE -> work.sights().find().flatMap(GuardSight::unlock).isPresent();
      case GRAVE, UNDO, WAY_BACK -> false;
    };
  }

  private boolean isLocked(Change change) {
    boolean onward = change.kind() == Guards.Kind.CHANGE || change.kind() == Guards.Kind.GRAVE;
    return onward
        && environment() == Environment.PRODUCTION
        && work.sights().find().map(GuardSight::readOnly).orElse(true);
  }

  private Optional<Freeze> findFreeze(Change change) {
    if (change.kind() == Guards.Kind.UNDO) {
      return Optional.empty();
    }
    Set<Name> about = fleet().related(change.touched());
    return work.sights().find().stream()
        .flatMap(sight -> sight.inForce().stream())
        .filter(freeze -> freeze.covers(about))
        .findFirst();
  }
}
