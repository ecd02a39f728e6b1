package pointsman.ui.shell;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// F6: the focus goes from pane to pane.
final class Panes {
  private Panes() {}

  static void next(List<? extends Node> panes, Scene scene) {
    int at = 0;
    for (int i = 0; i < panes.size(); i++) {
      if (isInside(panes.get(i), scene.getFocusOwner())) {
        at = i + 1;
      }
    }
    for (int i = 0; i < panes.size(); i++) {
      Optional<Node> target = firstFocusable(panes.get((at + i) % panes.size()));
      if (target.isPresent()) {
        target.get().requestFocus();
        return;
      }
    }
  }

  private static boolean isInside(Node pane, @org.jspecify.annotations.Nullable Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (each.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Node> firstFocusable(Node node) {
    if (!node.isVisible() || node.isDisabled() || node.getScene() == null) {
      return Optional.empty();
    }
    if (node.isFocusTraversable() && !(node instanceof javafx.scene.control.ScrollPane)) {
      return Optional.of(node);
    }
    return node instanceof Parent parent
        ? parent.getChildrenUnmodifiable().stream()
            .map(Panes::firstFocusable)
            .flatMap(Optional::stream)
            .findFirst()
        : Optional.empty();
  }
}
