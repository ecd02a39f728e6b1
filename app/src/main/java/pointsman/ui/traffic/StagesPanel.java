package pointsman.ui.traffic;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import pointsman.model.Failure;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Where the rollout is in one sentence, what can be done, the stages; and why the last thing that
/// was asked did not happen.
final class StagesPanel {
  private static final double LEAST = 200;

  private final Words words;
  private final Function<Act, Button> maker;
  private final Label title = Text.of("", "section");
  private final Label sentence = Text.wrapped("", "muted");
  private final ActRow buttons = new ActRow();
  private final StageSlider slider;
  private final VBox trouble = new VBox(4);
  private final Card card = new Card();
  private List<Act> shown = List.of();

  /// @param maker makes the button of something that can be done
  /// @param share called with the share that the operator dragged to
  StagesPanel(Words words, Function<Act, Button> maker, Consumer<Share> share) {
    this.words = words;
    this.maker = maker;
    slider = new StageSlider(words, share);
    VBox text = new VBox(3, title, sentence);
    text.setMinWidth(LEAST);
    text.setPrefWidth(LEAST);
    HBox.setHgrow(text, Priority.ALWAYS);
    HBox head = new HBox(14, text, buttons);
    head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    trouble.getStyleClass().add("refusal");
    trouble.managedProperty().bind(trouble.visibleProperty());
    trouble.setVisible(false);
    card.with(head, trouble, slider);
  }

  Card view() {
    return card;
  }

  /// Shows the rollout as it is.
  void show(TrafficPicture now) {
    String version = now.version(now.candidate());
    String lane = words.of("lane." + now.candidate().word());
    title.setText(
        words.of(
            now.rollout().isPresent() ? "stages.title.rollout" : "stages.title",
            version.isEmpty() ? lane : lane + " " + version));
    sentence.setText(RolloutWords.sentence(now, words));
    acts(Act.of(now, words));
    slider.show(now.stages());
  }

  /// Buttons are made anew only when what can be done has changed: none goes under the pointer.
  private void acts(List<Act> next) {
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    buttons.show(next.stream().map(maker).toList());
  }

  /// What can be done now.
  List<Act> acts() {
    return shown;
  }

  /// Shows why something did not happen, and the mend.
  void trouble(Optional<Failure> failure, Runnable read) {
    trouble.setVisible(failure.isPresent());
    trouble.getChildren().clear();
    failure.ifPresent(why -> {
      HBox head =
          Text.row(
              8,
              new MarkShape(Mark.DOWN, words),
              Text.wrapped(why.summary(), "strong"),
              Text.gap(),
              Text.link(words.of("close"), read));
      trouble.getChildren().addAll(head, Text.wrapped(why.action(), "muted"));
    });
  }
}
