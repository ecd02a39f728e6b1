package pointsman.ui.shell;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import pointsman.ui.kit.Overlays;

/// Keeps the keyboard in its pane when what had it leaves, as screens are built anew: it goes to
/// the control that says the same, else to the first. Else it would jump to the top bar. FX thread
/// only.
final class KeptFocus {
  private final List<? extends Parent> panes;
  private final Overlays overlays;
  private Optional<Node> last = Optional.empty();
  private Optional<Parent> pane = Optional.empty();
  private Subscription following = () -> {};

  /// @param root what stands in the scene
  /// @param panes what the focus is kept in
  KeptFocus(Node root, List<? extends Parent> panes, Overlays overlays) {
    this.panes = panes;
    this.overlays = overlays;
    root.sceneProperty().subscribe(this::follow);
    panes.forEach(each -> each.needsLayoutProperty().subscribe(_ -> enter(each)));
  }

  /// A pane that holds the focus itself, for want of a control, gives it to the first that comes.
  private static void enter(Parent pane) {
    if (pane.isFocused()) {
      Panes.focusables(pane).stream().findFirst().ifPresent(Node::requestFocus);
    }
  }

  private void follow(@Nullable Scene scene) {
    following.unsubscribe();
    following = scene == null ? () -> {} : scene.focusOwnerProperty().subscribe(this::moved);
  }

  /// Where the focus goes from nothing, the scene chose: nobody meant it.
  private void moved(@Nullable Node before, @Nullable Node now) {
    for (Parent each : panes) {
      if (now != null && Panes.isInside(each, now)) {
        last = Optional.of(now);
        pane = Optional.of(each);
        return;
      }
    }
    boolean chosen = before == null && now != null && !overlays.isOpen();
    if (chosen && last.isPresent() && last.get().getScene() == null) {
      Node gone = last.get();
      last = Optional.empty();
      pane.ifPresent(where -> keep(where, gone));
    }
  }

  private static void keep(Parent where, Node gone) {
    // A screen that was never drawn has nothing to find in it yet.
    where.applyCss();
    where.layout();
    String said = said(gone);
    Panes.focusables(where).stream()
        .filter(each -> !said.isEmpty() && said(each).equals(said))
        .findFirst()
        .or(() -> Panes.focusables(where).stream().findFirst())
        .orElse(where)
        .requestFocus();
  }

  private static String said(Node node) {
    String text = node.getAccessibleText();
    if (text != null) {
      return text;
    }
    return node instanceof Labeled label && label.getText() != null ? label.getText() : "";
  }
}
