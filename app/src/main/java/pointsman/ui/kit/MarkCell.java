package pointsman.ui.kit;

import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;

/// A cell with a mark and its word.
///
/// @param <R> the row
public final class MarkCell<R> extends TableCell<R, MarkCell.State> {
  /// What is shown.
  ///
  /// @param mark shape and colour
  /// @param word beside it
  public record State(Mark mark, String word) {}

  private final Words words;
  private final MarkShape shape = new MarkShape();
  private final Label word = Text.of("", "state-word");
  private final HBox row = Text.row(8, shape, word);
  private Mark shown = Mark.NONE;

  /// A column of them.
  public static <R> TableColumn<R, State> column(
      Words words, String title, double width, Function<R, State> state) {
    TableColumn<R, State> column = Tables.column(title, width, state);
    column.setCellFactory(_ -> new MarkCell<>(words));
    return column;
  }

  /// @param words for the mark's accessible text
  private MarkCell(Words words) {
    this.words = words;
    row.setMaxHeight(USE_PREF_SIZE);
  }

  @Override
  protected void updateItem(State item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    word.pseudoClassStateChanged(shown.pseudoClass(), false);
    shown = item.mark();
    word.pseudoClassStateChanged(shown.pseudoClass(), true);
    shape.show(shown, words);
    word.setText(item.word());
    setAccessibleText(item.word());
    setGraphic(row);
  }
}
