package pointsman.ui.fleet;

import java.util.function.Consumer;
import javafx.scene.control.TableView;
import pointsman.model.health.ServerSight;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkCell;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The servers that one node knows, as it runs them.
final class NodeServers {
  private NodeServers() {}

  /// @param open called with the server of a line that is entered or clicked twice
  static TableView<ServerSight> table(Words words, Consumer<ServerSight> open) {
    TableView<ServerSight> table = Tables.table(28, words.of("node.servers"));
    table.setPlaceholder(Text.muted(words.of("node.servers.none")));
    var columns = table.getColumns();
    columns.add(
        MarkCell.column(words, words.of("fleet.column.state"), 120, row -> state(row, words)));
    columns.add(
        Tables.text(words.of("fleet.column.server"), 90, row -> row.server().value(), "strong"));
    columns.add(Tables.text(words.of("fleet.column.pool"), 110, row -> row.pool().value()));
    columns.add(Tables.text(words.of("fleet.column.lane"), 80, row -> row.lane().word()));
    columns.add(
        Tables.text(
            words.of("fleet.column.address"), 170, row -> row.endpoint().toString(), "mono"));
    columns.add(
        Tables.text(
            words.of("fleet.column.weight"), 70, row -> Integer.toString(row.weight()), "number"));
    columns.add(
        Tables.text(
            words.of("fleet.column.sessions"),
            80,
            row -> Units.count((double) row.sessions()),
            "number"));
    columns.add(
        Tables.text(
            words.of("node.column.total"),
            90,
            row -> Units.count((double) row.totalSessions()),
            "number"));
    columns.add(
        Tables.text(
            words.of("node.column.errors"),
            80,
            row -> Units.count((double) row.errors5xx()),
            "number"));
    columns.add(Tables.text("", 20, _ -> ""));
    Tables.onOpen(table, open);
    return table;
  }

  private static MarkCell.State state(ServerSight row, Words words) {
    Mark mark = Mark.of(row.health());
    return new MarkCell.State(mark, words.of("mark." + mark.word()));
  }
}
