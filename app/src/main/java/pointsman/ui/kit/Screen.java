package pointsman.ui.kit;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/// A screen of the desk. FX thread only. Subscribes in {@link #attach} and lets go of everything in
/// {@link #detach}.
public interface Screen {
  /// What is drawn between rail and inspector.
  Node view();

  /// What the inspector at the right shows; empty: the inspector is closed.
  Optional<Node> inspector();

  /// The way here, from the environment on, for the top bar; without the environment itself.
  List<String> crumbs();

  /// It is on the desk now.
  void attach();

  /// It leaves the desk.
  void detach();

  /// Puts the focus into the filter; false when it has none.
  default boolean focusFilter() {
    return false;
  }

  /// Brings users back, as Ctrl+Shift+R asks; false when there is nothing to bring back.
  default boolean wayBack() {
    return false;
  }

  /// Holds what goes on by itself, or lets it go on, as Ctrl+. asks; false when nothing does.
  default boolean pause() {
    return false;
  }

  /// One stage on or back, as `]` and `[` ask; false when there are no stages.
  ///
  /// @param direction 1 or -1
  default boolean stage(int direction) {
    return false;
  }

  /// Runs what is shown, as Ctrl+Enter asks; false when there is nothing to run.
  default boolean runShown() {
    return false;
  }
}
