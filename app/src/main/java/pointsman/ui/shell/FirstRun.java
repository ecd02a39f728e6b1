package pointsman.ui.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import pointsman.model.Failure;
import pointsman.ui.desk.StartWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// What the Fleet shows while there is no node: three ways to begin.
final class FirstRun extends VBox {
  private final Words words;
  private final Works works;
  private final StartWork start;
  private final StackPane trouble = new StackPane();
  private final Button demo;

  /// @param takeHosts opens the list of SSH hosts
  /// @param openFile asks for a fleet file
  FirstRun(Words words, Works works, StartWork start, Runnable takeHosts, Runnable openFile) {
    this.words = words;
    this.works = works;
    this.start = start;
    setAlignment(Pos.CENTER);
    setSpacing(22);
    getStyleClass().add("content");
    demo = Text.mainButton(words.of("first.demo.go"), this::startDemo);
    TilePane ways =
        new TilePane(
            18,
            18,
            way("first.demo", demo),
            way("first.ssh", Text.button(words.of("first.ssh.go"), takeHosts)),
            way("first.file", Text.button(words.of("first.file.go"), openFile)));
    ways.setAlignment(Pos.CENTER);
    VBox head =
        new VBox(
            8,
            Text.of(words.of("first.title"), "headline"),
            Text.wrapped(words.of("first.subtitle"), "muted"));
    head.setAlignment(Pos.CENTER);
    getChildren().addAll(head, ways, trouble);
  }

  private VBox way(String key, Button button) {
    var detail = Text.wrapped(words.of(key + ".detail"), "muted");
    VBox card = new VBox(Text.of(words.of(key), "band-title"), detail, button);
    VBox.setVgrow(detail, Priority.ALWAYS);
    detail.setMaxHeight(Double.MAX_VALUE);
    detail.setAlignment(Pos.TOP_LEFT);
    card.getStyleClass().add("first-run-card");
    return card;
  }

  /// Puts the focus on the demo fleet's button.
  void focusDemo() {
    demo.requestFocus();
  }

  /// Starts the demo fleet; what goes wrong is told here, or in the tray once there are nodes.
  void startDemo() {
    if (demo.isDisabled()) {
      return;
    }
    demo.setDisable(true);
    trouble.getChildren().setAll(StateBox.loading(words.of("first.demo.running")));
    works.start(
        words.of("first.demo.running"),
        work -> {
          start.startDemo(step -> work.report(-1, step));
          return true;
        },
        outcome -> {
          demo.setDisable(false);
          trouble.getChildren().clear();
          outcome.findFailure().ifPresent(this::failed);
        });
  }

  private void failed(Failure failure) {
    trouble.getChildren().setAll(StateBox.failed(failure, words));
    if (getScene() == null) {
      works.tell(words.of("first.demo"), failure);
    }
  }
}
