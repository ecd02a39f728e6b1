package pointsman.ui.guard;

import java.time.Duration;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.model.value.InvalidValueException;
import pointsman.ui.desk.GuardWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Opens production's lock for a while: how long, and why.
public final class UnlockSheet {
  private static final List<Duration> LENGTHS =
      List.of(Duration.ofMinutes(15), Unlock.USUAL, Duration.ofHours(1), Duration.ofHours(2));

  private final Words words;
  private final Overlays overlays;
  private final Works works;
  private final GuardWork work;
  private final TextField reason = new TextField();
  private final ToggleGroup lengths = new ToggleGroup();
  private final Label problem = Text.wrapped("", "invalid-note");

  /// @param work whose lock it is
  public UnlockSheet(Words words, Overlays overlays, Works works, GuardWork work) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
    this.work = work;
  }

  /// Opens it.
  public void open() {
    open("", () -> {});
  }

  /// Opens it on the way to a change.
  ///
  /// @param wanted the change that has to wait for it
  /// @param then goes on with the change
  void open(String wanted, Runnable then) {
    reason.setAccessibleText(words.of("confirm.reason"));
    reason.setPromptText(words.of("unlock.reason.prompt"));
    problem.managedProperty().bind(problem.textProperty().isNotEmpty());
    Button go = Text.button("", () -> go(then));
    go.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> words.of("unlock.go", length(chosen())), lengths.selectedToggleProperty()));
    Button cancel = Text.mainButton(words.of("confirm.cancel"), overlays::close);
    cancel.setCancelButton(true);
    HBox choices = Text.row(6);
    for (Duration each : LENGTHS) {
      choices.getChildren().add(choice(each));
    }
    go.disableProperty()
        .bind(
            Bindings.createBooleanBinding(() -> reason.getText().isBlank(), reason.textProperty()));
    VBox sheet = new VBox(Text.wrapped(words.of("unlock.title"), "band-title"));
    if (!wanted.isEmpty()) {
      sheet.getChildren().add(Text.wrapped(words.of("unlock.wanted", wanted)));
    }
    sheet
        .getChildren()
        .addAll(
            Text.wrapped(words.of("unlock.detail"), "muted"),
            Text.of(words.of("confirm.reason")),
            reason,
            Text.of(words.of("unlock.length")),
            choices,
            problem,
            new CommandCopy("pointsman unlock --for 30m --reason TEXT", words),
            Text.row(10, Text.gap(), cancel, go));
    overlays.open(sheet, words.of("unlock.title"), () -> {});
    reason.requestFocus();
  }

  private ToggleButton choice(Duration each) {
    ToggleButton button = new ToggleButton(length(each));
    button.getStyleClass().add("choice");
    button.setUserData(each);
    button.setToggleGroup(lengths);
    button.setAccessibleText(words.of("unlock.length") + " " + length(each));
    if (each.equals(Unlock.USUAL)) {
      lengths.selectToggle(button);
    }
    return button;
  }

  /// What is chosen; a second press on it chooses nothing, which means the usual.
  private Duration chosen() {
    return lengths.getSelectedToggle() != null
            && lengths.getSelectedToggle().getUserData() instanceof Duration length
        ? length
        : Unlock.USUAL;
  }

  private String length(Duration each) {
    return each.toMinutes() < 60
        ? words.of("unlock.minutes", each.toMinutes())
        : words.of("unlock.hours", each.toHours());
  }

  private void go(Runnable then) {
    Duration length = chosen();
    Why why;
    try {
      why = new Why(reason.getText());
    } catch (InvalidValueException e) {
      problem.setText(words.of("invalid", e.problem(), e.expected()));
      return;
    }
    works.ask(
        words.of("unlock.title"),
        _ -> {
          work.unlock(length, why);
          return true;
        },
        outcome ->
            outcome
                .findFailure()
                .ifPresentOrElse(
                    failure -> problem.setText(failure.summary() + " " + failure.action()),
                    () -> {
                      overlays.close();
                      then.run();
                    }));
  }
}
