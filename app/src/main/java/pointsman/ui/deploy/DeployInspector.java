package pointsman.ui.deploy;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.layout.VBox;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// What stands beside a deploy: the evidence of a chosen node, the same as a command, earlier runs.
final class DeployInspector extends VBox {
  private final Words words;
  private final HistoryBand history;
  private final EvidencePane evidence;
  private final VBox command = new VBox();
  private final VBox earlier = new VBox();

  DeployInspector(Words words, HistoryBand history) {
    this.words = words;
    this.history = history;
    evidence = new EvidencePane(words);
    getStyleClass().add("inspector");
    for (VBox block : List.of(evidence, command, earlier)) {
      block.getStyleClass().add("block");
      block.managedProperty().bind(Bindings.isNotEmpty(block.getChildren()));
      getChildren().add(block);
    }
  }

  /// Forgets the evidence and the command.
  void clear() {
    evidence.show(Optional.empty());
    command.getChildren().clear();
  }

  /// Shows a node's evidence.
  void evidence(Optional<PushBoard.Row> row) {
    evidence.show(row);
  }

  /// Shows the command that does the same; empty: none does.
  void command(String text) {
    command.getChildren().clear();
    if (!text.isEmpty()) {
      command
          .getChildren()
          .addAll(Text.of(words.of("command.title"), "section"), new CommandCopy(text, words));
    }
  }

  /// Shows earlier runs in brief; none: nothing.
  void earlier(List<ToldRuns.Line> runs) {
    earlier.getChildren().clear();
    if (!runs.isEmpty()) {
      earlier
          .getChildren()
          .addAll(Text.of(words.of("history.earlier"), "section"), history.brief(runs));
    }
  }
}
