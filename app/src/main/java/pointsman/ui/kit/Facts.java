package pointsman.ui.kit;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// Rows of label and value. Long values are cut in the middle of the view, never of the truth: the
/// whole value is in a tool tip.
public final class Facts extends VBox {
  /// A release's id is read whole; a hash is cut.
  private static final int LONGEST_ID = 26;

  /// Empty.
  public Facts() {
    getStyleClass().add("facts");
  }

  /// Adds a row in text.
  public Facts add(String label, String value) {
    return row(label, value, false);
  }

  /// Adds a row in the fixed-width font: hashes, ids, paths.
  public Facts mono(String label, String value) {
    return row(label, value, true);
  }

  private Facts row(String label, String value, boolean mono) {
    Label left = Text.muted(label);
    left.setMinWidth(USE_PREF_SIZE);
    Label right = Text.of(value);
    if (value.contains(" ")) {
      // Words and paths may wrap; an id is cut in its middle.
      right.setWrapText(true);
      right.setTextAlignment(TextAlignment.RIGHT);
    } else if (mono && value.contains("/")) {
      right.getStyleClass().add("mono");
      right.setWrapText(true);
      right.setTextAlignment(TextAlignment.RIGHT);
    } else if (mono) {
      right.getStyleClass().add("mono");
      right.setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
    }
    boolean id = mono && value.length() <= LONGEST_ID;
    if (value.length() > 20) {
      right.setTooltip(new Tooltip(value));
    }
    right.setMinWidth(id ? USE_PREF_SIZE : 0);
    HBox row = new HBox(left, Text.gap(), right);
    row.getStyleClass().add("fact-row");
    row.setAccessibleText(label + ": " + value);
    getChildren().add(row);
    return this;
  }

  /// Removes all rows.
  public Facts clear() {
    getChildren().clear();
    return this;
  }
}
