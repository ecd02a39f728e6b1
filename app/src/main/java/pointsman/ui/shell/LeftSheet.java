package pointsman.ui.shell;

import java.util.List;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import pointsman.model.Outcome;
import pointsman.ui.desk.HistoryWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Says what an interrupted run left on nodes and how it was settled; nothing when there was
/// nothing.
final class LeftSheet {
  private final Words words;
  private final Overlays overlays;
  private final Works works;

  LeftSheet(Words words, Overlays overlays, Works works) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
  }

  /// Settles in the background; the sheet opens when something was found.
  void settle(HistoryWork history) {
    works.ask(words.of("left.title"), _ -> history.settle(), this::show);
  }

  private void show(Outcome<List<HistoryWork.Left>> outcome) {
    switch (outcome) {
      case Outcome.Failed<List<HistoryWork.Left>> failed ->
          works.tell(words.of("left.title"), failed.failure());
      case Outcome.Ok<List<HistoryWork.Left>> ok -> {
        if (!ok.value().isEmpty()) {
          open(ok.value());
        }
      }
    }
  }

  private void open(List<HistoryWork.Left> found) {
    GridPane grid = new GridPane(12, 8);
    for (HistoryWork.Left left : found) {
      grid.addRow(
          grid.getRowCount(),
          new MarkShape(left.done() ? Mark.UP : Mark.DOWN, words),
          Text.of(left.node().value(), "strong"),
          Text.wrapped(words.of("left.line", left.found(), left.settled())));
    }
    VBox sheet =
        new VBox(
            Text.of(words.of("left.title"), "band-title"),
            Text.wrapped(words.of("left.how"), "muted"),
            grid,
            Text.row(0, Text.gap(), Text.mainButton(words.of("close"), overlays::close)));
    overlays.open(sheet, words.of("left.title"), () -> {});
  }
}
