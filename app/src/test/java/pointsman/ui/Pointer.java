package pointsman.ui;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;

/// A pointer with its first button down.
public final class Pointer {
  private Pointer() {}

  /// On the FX thread: tells a node of it.
  ///
  /// @param x where, in the scene
  public static void fire(Node on, EventType<MouseEvent> type, double x, double y) {
    Event.fireEvent(
        on,
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            false,
            false,
            true,
            new PickResult(on, x, y)));
  }
}
