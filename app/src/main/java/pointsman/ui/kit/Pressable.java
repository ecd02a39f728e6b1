package pointsman.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Makes a button of something that is drawn: by pointer, Enter and Space, with a place in the tab
/// order. Whoever uses it says what it is by its accessible text.
public final class Pressable {
  private Pressable() {}

  /// Makes one of what is drawn.
  ///
  /// @param node what is pressed
  /// @param pressed what it does
  public static void make(Node node, Runnable pressed) {
    node.getStyleClass().add("pressable");
    node.setFocusTraversable(true);
    node.setAccessibleRole(AccessibleRole.BUTTON);
    node.setOnMouseClicked(_ -> pressed.run());
    node.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          boolean presses = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
          if (presses && !event.isShortcutDown()) {
            event.consume();
            pressed.run();
          }
        });
  }
}
