package pointsman.ui.traffic;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import pointsman.model.traffic.RolloutEvent;
import pointsman.model.traffic.Share;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.ui.guard.Change;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Does what was chosen on a pool's page, once the operator said what the guards want. The way back
/// asks for nothing.
final class Doing {
  private final TrafficViewModel model;
  private final Gate gate;
  private final Words words;
  private final Supplier<String> operator;
  private final BeginSheet sheet;

  /// @param gate asks what the guards want said
  /// @param operator who signs
  Doing(
      TrafficViewModel model, Gate gate, Words words, Supplier<String> operator, BeginSheet sheet) {
    this.model = model;
    this.gate = gate;
    this.words = words;
    this.operator = operator;
    this.sheet = sheet;
  }

  /// The button of something that can be done; held where the guards want that.
  ///
  /// @param shown what is shown when it is pressed
  Button button(Act act, Supplier<Optional<TrafficPicture>> shown) {
    Runnable plain = () -> shown.get().ifPresent(now -> act(act, now));
    return switch (act.kind()) {
      case HOME -> Text.mainButton(act.label(), plain);
      case CANARY, SWITCH, BACK, UNDO_OTHERS, HOLD -> Text.button(act.label(), plain);
      case RESUME, ADVANCE, RETRY, ACCEPT ->
          shown
              .get()
              .map(first ->
                  gate.button(
                      change(act, first),
                      consent -> shown.get().ifPresent(now -> carry(act, now, consent))))
              .orElseGet(() -> Text.button(act.label(), plain));
    };
  }

  /// Does it, or asks first.
  void act(Act act, TrafficPicture now) {
    switch (act.kind()) {
      case CANARY -> sheet.open(now, BeginSheet.Way.CANARY, gate);
      case SWITCH -> sheet.open(now, BeginSheet.Way.SWITCH, gate);
      case HOME, BACK, UNDO_OTHERS, HOLD -> carry(act, now, Consent.yes());
      case RESUME, ADVANCE, RETRY, ACCEPT ->
          gate.pass(change(act, now), false, consent -> carry(act, now, consent));
    }
  }

  private void carry(Act act, TrafficPicture now, Consent consent) {
    String who = operator.get();
    switch (act.kind()) {
      case CANARY, SWITCH -> {}
      case HOME -> model.rollback(act.label());
      case BACK -> model.tell(act.label(), new RolloutEvent.StepBack(who), consent);
      case UNDO_OTHERS -> model.tell(act.label(), new RolloutEvent.UndoOthers(who), consent);
      case HOLD -> model.tell(act.label(), new RolloutEvent.Hold(who), consent);
      case RESUME -> model.tell(act.label(), new RolloutEvent.Resume(who), consent);
      case ADVANCE -> model.tell(act.label(), new RolloutEvent.Promote(who), consent);
      case ACCEPT -> model.tell(act.label(), new RolloutEvent.AcceptSplit(who), consent);
      case RETRY -> {
        if (now.rollout().isPresent()) {
          model.tell(act.label(), new RolloutEvent.Retry(who), consent);
        } else {
          model.again(act.label(), consent);
        }
      }
    }
  }

  /// Brings the candidate to a share: within a rollout by its next or former stage, else by hand.
  void share(Share share, TrafficPicture now) {
    if (now.rollout().isPresent()) {
      Act.Kind wanted = share.compareTo(now.wanted()) > 0 ? Act.Kind.ADVANCE : Act.Kind.BACK;
      Act.of(now, words).stream()
          .filter(act -> act.kind() == wanted)
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
    if (share.equals(Share.NONE)) {
      model.rollback(title);
      return;
    }
    boolean less = share.compareTo(now.wanted()) < 0;
    Consumer<Consent> split = consent -> model.split(title, share, consent);
    gate.pass(
        change(title, now, words, less ? Guards.Kind.WAY_BACK : Guards.Kind.CHANGE), false, split);
  }

  /// The button that has the audience rules count, or not. Off is a way back: it asks for nothing.
  ///
  /// @param first what is shown now
  /// @param shown what is shown when it is pressed
  Button audience(boolean on, TrafficPicture first, Supplier<Optional<TrafficPicture>> shown) {
    String label = words.of(on ? "audience.turnOn" : "audience.turnOff");
    String title =
        words.of(
            on ? "audience.title.on" : "audience.title.off",
            first.pool().name().value(),
            words.of("lane." + first.candidate().word()),
            first.nodes());
    if (!on) {
      return Text.button(label, () -> model.audience(title, false, Consent.yes()));
    }
    Change asked = change(title, first, words, Guards.Kind.CHANGE);
    return gate.button(
        new Change(asked.title(), asked.detail(), label, asked.kind(), asked.touched()),
        consent -> shown.get().ifPresent(_ -> model.audience(title, true, consent)));
  }

  private Change change(Act act, TrafficPicture now) {
    Guards.Kind kind = act.kind() == Act.Kind.ACCEPT ? Guards.Kind.GRAVE : Guards.Kind.CHANGE;
    return change(act.label(), now, words, kind);
  }

  /// Something that moves users of a pool, as it is asked about.
  static Change change(String effect, TrafficPicture now, Words words, Guards.Kind kind) {
    return new Change(
        words.of("traffic.confirm", effect),
        words.of("traffic.confirm.detail", now.nodes(), words.of("lane." + now.home().word())),
        effect,
        kind,
        Set.of(now.pool().name()));
  }
}
