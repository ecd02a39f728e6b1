package pointsman.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;

/// An action as the command that does the same, and a button that copies it.
public final class CommandCopy extends VBox {
  private final Label command;

  /// @param text the command
  public CommandCopy(String text, Words words) {
    setSpacing(4);
    command = Text.wrapped(text, "mono");
    Button copy = Text.link(words.of("command.copy"), () -> {});
    copy.setOnAction(_ -> {
      ClipboardContent content = new ClipboardContent();
      content.putString(command.getText());
      Clipboard.getSystemClipboard().setContent(content);
      copy.setText(words.of("command.copied"));
    });
    getChildren().addAll(command, copy);
  }

  /// Shows another command.
  public void show(String text) {
    command.setText(text);
  }
}
