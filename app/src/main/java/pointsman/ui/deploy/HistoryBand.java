package pointsman.ui.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.model.plan.NodeResult;
import pointsman.port.Journal;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkCell;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// What was deployed, newest first, each with its way back.
final class HistoryBand {
  private final Words words;
  private final Predicate<Journal.Run> underWay;
  private final Consumer<String> takeBack;

  /// @param underWay whether a run's program lives
  /// @param takeBack called with the run to go back before
  HistoryBand(Words words, Predicate<Journal.Run> underWay, Consumer<String> takeBack) {
    this.words = words;
    this.underWay = underWay;
    this.takeBack = takeBack;
  }

  /// The whole list as a card.
  Card card(List<Journal.Run> runs) {
    TableView<Journal.Run> table = Tables.table(32, words.of("history.title"));
    Instant now = Instant.now();
    var columns = table.getColumns();
    columns.add(
        Tables.text(
            words.of("history.column.when"), 110, run -> Units.when(run.started(), now), "muted"));
    columns.add(MarkCell.column(words, words.of("history.column.end"), 280, this::state));
    columns.add(
        Tables.text(words.of("history.column.purpose"), 310, Journal.Run::purpose, "strong"));
    columns.add(Tables.text(words.of("history.column.operator"), 110, Journal.Run::operator));
    columns.add(
        Tables.text(
            words.of("history.column.nodes"),
            70,
            run -> Integer.toString(run.nodes().size()),
            "number"));
    columns.add(Tables.text(words.of("history.column.run"), 70, Journal.Run::id, "mono", "muted"));
    TableColumn<Journal.Run, Journal.Run> back = Tables.column("", 120, run -> run);
    back.setCellFactory(_ -> new BackCell());
    columns.add(back);
    table.getItems().setAll(runs);
    Tables.onOpen(
        table,
        run -> {
          if (canGoBack(run)) {
            takeBack.accept(run.id());
          }
        });
    return new Card(words.of("history.title"), Text.muted(words.of("history.hint")))
        .with(table)
        .grow();
  }

  /// A few lines for the inspector.
  VBox brief(List<Journal.Run> runs) {
    VBox box = new VBox();
    Instant now = Instant.now();
    for (Journal.Run run : runs.stream().limit(6).toList()) {
      MarkCell.State state = state(run);
      HBox top =
          Text.row(
              8,
              time(run, now),
              new MarkShape(state.mark(), words),
              Text.of(run.purpose()),
              Text.gap(),
              Text.whole(Text.of(run.id(), "muted", "small")));
      HBox bottom = Text.row(8, Text.of(state.word(), "muted", "small"));
      if (canGoBack(run)) {
        Button link = Text.link(words.of("history.takeBack"), () -> takeBack.accept(run.id()));
        bottom.getChildren().addAll(Text.gap(), link);
      }
      VBox line = new VBox(2, top, bottom);
      line.getStyleClass().add("fact-row");
      box.getChildren().add(line);
    }
    return box;
  }

  private static Label time(Journal.Run run, Instant now) {
    Label time = Text.muted(Units.when(run.started(), now));
    time.setMinWidth(Label.USE_PREF_SIZE);
    return time;
  }

  static boolean canGoBack(Journal.Run run) {
    return run.nodes().stream()
        .anyMatch(node ->
            node.previous().isPresent()
                && node.end().filter(end -> end == NodeResult.End.DONE).isPresent());
  }

  MarkCell.State state(Journal.Run run) {
    if (run.ended().isEmpty() && underWay.test(run)) {
      return new MarkCell.State(Mark.DEGRADED, words.of("history.underWay"));
    }
    if (run.ended().isEmpty()) {
      return new MarkCell.State(Mark.STALE, words.of("history.open"));
    }
    long done =
        run.nodes().stream().filter(n -> n.end().equals(Optional.of(NodeResult.End.DONE))).count();
    int all = run.nodes().size();
    if (done == all) {
      return new MarkCell.State(Mark.UP, words.of("history.done", all));
    }
    boolean unknown =
        run.nodes().stream()
            .anyMatch(n -> n.end().map(end -> end == NodeResult.End.UNKNOWN).orElse(true));
    return new MarkCell.State(
        unknown ? Mark.STALE : Mark.DOWN,
        words.of(unknown ? "history.unknown" : "history.failed", done, all));
  }

  private final class BackCell extends TableCell<Journal.Run, Journal.Run> {
    @Override
    protected void updateItem(Journal.Run run, boolean empty) {
      super.updateItem(run, empty);
      setGraphic(
          empty || run == null || !canGoBack(run)
              ? null
              : Text.link(words.of("history.takeBack"), () -> takeBack.accept(run.id())));
    }
  }
}
