package pointsman.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.testfx.util.WaitForAsyncUtils;

/// A keyboard for a scene: types, tabs until something has the focus, and looks whether an eye can
/// see where the focus is.
public final class Keyboard {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MARGIN = 6;

  private final Scene scene;

  public Keyboard(Scene scene) {
    this.scene = scene;
  }

  /// Types a key into what has the focus.
  public void type(KeyCode code, KeyCode... held) {
    List<KeyCode> also = List.of(held);
    WaitForAsyncUtils.waitForAsyncFx(
        20_000,
        () -> {
          Node at = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
          Event.fireEvent(at, event(KeyEvent.KEY_PRESSED, code, also));
          Event.fireEvent(
              scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner(),
              event(KeyEvent.KEY_RELEASED, code, also));
          return true;
        });
  }

  private static KeyEvent event(EventType<KeyEvent> type, KeyCode code, List<KeyCode> held) {
    return new KeyEvent(
        type,
        KeyEvent.CHAR_UNDEFINED,
        "",
        code,
        held.contains(KeyCode.SHIFT),
        held.contains(KeyCode.CONTROL),
        held.contains(KeyCode.ALT),
        false);
  }

  /// Types text into what has the focus.
  public void write(String text) {
    WaitForAsyncUtils.waitForAsyncFx(
        20_000,
        () -> {
          for (String each : text.split("")) {
            Event.fireEvent(
                scene.getFocusOwner(),
                new KeyEvent(
                    KeyEvent.KEY_TYPED, each, "", KeyCode.UNDEFINED, false, false, false, false));
          }
          return true;
        });
  }

  /// Selects all of the field and types over it.
  public void over(String text) {
    type(KeyCode.A, KeyCode.CONTROL);
    write(text);
  }

  /// What has the focus.
  public Node focused() {
    return WaitForAsyncUtils.waitForAsyncFx(20_000, scene::getFocusOwner);
  }

  /// What it says of itself.
  public String said() {
    return said(focused());
  }

  /// What a control says of itself.
  public static String said(Node node) {
    if (node instanceof Labeled label && label.getText() != null && !label.getText().isEmpty()) {
      return label.getText();
    }
    return node == null || node.getAccessibleText() == null ? "" : node.getAccessibleText();
  }

  /// Tabs until what has the focus says this; for at most ten seconds.
  public Node tabTo(String said) {
    Set<String> passed = new LinkedHashSet<>();
    long last = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < last) {
      if (said().equals(said)) {
        return focused();
      }
      passed.add(said());
      type(KeyCode.TAB);
    }
    throw new AssertionError("Tab never came to '" + said + "', but by " + passed);
  }

  /// Tabs to a button and presses it.
  public void press(String button) {
    tabTo(button);
    type(KeyCode.ENTER);
  }

  /// Tabs on until the focus is where it began.
  ///
  /// @return what was passed, in order
  public List<Node> round() {
    List<Node> passed = new ArrayList<>();
    for (Node at = focused(); !passed.contains(at); at = focused()) {
      passed.add(at);
      type(KeyCode.TAB);
    }
    return passed;
  }

  /// What should be reached by Tab below a node; arrows reach the others of a group of toggles.
  public static List<Node> controls(Parent root) {
    return root.lookupAll("*").stream()
        .filter(node -> node.isFocusTraversable() && DeskOnScreen.visible(node))
        .filter(node -> !node.isDisabled() && !(node instanceof ScrollPane))
        .filter(node ->
            !(node instanceof ToggleButton toggle)
                || toggle.getToggleGroup() == null
                || toggle.isSelected())
        .toList();
  }

  /// How many pixels tell that a node has the focus.
  ///
  /// @param other what has it meanwhile
  public int seen(Node node, Node other) {
    int[] with = drawn(node, node);
    int[] without = drawn(node, other);
    int differing = 0;
    for (int i = 0; i < with.length; i++) {
      differing += with[i] == without[i] ? 0 : 1;
    }
    return differing;
  }

  private int[] drawn(Node node, Node focused) {
    var _ = WaitForAsyncUtils.asyncFx(focused::requestFocus);
    WaitForAsyncUtils.waitForFxEvents();
    return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> pixels(node));
  }

  private int[] pixels(Node node) {
    WritableImage image = scene.snapshot(null);
    Bounds own = node.localToScene(node.getLayoutBounds());
    int left = (int) Math.max(0, own.getMinX() - MARGIN);
    int top = (int) Math.max(0, own.getMinY() - MARGIN);
    int width = (int) Math.min(image.getWidth(), own.getMaxX() + MARGIN) - left;
    int height = (int) Math.min(image.getHeight(), own.getMaxY() + MARGIN) - top;
    if (width <= 0 || height <= 0) {
      return new int[0];
    }
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(left, top, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }
}
