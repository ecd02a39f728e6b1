package pointsman.ui.traffic;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Pool;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Who goes by rule instead of by the split: the rules, whether they count, as commanded and as
/// measured, and the switch for it.
final class AudiencePanel {
  private final Words words;
  private final Doing doing;
  private final VBox rules = new VBox();
  private final Label note = WatchPanels.note("");
  private final Label told = WatchPanels.note("");
  private final HBox turn = Text.row(8);
  private final Label state = Text.muted("");
  private final Card card;
  private Optional<TrafficPicture> now = Optional.empty();
  private List<AudienceRule> shown = List.of();
  private Optional<Turn> turned = Optional.empty();

  /// What the switch would do; it is another switch only once this is another.
  private record Turn(boolean on, Pool pool, LaneColor lane, int nodes) {}

  AudiencePanel(Words words, Doing doing) {
    this.words = words;
    this.doing = doing;
    turn.getStyleClass().add("card-note");
    for (Node each : List.of(told, turn)) {
      each.managedProperty().bind(each.visibleProperty());
    }
    card = new Card(words.of("audience.title"), state).with(new VBox(rules, note, told, turn));
  }

  Card card() {
    return card;
  }

  /// Shows what is. The switch stays, with its focus and while it is held, as long as it would do
  /// the same.
  void show(TrafficPicture next) {
    now = Optional.of(next);
    AudienceSight sight = AudienceSight.of(next);
    state.setText(words.of(sight.word()));
    state.setVisible(sight.any());
    if (!next.pool().audience().equals(shown)) {
      shown = next.pool().audience();
      rules.getChildren().setAll(shown.stream().map(this::row).toList());
    }
    note.setText(note(sight));
    told.setText(measured(sight));
    told.setVisible(sight.any());
    told.getStyleClass().remove("danger-text");
    if (sight.differs()) {
      told.getStyleClass().add("danger-text");
    }
    turn(sight, next);
  }

  private HBox row(AudienceRule rule) {
    HBox row = Text.row(8, Text.wrapped(TrafficWords.rule(rule, words)));
    row.getStyleClass().add("fact-row");
    return row;
  }

  private void turn(AudienceSight sight, TrafficPicture next) {
    Optional<Turn> wanted =
        sight.any() && sight.free()
            ? Optional.of(new Turn(!sight.on(), next.pool(), next.candidate(), next.nodes()))
            : Optional.empty();
    turn.setVisible(wanted.isPresent());
    if (wanted.equals(turned)) {
      return;
    }
    turned = wanted;
    turn.getChildren().clear();
    if (wanted.isPresent()) {
      Button button = doing.audience(wanted.get().on(), next, () -> now);
      button.setId("audience-turn");
      turn.getChildren().addAll(Text.gap(), button);
    }
  }

  private String note(AudienceSight sight) {
    if (!sight.any()) {
      return words.of("audience.none");
    }
    if (sight.on()) {
      return words.of(sight.inRollout() ? "audience.how" : "audience.howByHand");
    }
    return words.of("audience.offHow");
  }

  private String measured(AudienceSight sight) {
    return sight.silent() > 0
        ? words.of("audience.measuredSome", sight.onNodes(), sight.offNodes(), sight.silent())
        : words.of("audience.measured", sight.onNodes(), sight.offNodes());
  }
}
