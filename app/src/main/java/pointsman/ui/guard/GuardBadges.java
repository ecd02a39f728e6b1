package pointsman.ui.guard;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The lock and the freeze badge of the top bar. Shape and word tell the state, never colour alone.
public final class GuardBadges extends HBox {
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
  private static final PseudoClass HOLDS = PseudoClass.getPseudoClass("holds");
  private static final Duration SOON = Duration.ofHours(24);

  private final Words words;
  private final Button lock;
  private final Button freeze;
  private final Tooltip lockTip = new Tooltip();
  private final Tooltip freezeTip = new Tooltip();

  /// @param lockPressed opens or closes the lock
  /// @param freezePressed shows the freezes
  public GuardBadges(Words words, Runnable lockPressed, Runnable freezePressed) {
    super(8);
    this.words = words;
    setAlignment(Pos.CENTER_LEFT);
    setMinWidth(Region.USE_PREF_SIZE);
    freeze = badge("freeze", freezeTip, freezePressed);
    lock = badge("lock", lockTip, lockPressed);
    getChildren().addAll(freeze, lock);
  }

  private static Button badge(String name, Tooltip tip, Runnable pressed) {
    Region icon = new Region();
    icon.getStyleClass().addAll("guard-icon", name + "-icon");
    Button badge = new Button("", icon);
    badge.getStyleClass().setAll("button", "guard-badge", name + "-badge");
    badge.setTooltip(tip);
    badge.setOnAction(_ -> pressed.run());
    show(badge, false);
    return badge;
  }

  private static void show(Button badge, boolean shown) {
    badge.setVisible(shown);
    badge.setManaged(shown);
  }

  /// Shows what guards the fleet.
  public void show(GuardSight sight) {
    lock(sight);
    Optional<Freeze> now = sight.inForce().stream().findFirst();
    Optional<Freeze> next =
        sight.freezes().stream()
            .filter(each -> Duration.between(sight.at(), each.from()).compareTo(SOON) < 0)
            .findFirst();
    show(freeze, now.or(() -> next).isPresent());
    freeze.pseudoClassStateChanged(HOLDS, now.isPresent());
    now.or(() -> next)
        .ifPresent(each -> {
          boolean holds = now.isPresent();
          String time = Units.when(holds ? each.until() : each.from(), sight.at());
          freeze.setText(words.of(holds ? "freeze.now" : "freeze.soon", time));
          String tip =
              words.of("freeze.tip", each.name().value(), each.why().value(), each.operator());
          freezeTip.setText(tip);
          freeze.setAccessibleText(freeze.getText() + ". " + tip);
        });
  }

  private void lock(GuardSight sight) {
    boolean production =
        switch (sight.environment()) {
          case PRODUCTION -> true;
          case STAGING, DEVELOPMENT -> false;
        };
    show(lock, production);
    lock.pseudoClassStateChanged(OPEN, !sight.readOnly());
    Optional<Unlock> open = sight.unlock();
    lock.setText(
        open.map(each -> words.of("lock.open", left(sight, each)))
            .orElseGet(() -> words.of("lock.closed")));
    String tip =
        open.map(each ->
                words.of(
                    "lock.open.tip",
                    Units.when(each.until(), sight.at()),
                    each.why().value(),
                    each.operator()))
            .orElseGet(() -> words.of("lock.closed.tip"));
    lockTip.setText(tip);
    lock.setAccessibleText(tip);
  }

  /// In whole minutes, rounded up, and in seconds at the end.
  private static String left(GuardSight sight, Unlock open) {
    long seconds = Duration.between(sight.at(), open.until()).toSeconds();
    return seconds < 60
        ? String.format(Locale.ROOT, "%d s", seconds)
        : String.format(Locale.ROOT, "%d min", Math.ceilDiv(seconds, 60));
  }
}
