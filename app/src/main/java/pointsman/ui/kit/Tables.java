package pointsman.ui.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

/// Virtual tables of immutable rows: fixed row height, columns that do not sort live (snapshots
/// come sorted), rows that are replaced in place so that nothing moves under the pointer.
public final class Tables {
  /// So narrow may a column become: its head stays whole.
  private static final double NARROWEST = 62;

  private Tables() {}

  /// A table.
  ///
  /// @param rowHeight in pixels
  public static <R> TableView<R> table(double rowHeight, String accessible) {
    TableView<R> table = new TableView<>();
    table.setFixedCellSize(rowHeight);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setAccessibleText(accessible);
    table.setMinHeight(80);
    table.setPlaceholder(Text.muted(""));
    return table;
  }

  /// Opens the row that is entered or clicked twice.
  public static <R> void onOpen(TableView<R> table, Consumer<R> open) {
    Runnable selected =
        () -> Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(open);
    table.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
        selected.run();
      }
    });
    table.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
        selected.run();
        event.consume();
      }
    });
  }

  /// A column of text.
  ///
  /// @param classes style classes of its cells and head, such as `number` or `muted`
  public static <R> TableColumn<R, String> text(
      String title, double width, Function<R, String> value, String... classes) {
    TableColumn<R, String> column = column(title, width, value, classes);
    column.setCellFactory(_ ->
        new TableCell<>() {
          {
            getStyleClass().addAll(classes);
          }

          @Override
          protected void updateItem(String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
          }
        });
    return column;
  }

  /// A column whose cells draw their own value.
  public static <R, V> TableColumn<R, V> column(
      String title, double width, Function<R, V> value, String... classes) {
    TableColumn<R, V> column = new TableColumn<>(title);
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, NARROWEST));
    column.getStyleClass().addAll(classes);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
    return column;
  }

  /// Puts a new snapshot in place: only what changed is replaced, so selection and scrolling stay.
  public static <R> void show(ObservableList<R> items, List<R> next) {
    if (items.size() != next.size()) {
      items.setAll(next);
      return;
    }
    for (int i = 0; i < next.size(); i++) {
      if (!items.get(i).equals(next.get(i))) {
        items.set(i, next.get(i));
      }
    }
  }
}
