package pointsman.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A card: a heading, something quiet beside it, controls at its right, and content.
public final class Card extends VBox {
  private final HBox head = new HBox();

  /// A card without a heading.
  public Card() {
    getStyleClass().add("panel");
    head.getStyleClass().add("panel-head");
  }

  /// A card with a heading.
  ///
  /// @param title what it shows
  /// @param beside quiet text or controls beside it
  public Card(String title, Node... beside) {
    this();
    Label heading = Text.of(title, "section");
    heading.setMinWidth(Label.USE_PREF_SIZE);
    head.getChildren().add(heading);
    head.getChildren().addAll(beside);
    getChildren().add(head);
  }

  /// Puts content below.
  public Card with(Node... content) {
    getChildren().addAll(content);
    return this;
  }

  /// Lets the last content take the height that is left.
  public Card grow() {
    VBox.setVgrow(getChildren().getLast(), Priority.ALWAYS);
    VBox.setVgrow(this, Priority.ALWAYS);
    return this;
  }

  /// Content reaches the card's edges.
  public Card flush() {
    getStyleClass().add("flush");
    return this;
  }
}
