package pointsman.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Labels, buttons and rows in the desk's style; so that screens read as what they show.
public final class Text {
  private Text() {}

  /// A label with style classes.
  public static Label of(String text, String... classes) {
    Label label = new Label(text);
    label.getStyleClass().addAll(classes);
    return label;
  }

  /// Quiet text.
  public static Label muted(String text) {
    return of(text, "muted");
  }

  /// Text that wraps.
  public static Label wrapped(String text, String... classes) {
    Label label = of(text, classes);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /// An ordinary button.
  public static Button button(String text, Runnable action) {
    Button button = new Button(text);
    button.getStyleClass().add("plain");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }

  /// The one button of a screen that goes on.
  public static Button mainButton(String text, Runnable action) {
    Button button = button(text, action);
    button.getStyleClass().setAll("button", "main-action");
    return button;
  }

  /// A button that looks like a link.
  public static Button link(String text, Runnable action) {
    Button button = button(text, action);
    button.getStyleClass().setAll("button", "link");
    return button;
  }

  /// Never narrower than what it says: what stands beside it gives way.
  public static <T extends Region> T whole(T region) {
    region.setMinWidth(Region.USE_PREF_SIZE);
    return region;
  }

  /// Takes the room that is left in a row.
  public static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  /// A row.
  public static HBox row(double spacing, Node... children) {
    HBox row = new HBox(spacing, children);
    row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return row;
  }
}
