package pointsman.ui.shell;

import java.util.Optional;
import pointsman.model.guard.GuardSight;
import pointsman.ui.desk.GuardWork;
import pointsman.ui.fx.Works;
import pointsman.ui.guard.FreezeSheet;
import pointsman.ui.guard.UnlockSheet;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Words;

/// What the top bar's lock does: it closes at once, and opens with a reason.
final class Lock {
  private final Words words;
  private final Overlays overlays;
  private final Works works;
  private final GuardWork work;

  Lock(Words words, Overlays overlays, Works works, GuardWork work) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
    this.work = work;
  }

  /// Closes it when it stands open, else asks how long and why.
  ///
  /// @return whether there is a lock at all
  boolean turn() {
    Optional<GuardSight> sight = work.sights().find();
    if (sight.map(GuardSight::readOnly).orElse(false)) {
      new UnlockSheet(words, overlays, works, work).open();
      return true;
    }
    if (sight.flatMap(GuardSight::unlock).isEmpty()) {
      return false;
    }
    works.ask(
        words.of("lock.closing"),
        _ -> {
          work.lock();
          return true;
        },
        outcome ->
            outcome
                .findFailure()
                .ifPresent(failure -> works.tell(words.of("lock.closing"), failure)));
    return true;
  }

  /// Shows what is frozen.
  void showFreezes() {
    work.sights().find().ifPresent(sight -> FreezeSheet.open(overlays, words, sight));
  }
}
