package pointsman.ui.shell;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys;
import pointsman.ui.desk.StartWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Shows the host keys that nodes offer, each to be compared and accepted one by one.
final class TrustSheet {
  private static final double TALLEST = 420;

  private final Words words;
  private final Overlays overlays;
  private final Works works;
  private final StartWork start;

  TrustSheet(Words words, Overlays overlays, Works works, StartWork start) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
    this.start = start;
  }

  /// Opens it for some nodes.
  ///
  /// @param closed called when the operator is done
  void open(List<Node> nodes, Runnable closed) {
    GridPane grid = new GridPane(14, 10);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      StackPane state = new StackPane(Text.muted(words.of("trust.asking")));
      state.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
      grid.addRow(i, whole(Text.of(node.name().value(), "strong")), state);
      works.ask(
          words.of("trust.asking"),
          _ -> start.offer(node),
          outcome -> offered(node, outcome, state));
    }
    VBox sheet =
        new VBox(
            Text.of(words.of("trust.title"), "band-title"),
            Text.wrapped(words.of("trust.how"), "muted"),
            scroll(grid),
            Text.row(0, Text.gap(), Text.mainButton(words.of("trust.done"), overlays::close)));
    sheet.getStyleClass().add("wide");
    overlays.open(sheet, words.of("trust.title"), closed);
  }

  private static ScrollPane scroll(GridPane grid) {
    ScrollPane scroll = new ScrollPane(grid);
    scroll.getStyleClass().add("bare-scroll");
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(TALLEST);
    return scroll;
  }

  /// What is compared is never cut.
  private static Label whole(Label label) {
    label.setMinWidth(Label.USE_PREF_SIZE);
    return label;
  }

  private void offered(Node node, Outcome<HostKeys.Offer> outcome, StackPane state) {
    switch (outcome) {
      case Outcome.Failed<HostKeys.Offer> failed ->
          state.getChildren().setAll(Text.wrapped(failed.failure().summary(), "danger-text"));
      case Outcome.Ok<HostKeys.Offer> ok -> show(node, ok.value(), state);
    }
  }

  private void show(Node node, HostKeys.Offer offer, StackPane state) {
    HBox row = Text.row(10, whole(Text.of(offer.fingerprint(), "mono")));
    switch (offer.standing()) {
      case TRUSTED ->
          row.getChildren()
              .addAll(new MarkShape(Mark.UP, words), Text.of(words.of("trust.trusted")));
      case UNKNOWN -> row.getChildren().add(accept(node, offer, state));
      case CHANGED ->
          row.getChildren()
              .addAll(
                  Text.of(words.of("trust.changed"), "danger-text"), accept(node, offer, state));
    }
    state.getChildren().setAll(row);
  }

  private Button accept(Node node, HostKeys.Offer offer, StackPane state) {
    return Text.button(
        words.of("trust.accept"),
        () ->
            works.ask(
                words.of("trust.accept"),
                _ -> {
                  start.trust(node, offer);
                  return start.offer(node);
                },
                outcome -> offered(node, outcome, state)));
  }
}
