package pointsman.ui.traffic;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.Share;
import pointsman.service.Consent;
import pointsman.service.Guards;
import pointsman.ui.kit.Confirmation;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Words;

/// Does what was chosen on a pool's page, once the operator said what the environment asks for. The
/// way back asks for nothing.
final class Doing {
  private final TrafficViewModel model;
  private final Overlays overlays;
  private final Words words;
  private final Supplier<String> operator;
  private final BeginSheet sheet;

  /// @param operator who signs
  Doing(
      TrafficViewModel model,
      Overlays overlays,
      Words words,
      Supplier<String> operator,
      BeginSheet sheet) {
    this.model = model;
    this.overlays = overlays;
    this.words = words;
    this.operator = operator;
    this.sheet = sheet;
  }

  /// Does it, or asks first.
  void act(Act act, TrafficPicture now) {
    String who = operator.get();
    switch (act.kind()) {
      case CANARY -> sheet.open(now, BeginSheet.Way.CANARY, this);
      case SWITCH -> sheet.open(now, BeginSheet.Way.SWITCH, this);
      case HOME -> model.rollback(act.label());
      case BACK -> model.tell(act.label(), new RolloutEvent.StepBack(who), Consent.yes());
      case UNDO_OTHERS -> model.tell(act.label(), new RolloutEvent.UndoOthers(who), Consent.yes());
      case HOLD -> model.tell(act.label(), new RolloutEvent.Hold(who), Consent.yes());
      case RESUME -> onward(act, now, new RolloutEvent.Resume(who));
      case ADVANCE -> onward(act, now, new RolloutEvent.Promote(who));
      case RETRY -> {
        if (now.rollout().isPresent()) {
          onward(act, now, new RolloutEvent.Retry(who));
        } else {
          guarded(
              now, act.label(), false, consent -> model.split(act.label(), now.wanted(), consent));
        }
      }
      case ACCEPT ->
          grave(
              now,
              act.label(),
              consent -> model.tell(act.label(), new RolloutEvent.AcceptSplit(who), consent));
    }
  }

  private void onward(Act act, TrafficPicture now, RolloutEvent event) {
    boolean many =
        now.stageShare(now.stage() + 1).filter(next -> next.compareTo(Act.MANY) >= 0).isPresent();
    guarded(now, act.label(), many, consent -> model.tell(act.label(), event, consent));
  }

  /// Brings the candidate to a share: within a rollout by its next or former stage, else by hand.
  void share(Share share, TrafficPicture now) {
    if (now.rollout().isPresent()) {
      Act.of(now, words).stream()
          .filter(act ->
              switch (act.kind()) {
                case ADVANCE -> share.compareTo(now.wanted()) > 0;
                case BACK -> share.compareTo(now.wanted()) < 0;
                case CANARY, SWITCH, HOLD, RESUME, HOME, RETRY, UNDO_OTHERS, ACCEPT -> false;
              })
          .findFirst()
          .ifPresent(act -> act(act, now));
      return;
    }
    String title =
        words.of(
            "traffic.split",
            share.toString(),
            now.pool().name().value(),
            words.of("lane." + now.candidate().word()),
            now.nodes());
    boolean less = share.compareTo(now.wanted()) < 0;
    if (share.equals(Share.NONE)) {
      model.rollback(title);
    } else if (less) {
      model.split(title, share, Consent.yes());
    } else {
      guarded(
          now,
          title,
          share.compareTo(Act.MANY) >= 0,
          consent -> model.split(title, share, consent));
    }
  }

  /// Goes on at once where nothing is asked, else once it was said.
  ///
  /// @param many whether so many users are moved that a click is not enough
  void guarded(TrafficPicture now, String effect, boolean many, Consumer<Consent> then) {
    switch (Guards.asks(now.fleet().environment())) {
      case NOTHING -> then.accept(Consent.yes());
      case YES -> {
        if (many) {
          Confirmation.ask(
              overlays, words, question(now, effect, false), () -> then.accept(Consent.yes()));
        } else {
          then.accept(Consent.yes());
        }
      }
      case NAME_AND_REASON -> named(now, effect, then);
    }
  }

  private void grave(TrafficPicture now, String effect, Consumer<Consent> then) {
    named(now, effect, then);
  }

  private void named(TrafficPicture now, String effect, Consumer<Consent> then) {
    String name = Guards.name(now.fleet().environment());
    Confirmation.askWhy(
        overlays,
        words,
        question(now, effect, true),
        reason -> then.accept(Consent.named(name, reason)));
  }

  private Confirmation.Question question(TrafficPicture now, String effect, boolean typed) {
    return new Confirmation.Question(
        words.of("traffic.confirm", effect),
        words.of("traffic.confirm.detail", now.nodes(), words.of("lane." + now.home().word())),
        effect,
        typed ? Optional.of(Guards.name(now.fleet().environment())) : Optional.empty());
  }
}
