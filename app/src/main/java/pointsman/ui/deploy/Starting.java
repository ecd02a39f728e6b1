package pointsman.ui.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import pointsman.model.fleet.Name;
import pointsman.service.guard.Guards;
import pointsman.ui.guard.Change;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// The last word before a shown plan is carried out: names its effect, and asks for what the guards
/// want said.
final class Starting {
  private final DeployViewModel model;
  private final Words words;
  private final Gate gate;

  /// @param gate asks what the guards want said
  Starting(DeployViewModel model, Words words, Gate gate) {
    this.model = model;
    this.words = words;
    this.gate = gate;
  }

  /// What the button that carries it out says.
  String effect(PlanView view) {
    return words.of(view.isWayBack() ? "revert.go" : "deploy.go", view.counts().all());
  }

  /// The button that carries it out, once the operator said what the guards want.
  Button button(PlanView view, BooleanSupplier takeOver) {
    return view.isWayBack()
        ? Text.mainButton(effect(view), () -> start(view, takeOver.getAsBoolean()))
        : gate.button(
            change(view, Guards.Kind.CHANGE),
            consent -> model.deploy(takeOver.getAsBoolean(), consent));
  }

  /// Carries it out, once the operator said what the guards want.
  void start(PlanView view, boolean takeOver) {
    Consumer<Guards.Kind> go =
        kind -> gate.pass(change(view, kind), false, consent -> model.deploy(takeOver, consent));
    if (view.isWayBack()) {
      model.askWhetherUndo(
          view.plan(), undo -> go.accept(undo ? Guards.Kind.UNDO : Guards.Kind.CHANGE));
    } else {
      go.accept(Guards.Kind.CHANGE);
    }
  }

  private Change change(PlanView view, Guards.Kind kind) {
    Set<Name> touched = new TreeSet<>(view.plan().touched());
    touched.addAll(view.plan().reloadedToo());
    return new Change(
        words.of(view.isWayBack() ? "revert.confirm" : "deploy.confirm", view.counts().all()),
        words.of("deploy.confirm.detail", view.plan().purpose()),
        effect(view),
        kind,
        touched);
  }
}
