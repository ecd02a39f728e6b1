package pointsman.ui.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.port.Journal;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkCell;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// What was deployed, newest first, each with its way back. Kept while the screen is, so that rows
/// are replaced in place.
final class HistoryBand {
  private final Words words;
  private final Consumer<String> takeBack;
  private final TableView<ToldRuns.Line> table;
  private final Card card;

  /// @param takeBack called with the run to go back before
  HistoryBand(Words words, Consumer<String> takeBack) {
    this.words = words;
    this.takeBack = takeBack;
    table = Tables.table(32, words.of("history.title"));
    columns();
    Tables.onOpen(
        table,
        line -> {
          if (canGoBack(line.run())) {
            takeBack.accept(line.run().id());
          }
        });
    card =
        new Card(words.of("history.title"), Text.muted(words.of("history.hint")))
            .with(table)
            .grow();
  }

  private void columns() {
    var columns = table.getColumns();
    columns.add(
        Tables.text(
            words.of("history.column.when"),
            110,
            line -> Units.when(line.run().started(), Instant.now()),
            "muted"));
    columns.add(MarkCell.column(words, words.of("history.column.end"), 280, this::state));
    columns.add(run("purpose", 310, Journal.Run::purpose, "strong"));
    columns.add(run("operator", 110, Journal.Run::operator));
    columns.add(run("nodes", 70, run -> Integer.toString(run.nodes().size()), "number"));
    columns.add(run("run", 70, Journal.Run::id, "mono", "muted"));
    TableColumn<ToldRuns.Line, ToldRuns.Line> back = Tables.column("", 120, line -> line);
    back.setCellFactory(_ -> new BackCell());
    columns.add(back);
  }

  private TableColumn<ToldRuns.Line, String> run(
      String title, double width, Function<Journal.Run, String> value, String... classes) {
    return Tables.text(
        words.of("history.column." + title), width, line -> value.apply(line.run()), classes);
  }

  /// The whole list as a card.
  Card card(List<ToldRuns.Line> lines) {
    ObservableList<ToldRuns.Line> shown = table.getItems();
    int fresh = shown.isEmpty() ? 0 : place(lines, shown.getFirst().run().id());
    if (fresh > 0) {
      // Added above, so that what is selected stays so.
      shown.addAll(0, lines.subList(0, fresh));
    }
    if (shown.size() > lines.size()) {
      shown.remove(lines.size(), shown.size());
    }
    Tables.show(shown, lines);
    return card;
  }

  /// Whether the list is on the page.
  boolean isShown() {
    return card.getParent() != null;
  }

  private static int place(List<ToldRuns.Line> lines, String run) {
    return lines.stream().map(line -> line.run().id()).toList().indexOf(run);
  }

  /// A few lines for the inspector.
  VBox brief(List<ToldRuns.Line> lines) {
    VBox box = new VBox();
    Instant now = Instant.now();
    for (ToldRuns.Line each : lines.stream().limit(6).toList()) {
      Journal.Run run = each.run();
      MarkCell.State state = state(each);
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

  MarkCell.State state(ToldRuns.Line line) {
    Journal.Run run = line.run();
    if (line.underWay()) {
      return new MarkCell.State(Mark.DEGRADED, underWay(run));
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
    long unknown =
        run.nodes().stream()
            .filter(n -> n.end().map(end -> end == NodeResult.End.UNKNOWN).orElse(true))
            .count();
    return unknown > 0
        ? new MarkCell.State(Mark.STALE, words.of("history.unknown", done, all, unknown))
        : new MarkCell.State(Mark.DOWN, words.of("history.failed", done, all));
  }

  private String underWay(Journal.Run run) {
    long through =
        run.nodes().stream()
            .filter(node -> node.phase() == Phase.DONE || node.phase() == Phase.ENDED)
            .count();
    return words.of("history.underWay", through, run.nodes().size());
  }

  private final class BackCell extends TableCell<ToldRuns.Line, ToldRuns.Line> {
    @Override
    protected void updateItem(ToldRuns.Line line, boolean empty) {
      super.updateItem(line, empty);
      setGraphic(
          empty || line == null || !canGoBack(line.run())
              ? null
              : Text.link(words.of("history.takeBack"), () -> takeBack.accept(line.run().id())));
    }
  }
}
