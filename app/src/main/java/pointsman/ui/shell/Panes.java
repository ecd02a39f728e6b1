package pointsman.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/// Where the focus can be; F6: it goes from pane to pane.
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
      Optional<Node> target = focusables(panes.get((at + i) % panes.size())).stream().findFirst();
      if (target.isPresent()) {
        target.get().requestFocus();
        return;
      }
    }
  }

  static boolean isInside(Node pane, @Nullable Node node) {
    for (Node each = node; each != null; each = each.getParent()) {
      if (each.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  /// What takes the focus in a pane, in tab order.
  static List<Node> focusables(Node pane) {
    List<Node> found = new ArrayList<>();
    collect(pane, found);
    return found;
  }

  private static void collect(Node node, List<Node> found) {
    if (!node.isVisible() || node.isDisabled() || node.getScene() == null) {
      return;
    }
    if (node.isFocusTraversable() && !(node instanceof ScrollPane)) {
      found.add(node);
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
  }
}
