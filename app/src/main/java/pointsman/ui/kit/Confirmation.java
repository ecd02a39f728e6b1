package pointsman.ui.kit;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks before something that cannot simply be taken back. The way out has the focus; where the
/// environment is strict, the name has to be typed, and a reason.
public final class Confirmation {
  private Confirmation() {}

  /// What is asked.
  ///
  /// @param title the question
  /// @param detail what will happen
  /// @param effect the button's label: names the effect
  /// @param typed what has to be typed first; empty: nothing
  public record Question(String title, String detail, String effect, Optional<String> typed) {}

  /// Opens the question.
  ///
  /// @param then run once it was confirmed
  public static void ask(Overlays overlays, Words words, Question question, Runnable then) {
    open(overlays, words, question, Optional.empty(), then);
  }

  /// Opens the question and asks for a reason as well.
  ///
  /// @param then gets the reason once it was confirmed; not blank
  public static void askWhy(
      Overlays overlays, Words words, Question question, Consumer<String> then) {
    TextField reason = new TextField();
    reason.setAccessibleText(words.of("confirm.reason"));
    open(
        overlays,
        words,
        question,
        Optional.of(reason),
        () -> then.accept(reason.getText().strip()));
  }

  private static void open(
      Overlays overlays,
      Words words,
      Question question,
      Optional<TextField> reason,
      Runnable then) {
    VBox sheet = new VBox();
    Button effect = Text.button(question.effect(), () -> {});
    effect.getStyleClass().add("danger-text");
    effect.setOnAction(_ -> {
      overlays.close();
      then.run();
    });
    Button cancel = Text.mainButton(words.of("confirm.cancel"), overlays::close);
    cancel.setCancelButton(true);
    HBox buttons = Text.row(10, Text.gap(), cancel, effect);
    sheet
        .getChildren()
        .addAll(
            Text.wrapped(question.title(), "band-title"), Text.wrapped(question.detail(), "muted"));
    BooleanExpression lacking = new SimpleBooleanProperty(false);
    if (question.typed().isPresent()) {
      String name = question.typed().get();
      TextField field = new TextField();
      field.setPromptText(name);
      field.setAccessibleText(words.of("confirm.type", name));
      lacking = lacking.or(field.textProperty().isNotEqualTo(name));
      sheet.getChildren().addAll(Text.of(words.of("confirm.type", name)), field);
    }
    if (reason.isPresent()) {
      TextField field = reason.get();
      lacking =
          lacking.or(
              Bindings.createBooleanBinding(() -> field.getText().isBlank(), field.textProperty()));
      sheet.getChildren().addAll(Text.of(words.of("confirm.reason")), field);
    }
    effect.disableProperty().bind(lacking);
    sheet.getChildren().add(buttons);
    overlays.open(sheet, question.title(), () -> {});
    if (question.typed().isEmpty()) {
      cancel.requestFocus();
    }
  }
}
