package pointsman.ui.fleet;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import pointsman.model.fleet.Name;
import pointsman.model.health.NodeHealth.Contact;
import pointsman.ui.kit.MarkCell;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// Nodes in groups, a line each.
final class NodeTable {
  private static final PseudoClass GROUP = PseudoClass.getPseudoClass("group");
  private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

  private final TableView<FleetBoard.Line> table;
  private final Words words;

  /// @param open called with the node of a line that is entered or clicked twice
  NodeTable(Words words, Consumer<Name> open) {
    this.words = words;
    table = Tables.table(30, words.of("fleet.table"));
    table.setPlaceholder(Text.muted(words.of("fleet.filter.none")));
    columns();
    table.setRowFactory(_ -> new Row(open));
    table.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER
          && table.getSelectionModel().getSelectedItem() instanceof FleetBoard.Line.One one) {
        open.accept(one.row().node().name());
        event.consume();
      }
    });
  }

  TableView<FleetBoard.Line> view() {
    return table;
  }

  void show(List<FleetBoard.Line> lines) {
    Tables.show(table.getItems(), lines);
  }

  private void columns() {
    var columns = table.getColumns();
    columns.add(Tables.text(words.of("fleet.column.node"), 130, line -> name(line), "strong"));
    columns.add(MarkCell.column(words, words.of("fleet.column.state"), 112, this::state));
    columns.add(text("engine", 115, NodeRow::engineText, "muted"));
    columns.add(text("release", 200, row -> row.release().isEmpty() ? "–" : row.release(), "mono"));
    columns.add(
        Tables.text(
            words.of("fleet.column.requests"),
            84,
            line ->
                switch (line) {
                  case FleetBoard.Line.Group group -> Units.count(group.requests());
                  case FleetBoard.Line.One one -> Units.count(one.row().requests());
                },
            "number"));
    columns.add(text("connections", 90, row -> Units.count((double) row.connections()), "number"));
    columns.add(
        text(
            "servers", 84, row -> row.total() == 0 ? "–" : row.up() + "/" + row.total(), "number"));
    columns.add(text("age", 58, this::age, "number", "muted"));
  }

  private javafx.scene.control.TableColumn<FleetBoard.Line, String> text(
      String key, double width, Function<NodeRow, String> value, String... classes) {
    return Tables.text(
        words.of("fleet.column." + key),
        width,
        line ->
            switch (line) {
              case FleetBoard.Line.Group _ -> "";
              case FleetBoard.Line.One one -> value.apply(one.row());
            },
        classes);
  }

  private String name(FleetBoard.Line line) {
    return switch (line) {
      case FleetBoard.Line.Group group ->
          group.title().isEmpty() ? words.of("fleet.group.none") : group.title();
      case FleetBoard.Line.One one -> one.row().node().name().value();
    };
  }

  private MarkCell.State state(FleetBoard.Line line) {
    return switch (line) {
      case FleetBoard.Line.Group group ->
          new MarkCell.State(
              group.worst(), words.of("fleet.group.well", group.well(), group.nodes()));
      case FleetBoard.Line.One one ->
          new MarkCell.State(one.row().mark(), stateWord(one.row(), words));
    };
  }

  private String age(NodeRow row) {
    return row.ageSeconds() < 0 ? "–" : Units.age(java.time.Duration.ofSeconds(row.ageSeconds()));
  }

  /// A node's state in a word.
  static String stateWord(NodeRow row, Words words) {
    if (row.isBusy()) {
      return words.of("node.busy");
    }
    if (row.contact() == Contact.CONNECTING) {
      return words.of("node.connecting");
    }
    return words.of(
        row.bare() && !row.isOld() && row.standstill().isEmpty()
            ? "node.bare"
            : "node." + row.mark().word());
  }

  private static final class Row extends TableRow<FleetBoard.Line> {
    Row(Consumer<Name> open) {
      setOnMouseClicked(event -> {
        if (event.getButton() == MouseButton.PRIMARY
            && event.getClickCount() == 2
            && getItem() instanceof FleetBoard.Line.One one) {
          open.accept(one.row().node().name());
        }
      });
    }

    @Override
    protected void updateItem(FleetBoard.Line item, boolean empty) {
      super.updateItem(item, empty);
      pseudoClassStateChanged(GROUP, !empty && item instanceof FleetBoard.Line.Group);
      pseudoClassStateChanged(
          OLD, !empty && item instanceof FleetBoard.Line.One one && one.row().isOld());
    }
  }
}
