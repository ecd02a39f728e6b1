package pointsman.ui.deploy;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import pointsman.model.Outcome;
import pointsman.model.plan.Awaited;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Tables;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The push: a row for each node, a column for each phase; then the result, failures first. While
/// it is under way its time goes on, also where no news comes, and whom it waits for is named.
final class PushBand {
  private static final double LEAST = 128;
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

  private final Words words;
  private final Card card;
  private final Label title;
  private final Label wave = Text.muted("");
  private final ProgressBar bar = new ProgressBar(0);
  private final Label through = Text.of("", "strong");
  private final TableView<PushBoard.Row> table;
  private final Label awaited = Text.wrapped("", "muted");
  private final VBox notes = new VBox();
  private final Timeline time = new Timeline(new KeyFrame(Duration.millis(100), _ -> tick()));
  private Optional<PushBoard> shown = Optional.empty();

  /// @param chosen called with the row that is selected
  PushBand(Words words, Consumer<Optional<PushBoard.Row>> chosen) {
    this.words = words;
    card = new Card(words.of("push.title"), wave, bar, through);
    title = (Label) ((HBox) card.getChildren().getFirst()).getChildren().getFirst();
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    table = Tables.table(30, words.of("push.table"));
    columns();
    table.setRowFactory(_ -> new Row());
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> chosen.accept(Optional.ofNullable(row)));
    notes.managedProperty().bind(Bindings.isNotEmpty(notes.getChildren()));
    awaited.managedProperty().bind(awaited.visibleProperty());
    awaited.setVisible(false);
    time.setCycleCount(Animation.INDEFINITE);
    card.with(awaited, notes, table).grow();
    // It wants no more than that, so that the lines above get theirs; it takes what is left.
    table.setMinHeight(LEAST);
    table.setPrefHeight(LEAST);
  }

  /// Says, after a way back, whether the inventory wants something else than what runs now.
  ///
  /// @param wanted on how many nodes; empty: not known yet
  /// @param plan shows what a deploy would bring
  void showWanted(Optional<Outcome<Integer>> wanted, Runnable plan) {
    notes.getChildren().clear();
    switch (wanted.orElse(null)) {
      case Outcome.Ok<Integer> ok when ok.value() > 0 ->
          notes
              .getChildren()
              .add(
                  Text.row(
                      8,
                      new MarkShape(Mark.DEGRADED, words),
                      Text.wrapped(words.of("revert.wanted", ok.value())),
                      Text.link(words.of("revert.wanted.plan"), plan)));
      case Outcome.Failed<Integer> failed ->
          notes
              .getChildren()
              .add(
                  Text.wrapped(
                      words.of("revert.wanted.unknown", failed.failure().summary()), "muted"));
      case Outcome.Ok<Integer> _ -> {}
      case null -> {}
    }
  }

  Card card() {
    return card;
  }

  private void columns() {
    var columns = table.getColumns();
    columns.add(
        Tables.text(words.of("push.column.node"), 150, row -> row.node().value(), "strong"));
    columns.add(
        Tables.text(
            words.of("push.column.wave"),
            60,
            row -> Integer.toString(row.wave()),
            "middle",
            "muted"));
    for (PushBoard.Step step : PushBoard.Step.values()) {
      TableColumn<PushBoard.Row, PushBoard.Mark> column =
          Tables.column(
              words.of("push.step." + step.name().toLowerCase(Locale.ROOT)),
              70,
              row -> row.mark(step),
              "middle");
      column.setCellFactory(_ -> new StepCell(words));
      columns.add(column);
    }
    columns.add(Tables.text(words.of("push.column.note"), 420, this::note, "note"));
  }

  private String note(PushBoard.Row row) {
    return row.failure()
        .map(failure -> failure.summary())
        .orElseGet(() ->
            switch (row.phase()) {
              case DONE -> row.end().isEmpty() ? "" : words.of("push.done");
              case WAITING -> words.of("push.waits");
              case PREPARED -> words.of("push.prepared");
              case UPLOADING, CHECKING, COMMITTING, VERIFYING, CONFIRMING, REVERTING ->
                  row.note().isEmpty()
                      ? words.of("push.phase." + row.phase().name().toLowerCase(Locale.ROOT))
                      : row.note();
              case ENDED -> row.note();
            });
  }

  /// Shows where it is.
  void show(Optional<PushBoard> board) {
    shown = board;
    if (board.isEmpty()) {
      bar.setProgress(-1);
      wave.setText(words.of("push.begins"));
      return;
    }
    PushBoard now = board.get();
    Tables.show(table.getItems(), now.rows());
    bar.setProgress(now.rows().isEmpty() ? 1 : (double) now.through() / now.rows().size());
    through.setText(now.through() + " / " + now.rows().size());
    if (now.result().isPresent()) {
      rest();
      end(now, now.result().get());
    } else {
      tick();
      time.play();
    }
  }

  /// Lets the time stand still: nobody looks, or the run has ended.
  void rest() {
    time.stop();
  }

  private void tick() {
    long now = System.nanoTime();
    shown.ifPresent(board -> {
      String took = Units.took(board.pulse().elapsed(now));
      wave.setText(words.of("push.wave", board.wave(), board.waves(), took));
      // A narrower figure must not move the bar.
      wave.setMinWidth(Math.max(wave.getMinWidth(), wave.prefWidth(-1)));
      Optional<Awaited> late = board.pulse().told(now);
      awaited.setText(late.map(this::named).orElse(""));
      awaited.setVisible(late.isPresent());
    });
  }

  private String named(Awaited late) {
    String names =
        late.named().stream()
            .map(line -> words.of("push.awaited.node", line.node().value(), phase(line)))
            .collect(Collectors.joining(words.of("push.awaited.comma")));
    return late.more() > 0
        ? words.of("push.awaited.more", names, late.more())
        : words.of("push.awaited", names);
  }

  private String phase(DeployProgress.Line line) {
    return words.of("push.phase." + line.phase().name().toLowerCase(Locale.ROOT));
  }

  private void end(PushBoard board, DeployResult result) {
    title.setText(words.of("push.result"));
    bar.setVisible(false);
    awaited.setVisible(false);
    wave.setMinWidth(Region.USE_COMPUTED_SIZE);
    through.setText(Units.took(result.took()));
    wave.setText(
        result.done()
            ? words.of("push.ended.done", board.rows().size())
            : words.of("push.ended.failed", board.failed(), board.done()));
    wave.getStyleClass().setAll("label", result.done() ? "strong" : "danger-text");
    if (!table.getItems().isEmpty() && table.getSelectionModel().isEmpty()) {
      table.getSelectionModel().select(0);
    }
  }

  private static final class StepCell extends TableCell<PushBoard.Row, PushBoard.Mark> {
    private static final PseudoClass UP = PseudoClass.getPseudoClass("up");
    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

    private final Region mark = new Region();
    private final Words words;

    StepCell(Words words) {
      this.words = words;
      mark.getStyleClass().add("mark");
      getStyleClass().add("middle");
    }

    @Override
    protected void updateItem(PushBoard.Mark item, boolean empty) {
      super.updateItem(item, empty);
      boolean none = empty || item == null || item == PushBoard.Mark.NONE;
      mark.pseudoClassStateChanged(UP, item == PushBoard.Mark.DONE);
      mark.pseudoClassStateChanged(RUNNING, item == PushBoard.Mark.RUNNING);
      mark.pseudoClassStateChanged(FAILED, item == PushBoard.Mark.FAILED);
      setGraphic(none ? null : mark);
      setAccessibleText(
          item == null ? "" : words.of("push.mark." + item.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static final class Row extends TableRow<PushBoard.Row> {
    @Override
    protected void updateItem(PushBoard.Row item, boolean empty) {
      super.updateItem(item, empty);
      pseudoClassStateChanged(FAILED, !empty && item != null && item.isFailed());
    }
  }
}
