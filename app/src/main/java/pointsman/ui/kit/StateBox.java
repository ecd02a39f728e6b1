package pointsman.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import pointsman.model.Failure;

/// What a screen shows instead of its content: that there is nothing yet, that it loads, that it
/// failed and what to do.
public final class StateBox extends VBox {
  private StateBox() {
    getStyleClass().add("state-box");
  }

  /// Nothing there yet, and how to begin.
  public static StateBox empty(String title, String how, Node... actions) {
    StateBox box = new StateBox();
    box.getChildren().addAll(Text.of(title, "band-title"), centred(how, "muted"));
    box.buttons(actions);
    return box;
  }

  /// It is being fetched.
  public static StateBox loading(String title) {
    StateBox box = new StateBox();
    ProgressIndicator turning = new ProgressIndicator();
    turning.setMaxSize(26, 26);
    box.getChildren().addAll(turning, Text.muted(title));
    return box;
  }

  /// It failed: what, and the mend.
  public static StateBox failed(Failure failure, Words words, Node... actions) {
    StateBox box = new StateBox();
    MarkShape mark = new MarkShape(Mark.DOWN, words);
    HBox head = Text.row(8, mark, centred(failure.summary(), "section"));
    head.setAlignment(Pos.CENTER);
    box.getChildren().addAll(head, centred(failure.action(), "muted"));
    box.buttons(actions);
    return box;
  }

  private void buttons(Node... actions) {
    if (actions.length > 0) {
      HBox row = Text.row(10, actions);
      row.setAlignment(Pos.CENTER);
      getChildren().add(row);
    }
  }

  private static Label centred(String text, String... classes) {
    Label label = Text.wrapped(text, classes);
    label.setTextAlignment(TextAlignment.CENTER);
    label.setAlignment(Pos.CENTER);
    label.setMaxWidth(560);
    return label;
  }
}
