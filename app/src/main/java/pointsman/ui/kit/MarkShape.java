package pointsman.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A mark's shape in its colour, 10 pixels wide; which, the style sheet says.
public final class MarkShape extends Region {
  private Mark mark = Mark.NONE;

  /// Draws nothing yet.
  public MarkShape() {
    getStyleClass().add("mark");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
  }

  /// Draws a mark.
  public MarkShape(Mark mark, Words words) {
    this();
    show(mark, words);
  }

  /// Draws another mark.
  public void show(Mark next, Words words) {
    pseudoClassStateChanged(mark.pseudoClass(), false);
    mark = next;
    pseudoClassStateChanged(mark.pseudoClass(), true);
    setAccessibleText(words.of("mark." + mark.word()));
  }

  /// What is drawn.
  public Mark mark() {
    return mark;
  }
}
