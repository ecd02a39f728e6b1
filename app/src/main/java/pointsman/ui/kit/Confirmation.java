package pointsman.ui.kit;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks before something that cannot simply be taken back. The way out has the focus; where the
/// environment is strict, the name has to be typed.
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
    question
        .typed()
        .ifPresent(name -> {
          TextField field = new TextField();
          field.setPromptText(name);
          field.setAccessibleText(words.of("confirm.type", name));
          effect.disableProperty().bind(field.textProperty().isNotEqualTo(name));
          sheet.getChildren().addAll(Text.of(words.of("confirm.type", name)), field);
        });
    sheet.getChildren().add(buttons);
    overlays.open(sheet, question.title(), () -> {});
    if (question.typed().isEmpty()) {
      cancel.requestFocus();
    }
  }
}
