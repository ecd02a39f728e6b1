package pointsman.ui.editor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.FleetProblem;
import pointsman.model.value.InvalidValueException;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.ui.desk.FleetWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Confirmation;
import pointsman.ui.kit.Form;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// A form in a sheet that saves into the inventory. What would not fit together is told before it
/// is saved; what the inventory refuses is told in place.
final class EditSheet {
  private static final double TALLEST = 540;

  private final FleetWork work;
  private final Works works;
  private final Words words;
  private final Overlays overlays;

  EditSheet(FleetWork work, Works works, Words words, Overlays overlays) {
    this.work = work;
    this.works = works;
    this.words = words;
    this.overlays = overlays;
  }

  Words words() {
    return words;
  }

  /// The inventory as it stands, for what a new object begins with.
  Fleet fleet() {
    return work.fleets().find().orElseGet(Fleet::empty);
  }

  /// Opens a form.
  ///
  /// @param title what is edited
  /// @param form its fields
  /// @param why for the journal
  /// @param edit makes the new fleet of the fields as they stand; empty while one of them is
  ///   refused
  void open(String title, Form form, String why, Function<Fleet, Optional<Fleet>> edit) {
    Label problem = Text.wrapped("", "invalid-note");
    problem.managedProperty().bind(problem.textProperty().isNotEmpty());
    Button save = Text.mainButton(words.of("edit.save"), () -> {});
    save.setDefaultButton(true);
    save.disableProperty().bind(form.complaining());
    save.setOnAction(_ -> {
      if (form.tried()) {
        save(why, edit, problem);
      }
    });
    ScrollPane scroll = new ScrollPane(form.view());
    scroll.getStyleClass().add("bare-scroll");
    scroll.setFitToWidth(true);
    form.view()
        .heightProperty()
        .subscribe(height -> scroll.setMinHeight(Math.min(TALLEST, height.doubleValue() + 2)));
    VBox sheet =
        new VBox(
            Text.of(title, "band-title"),
            scroll,
            problem,
            Text.row(
                10,
                Text.muted(words.of("edit.note")),
                Text.gap(),
                Text.button(words.of("confirm.cancel"), overlays::close),
                save));
    overlays.open(sheet, title, () -> {});
  }

  private void save(String why, Function<Fleet, Optional<Fleet>> edit, Label problem) {
    try {
      Fleet now = fleet();
      Optional<Fleet> next = edit.apply(now);
      if (next.isEmpty()) {
        return;
      }
      Optional<FleetProblem> found = newProblem(now, next.get());
      if (found.isPresent()) {
        problem.setText(words.of("invalid", found.get().problem(), found.get().expected()));
        return;
      }
    } catch (InvalidValueException e) {
      problem.setText(words.of("invalid", e.problem(), e.expected()));
      return;
    }
    change(fleet -> edit.apply(fleet).orElse(fleet), why, problem);
  }

  private static Optional<FleetProblem> newProblem(Fleet before, Fleet after) {
    List<FleetProblem> known = before.problems();
    return after.problems().stream().filter(each -> !known.contains(each)).findFirst();
  }

  private void change(UnaryOperator<Fleet> edit, String why, Label problem) {
    works.start(
        words.of("edit.saving"),
        _ -> {
          work.change(edit, why, Consent.none());
          return true;
        },
        outcome ->
            outcome
                .findFailure()
                .ifPresentOrElse(
                    failure -> problem.setText(failure.summary() + " " + failure.action()),
                    overlays::close));
  }

  /// An object that is to go.
  ///
  /// @param title the question
  /// @param effect the button's label
  /// @param edit takes it out of a fleet
  /// @param why for the journal
  record Removal(String title, String effect, UnaryOperator<Fleet> edit, String why) {}

  /// Removes an object once the operator said what the environment asks for.
  ///
  /// @param failed told in words when it did not work
  void remove(Environment environment, Removal removal, Consumer<String> failed) {
    String name = Guards.name(environment);
    switch (Guards.asks(environment)) {
      case NOTHING, YES ->
          Confirmation.ask(
              overlays,
              words,
              question(removal, Optional.empty()),
              () -> apply(removal.edit(), removal.why(), Consent.yes(), failed));
      case NAME_AND_REASON ->
          Confirmation.askWhy(
              overlays,
              words,
              question(removal, Optional.of(name)),
              reason -> apply(removal.edit(), removal.why(), Consent.named(name, reason), failed));
    }
  }

  private Confirmation.Question question(Removal removal, Optional<String> typed) {
    return new Confirmation.Question(
        removal.title(), words.of("services.remove.detail"), removal.effect(), typed);
  }

  /// Changes without a form, after a confirmation.
  ///
  /// @param failed told in words when it did not work
  void apply(UnaryOperator<Fleet> edit, String why, Consent consent, Consumer<String> failed) {
    Fleet now = fleet();
    try {
      Optional<FleetProblem> found = newProblem(now, edit.apply(now));
      if (found.isPresent()) {
        failed.accept(words.of("invalid", found.get().problem(), found.get().expected()));
        return;
      }
    } catch (InvalidValueException e) {
      failed.accept(words.of("invalid", e.problem(), e.expected()));
      return;
    }
    works.start(
        words.of("edit.saving"),
        _ -> {
          work.change(edit, why, consent);
          return true;
        },
        outcome ->
            outcome
                .findFailure()
                .ifPresent(failure -> failed.accept(failure.summary() + " " + failure.action())));
  }
}
