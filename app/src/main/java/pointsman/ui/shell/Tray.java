package pointsman.ui.shell;

import java.util.HashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.ui.fx.Work;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// The tray at the bottom: what runs, how far it is, how to stop it; and how fresh the fleet is.
final class Tray extends HBox {
  private final Words words;
  private final HBox works = Text.row(18);
  private final MarkShape mark = new MarkShape();
  private final Label fresh = new Label();
  private final HBox freshness = Text.row(7, mark, fresh);
  private final Map<Work, HBox> rows = new HashMap<>();
  private final HBox notices = Text.row(8);
  private final Overlays overlays;

  Tray(Words words, Works running, Overlays overlays) {
    this.words = words;
    this.overlays = overlays;
    getStyleClass().add("tray");
    getChildren()
        .addAll(
            freshness,
            works,
            notices,
            Text.gap(),
            Text.whole(Text.of(words.of("tray.help"), "key")));
    running
        .running()
        .addListener(
            (ListChangeListener<Work>)
                change -> {
                  while (change.next()) {
                    change.getRemoved().forEach(this::remove);
                    change.getAddedSubList().forEach(this::add);
                  }
                });
    running.notices().addListener((ListChangeListener<Works.Notice>) _ -> showNotices(running));
  }

  private void showNotices(Works running) {
    notices.getChildren().clear();
    for (Works.Notice notice : running.notices()) {
      Label text = Text.of(words.of("tray.failed", notice.title()), "danger-text");
      Button why =
          Text.button(
              words.of("tray.why"),
              () -> {
                running.notices().remove(notice);
                read(notice);
              });
      notices.getChildren().addAll(new MarkShape(Mark.DOWN, words), text, why);
    }
  }

  private void read(Works.Notice notice) {
    Button close = Text.mainButton(words.of("close"), overlays::close);
    VBox sheet =
        new VBox(
            Text.of(notice.title(), "band-title"),
            StateBox.failed(notice.failure(), words),
            Text.row(0, Text.gap(), close));
    overlays.open(sheet, notice.title(), () -> {});
  }

  private void add(Work work) {
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(work.progress());
    Label note = Text.whole(new Label());
    note.textProperty().bind(work.note());
    HBox row = Text.row(8, Text.of(work.title()), bar, note);
    Button stop = Text.button(words.of("tray.stop"), work::stop);
    stop.setAccessibleText(words.of("tray.stop.what", work.title()));
    stop.visibleProperty().bind(work.stoppable());
    stop.managedProperty().bind(work.stoppable());
    row.getChildren().add(stop);
    rows.put(work, row);
    works.getChildren().add(row);
  }

  private void remove(Work work) {
    HBox row = rows.remove(work);
    if (row != null) {
      works.getChildren().remove(row);
    }
  }

  /// Shows how fresh the fleet is.
  void show(ShellViewModel.Picture picture) {
    freshness.setVisible(picture.nodes() > 0);
    freshness.setManaged(picture.nodes() > 0);
    boolean all = picture.fresh() == picture.nodes();
    Mark worst = picture.down() > 0 ? Mark.DOWN : picture.silent() > 0 ? Mark.STALE : Mark.DEGRADED;
    mark.show(all ? Mark.UP : worst, words);
    fresh.setText(
        all
            ? words.of("tray.fresh.all", picture.nodes())
            : words.of("tray.fresh.some", picture.fresh(), picture.nodes())
                + (picture.down() > 0 ? " · " + words.of("tray.down", picture.down()) : ""));
  }
}
