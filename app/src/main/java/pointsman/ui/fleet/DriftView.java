package pointsman.ui.fleet;

import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.model.Outcome;
import pointsman.model.plan.NodeDrift;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// A node against the inventory, three ways: wanted, on disk, running.
final class DriftView {
  private DriftView() {}

  /// @param plan opens the plan of the node
  static VBox of(Outcome<NodeDrift> outcome, Words words, Runnable plan) {
    return switch (outcome) {
      case Outcome.Failed<NodeDrift> failed -> StateBox.failed(failed.failure(), words);
      case Outcome.Ok<NodeDrift> ok -> of(ok.value(), words, plan);
    };
  }

  private static VBox of(NodeDrift drift, Words words, Runnable plan) {
    if (drift.failure().isPresent()) {
      return StateBox.failed(drift.failure().get(), words);
    }
    VBox box = new VBox(8);
    HBox wanted =
        line(
            drift.wanted() ? Mark.DEGRADED : Mark.UP,
            words.of("drift.wanted"),
            words.of(drift.wanted() ? "drift.wanted.differs" : "drift.wanted.same"),
            words);
    if (drift.wanted()) {
      wanted.getChildren().addAll(Text.gap(), Text.link(words.of("drift.plan"), plan));
    }
    box.getChildren().add(wanted);
    part(box, "drift.file", drift.fileDrift(), words);
    part(box, "drift.running", drift.runningDrift(), words);
    // What was seen or settled, as the look tells it.
    String title = words.of("drift.seen");
    for (String text : drift.settled()) {
      box.getChildren().add(line(Mark.NONE, title, text, words));
      title = "";
    }
    return box;
  }

  private static void part(VBox box, String key, List<String> differences, Words words) {
    if (differences.isEmpty()) {
      box.getChildren().add(line(Mark.UP, words.of(key), words.of(key + ".same"), words));
    } else {
      differences.forEach(
          text -> box.getChildren().add(line(Mark.DEGRADED, words.of(key), text, words)));
    }
  }

  private static HBox line(Mark mark, String title, String text, Words words) {
    var head = Text.of(title, "strong");
    head.setMinWidth(110);
    return Text.row(8, new MarkShape(mark, words), head, Text.wrapped(text));
  }
}
