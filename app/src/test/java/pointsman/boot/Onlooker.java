package pointsman.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import pointsman.ui.shell.DeskWindow;

/// Reads a real window and presses its buttons, from any thread but the FX thread.
record Onlooker(DeskWindow window) {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// Waits until something is seen.
  void until(String what, Callable<Boolean> seen) {
    try {
      Awaitility.await(what).atMost(PATIENCE).until(() -> Camera.fx(seen));
    } catch (ConditionTimeoutException e) {
      List<String> says = Camera.fx(() -> labels().map(Labeled::getText).toList());
      throw new AssertionError(what + " was not seen; the window says " + says, e);
    }
  }

  /// On the FX thread: whether a text stands there.
  boolean shows(String text) {
    return labels().anyMatch(label -> label.getText().contains(text));
  }

  /// On the FX thread: the text of the first node that a selector finds; else empty.
  String text(String selector) {
    return Optional.ofNullable((Label) window.root().lookup(selector))
        .map(Labeled::getText)
        .orElse("");
  }

  /// Presses the last button whose text begins so, once it is there.
  void press(String start) {
    until("button " + start, () -> buttons(start).findAny().isPresent());
    Camera.fx(() -> {
      buttons(start).reduce((_, last) -> last).orElseThrow().fire();
      return true;
    });
  }

  /// On the FX thread: the enabled buttons whose text begins so.
  Stream<Button> buttons(String start) {
    return labels()
        .filter(Button.class::isInstance)
        .map(Button.class::cast)
        .filter(button -> button.getText().startsWith(start) && !button.isDisabled());
  }

  /// Types into the field that is called so.
  void type(String field, String text) {
    until("field " + field, () -> fields(field).findAny().isPresent());
    Camera.fx(() -> {
      fields(field).findFirst().orElseThrow().setText(text);
      return true;
    });
  }

  private Stream<TextInputControl> fields(String accessible) {
    return window.root().lookupAll("*").stream()
        .filter(TextInputControl.class::isInstance)
        .map(TextInputControl.class::cast)
        .filter(each -> accessible.equals(each.getAccessibleText()));
  }

  private Stream<Labeled> labels() {
    return window.root().lookupAll("*").stream()
        .filter(Labeled.class::isInstance)
        .map(Labeled.class::cast)
        .filter(label -> label.getText() != null && visible(label));
  }

  private static boolean visible(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }
}
