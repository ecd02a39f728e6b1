package pointsman.ui.editor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.ui.fleet.ServerRow;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.MarkCell;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// One lane: version, servers with their live state, and what can be done with them.
final class LaneCard {
  /// What can be asked.
  ///
  /// @param edit a server, or a new one
  /// @param remove a server
  /// @param version names the lane's version
  record Asks(Consumer<Optional<Server>> edit, Consumer<Server> remove, Runnable version) {}

  private static final double HEAD = 104;
  private static final double ROW = 28;

  private final LaneColor color;
  private final Words words;
  private final Label version = Text.of("", "strong");
  private final Label role = Text.muted("");
  private final TableView<ServerRow> table;
  private final Card card;

  LaneCard(LaneColor color, Words words, Asks asks) {
    this.color = color;
    this.words = words;
    Label name = Text.of(color.word().toUpperCase(java.util.Locale.ROOT), "lane-word");
    name.pseudoClassStateChanged(PseudoClass.getPseudoClass(color.word()), true);
    table = Tables.table(28, words.of("pool.servers.of", color.word()));
    table.setPlaceholder(Text.muted(words.of("pool.lane.empty")));
    columns();
    Button edit =
        Text.link(
            words.of("edit"),
            () -> selected().ifPresent(row -> asks.edit().accept(Optional.of(row.server()))));
    Button remove =
        Text.link(
            words.of("remove"),
            () -> selected().ifPresent(row -> asks.remove().accept(row.server())));
    for (Button each : List.of(edit, remove)) {
      each.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
    }
    card =
        new Card(
            "",
            name,
            version,
            role,
            Text.gap(),
            Text.link(words.of("pool.version"), asks.version()),
            edit,
            remove,
            Text.link(words.of("pool.addServer"), () -> asks.edit().accept(Optional.empty())));
    ((javafx.scene.layout.HBox) card.getChildren().getFirst()).getChildren().removeFirst();
    card.getStyleClass().add("lane-panel");
    card.pseudoClassStateChanged(PseudoClass.getPseudoClass(color.word()), true);
    card.with(table).grow();
    Tables.onOpen(table, row -> asks.edit().accept(Optional.of(row.server())));
    table.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DELETE) {
            selected().ifPresent(row -> asks.remove().accept(row.server()));
          }
        });
  }

  Card view() {
    return card;
  }

  private Optional<ServerRow> selected() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  private void columns() {
    var columns = table.getColumns();
    columns.add(
        MarkCell.column(
            words,
            words.of("fleet.column.state"),
            125,
            row -> new MarkCell.State(row.mark(), words.of("mark." + row.mark().word()))));
    columns.add(
        Tables.text(
            words.of("fleet.column.server"), 90, row -> row.server().name().value(), "strong"));
    columns.add(
        Tables.text(
            words.of("fleet.column.address"),
            170,
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
            words.of("pool.column.maxconn"),
            90,
            row -> row.server().maxconn().map(Object::toString).orElse("–"),
            "number"));
    columns.add(
        Tables.text(
            words.of("fleet.column.seen"),
            110,
            row ->
                row.seenBy() == 0
                    ? words.of("pool.unseen")
                    : words.of("pool.upOn", row.upOn(), row.of()),
            "number",
            "muted"));
    columns.add(Tables.text(words.of("pool.column.notes"), 200, this::notes, "muted"));
  }

  private String notes(ServerRow row) {
    String flags =
        (row.server().backup() ? words.of("pool.backup") + " " : "")
            + (row.server().standby() ? words.of("pool.standby") + " " : "");
    return (flags + row.why()).strip();
  }

  /// Shows the lane as it is.
  void show(Pool pool, List<ServerRow> rows) {
    version.setText(pool.lane(color).version().map(v -> "v" + v.value()).orElse(""));
    role.setText(pool.live() == color ? words.of("live") : words.of("candidate"));
    Tables.show(table.getItems(), rows);
    card.setMaxHeight(HEAD + Math.max(2, rows.size()) * ROW);
  }
}
