package pointsman.ui.traffic;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import pointsman.model.traffic.NodeShifted;
import pointsman.port.TrafficStore;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Columns;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// What is watched: gates with their readings, who is sent where by rule, and how the latest shifts
/// went.
final class WatchPanels {
  private static final int SHIFTS = 5;

  private final Words words;
  private final VBox gates = new VBox();
  private final GridPane shifts = new GridPane();
  private final AudiencePanel audience;
  private final Columns view;
  private List<GateRow> shownGates = List.of();
  private List<TrafficStore.ShiftEntry> shownShifts = List.of();

  WatchPanels(Words words, Doing doing) {
    this.words = words;
    audience = new AudiencePanel(words, doing);
    view =
        new Columns(
            264,
            new Card(words.of("gates.title")).with(gates),
            audience.card(),
            new Card(words.of("shifts.title")).with(shifts));
    shifts(List.of());
  }

  Columns view() {
    return view;
  }

  /// Shows what is watched.
  void show(TrafficPicture now) {
    gates(now);
    audience.show(now);
    if (!now.shifts().equals(shownShifts)) {
      shifts(now.shifts());
    }
  }

  private void gates(TrafficPicture now) {
    List<GateRow> rows = new java.util.ArrayList<>(GateRow.of(now, words));
    now.traffic().rollout().ifPresent(sight -> rows.add(GateRow.reading(sight.gates(), words)));
    if (rows.equals(shownGates)) {
      return;
    }
    shownGates = rows;
    gates.getChildren().setAll(rows.stream().map(this::row).toList());
    if (now.rollout().isEmpty()) {
      gates.getChildren().add(note(words.of("gates.idle")));
    }
  }

  private Node row(GateRow gate) {
    HBox row = Text.row(8);
    row.getStyleClass().add("fact-row");
    if (gate.mark() != Mark.NONE) {
      row.getChildren().add(new MarkShape(gate.mark(), words));
    }
    Label limit = Text.wrapped(gate.limit());
    HBox.setHgrow(limit, Priority.ALWAYS);
    limit.setMaxWidth(Double.MAX_VALUE);
    Label value = Text.of(gate.value(), "strong");
    value.setMinWidth(Label.USE_PREF_SIZE);
    row.getChildren().addAll(limit, value);
    row.setAccessibleText(
        words.of("mark." + gate.mark().word()) + ": " + gate.limit() + " " + gate.value());
    return row;
  }

  static Label note(String text) {
    Label label = Text.wrapped(text, "muted", "small");
    label.getStyleClass().add("card-note");
    return label;
  }

  private void shifts(List<TrafficStore.ShiftEntry> next) {
    shownShifts = next;
    shifts.getChildren().clear();
    if (next.isEmpty()) {
      shifts.add(note(words.of("shifts.none")), 0, 0);
      return;
    }
    int column = 0;
    for (String key : List.of("at", "green", "nodes", "skew", "took")) {
      Label head = Text.of(words.of("shifts." + key), "muted", "small");
      head.setMinWidth(Label.USE_PREF_SIZE);
      cell(head, column++, 0);
    }
    for (int i = 0; i < Math.min(SHIFTS, next.size()); i++) {
      TrafficStore.ShiftEntry entry = next.get(i);
      long seated =
          entry.nodes().stream().filter(node -> node.end() == NodeShifted.End.SEATED).count();
      Label nodes = Text.of(words.of("shifts.of", seated, entry.nodes().size()));
      if (seated < entry.nodes().size()) {
        nodes.getStyleClass().add("danger-text");
      }
      cell(Text.of(Units.time(entry.at()), "muted"), 0, i + 1);
      cell(Text.of(entry.split().green().toString(), "strong"), 1, i + 1);
      cell(nodes, 2, i + 1);
      cell(Text.of(entry.skew().map(Units::took).orElse("–")), 3, i + 1);
      cell(Text.of(Units.took(entry.total())), 4, i + 1);
    }
  }

  private void cell(Label label, int column, int row) {
    label.setMinWidth(Label.USE_PREF_SIZE);
    label.setMaxWidth(Double.MAX_VALUE);
    label.getStyleClass().add("shift-cell");
    label.setPadding(new javafx.geometry.Insets(5, 0, 5, column > 0 ? 10 : 0));
    if (column > 0) {
      label.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
    }
    GridPane.setHgrow(label, Priority.ALWAYS);
    shifts.add(label, column, row);
  }
}
