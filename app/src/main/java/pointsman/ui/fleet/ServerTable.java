package pointsman.ui.fleet;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.TableView;
import pointsman.ui.kit.MarkCell;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// Servers, a line each, worst first: the strip's twin.
final class ServerTable {
  private final TableView<ServerRow> table;

  /// @param open called with the server of a line that is entered or clicked twice
  ServerTable(Words words, Consumer<ServerRow> open) {
    table = Tables.table(28, words.of("fleet.servers.table"));
    var columns = table.getColumns();
    columns.add(
        MarkCell.column(
            words,
            words.of("fleet.column.state"),
            120,
            row -> new MarkCell.State(row.mark(), words.of("mark." + row.mark().word()))));
    columns.add(
        Tables.text(
            words.of("fleet.column.server"), 110, row -> row.server().name().value(), "strong"));
    columns.add(Tables.text(words.of("fleet.column.pool"), 120, row -> row.pool().value()));
    columns.add(
        Tables.text(
            words.of("fleet.column.lane"),
            110,
            row -> row.live() ? words.of("lane.live", row.lane().word()) : row.lane().word()));
    columns.add(
        Tables.text(
            words.of("fleet.column.address"),
            150,
            row -> row.server().endpoint().toString(),
            "mono"));
    columns.add(
        Tables.text(
            words.of("fleet.column.weight"),
            70,
            row -> Integer.toString(row.server().weight()),
            "number"));
    columns.add(
        Tables.text(
            words.of("fleet.column.sessions"),
            80,
            row -> Units.count((double) row.sessions()),
            "number"));
    columns.add(
        Tables.text(
            words.of("fleet.column.seen"),
            110,
            row -> words.of("fleet.seen", row.seenBy(), row.of()),
            "number",
            "muted"));
    columns.add(Tables.text(words.of("fleet.column.why"), 200, ServerRow::why, "muted"));
    Tables.onOpen(table, open);
  }

  TableView<ServerRow> view() {
    return table;
  }

  void show(List<ServerRow> rows) {
    Tables.show(table.getItems(), rows);
  }

  void select(int index) {
    table.getSelectionModel().select(index);
    table.scrollTo(Math.max(0, index - 2));
    table.requestFocus();
  }
}
