package pointsman.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The layer above the desk: sheets that keep the focus until they close, and give it back. One at
/// a time; Esc and a click beside it close. FX thread only.
public final class Overlays extends StackPane {
  private final Region shade = new Region();
  private Optional<Node> sheet = Optional.empty();
  private Optional<Node> before = Optional.empty();
  private Subscription guard = () -> {};
  private Runnable onClose = () -> {};

  /// Empty and invisible.
  public Overlays() {
    shade.getStyleClass().add("shade");
    shade.setOnMousePressed(_ -> close());
    setVisible(false);
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /// Whether a sheet is open.
  public boolean isOpen() {
    return sheet.isPresent();
  }

  /// Opens a sheet and moves the focus into it.
  ///
  /// @param node the sheet
  /// @param name for screen readers
  /// @param closed called once it is closed, by whatever means
  public void open(Region node, String name, Runnable closed) {
    close();
    before = Optional.ofNullable(getScene()).map(scene -> scene.getFocusOwner());
    node.getStyleClass().add("desk-sheet");
    node.setAccessibleRole(AccessibleRole.DIALOG);
    node.setAccessibleText(name);
    node.setMaxHeight(USE_PREF_SIZE);
    sheet = Optional.of(node);
    onClose = closed;
    getChildren().setAll(shade, node);
    setVisible(true);
    applyCss();
    layout();
    focusables(node).stream().findFirst().ifPresent(Node::requestFocus);
    ChangeListener<Node> keep =
        (_, _, next) -> {
          keepInside(next);
          reveal(getScene().getFocusOwner());
        };
    getScene().focusOwnerProperty().addListener(keep);
    var scene = getScene();
    guard = () -> scene.focusOwnerProperty().removeListener(keep);
  }

  private void keepInside(Node next) {
    if (sheet.isPresent() && (next == null || !isInside(next))) {
      focusables(sheet.get()).stream().findFirst().ifPresent(Node::requestFocus);
    }
  }

  private boolean isInside(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(this)) {
        return true;
      }
    }
    return false;
  }

  /// Scrolls to what has the focus, which may stand below the end of a long sheet.
  private static void reveal(@Nullable Node node) {
    if (node == null) {
      return;
    }
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof ScrollPane scroll && scroll.getContent() instanceof Region content) {
        Bounds place = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        double room = scroll.getViewportBounds().getHeight();
        double hidden = content.getHeight() - room;
        double from = hidden * scroll.getVvalue();
        if (hidden > 0 && (place.getMinY() < from || place.getMaxY() > from + room)) {
          double wanted = (place.getMinY() + place.getMaxY() - room) / 2;
          scroll.setVvalue(Math.clamp(wanted / hidden, 0, 1));
        }
      }
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    } else if (event.getCode() == KeyCode.TAB && sheet.isPresent()) {
      List<Node> all = focusables(sheet.get());
      if (!all.isEmpty()) {
        int at = all.indexOf(getScene().getFocusOwner());
        int step = event.isShiftDown() ? all.size() - 1 : 1;
        all.get((Math.max(at, 0) + step) % all.size()).requestFocus();
      }
      event.consume();
    }
  }

  private static List<Node> focusables(Node root) {
    List<Node> found = new ArrayList<>();
    collect(root, found);
    return found;
  }

  private static void collect(Node node, List<Node> found) {
    if (!node.isVisible() || node.isDisabled()) {
      return;
    }
    if (node.isFocusTraversable() && !(node instanceof ScrollPane)) {
      found.add(node);
    }
    if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
      collect(scroll.getContent(), found);
    } else if (node instanceof Parent parent && !(node instanceof javafx.scene.control.Control)) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
  }

  /// Closes the sheet, when there is one, and gives the focus back.
  public void close() {
    if (sheet.isEmpty()) {
      return;
    }
    sheet = Optional.empty();
    guard.unsubscribe();
    getChildren().clear();
    setVisible(false);
    before.ifPresent(Node::requestFocus);
    before = Optional.empty();
    Runnable told = onClose;
    onClose = () -> {};
    told.run();
  }
}
