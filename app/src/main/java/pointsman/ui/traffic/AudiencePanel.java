package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Who goes by rule instead of by the split: the rules, whether they count, as commanded and as
/// measured, and the switch for it.
final class AudiencePanel {
  private final Words words;
  private final Doing doing;
  private final VBox rows = new VBox();
  private final Label state = Text.muted("");
  private final Card card;
  private Optional<TrafficPicture> now = Optional.empty();
  private List<String> shown = List.of();

  AudiencePanel(Words words, Doing doing) {
    this.words = words;
    this.doing = doing;
    card = new Card(words.of("audience.title"), state).with(rows);
  }

  Card card() {
    return card;
  }

  /// Shows what is; the switch keeps its focus while nothing of it changes.
  void show(TrafficPicture next) {
    now = Optional.of(next);
    AudienceSight sight = AudienceSight.of(next);
    state.setText(words.of(sight.word()));
    state.setVisible(sight.any());
    List<String> lines =
        new ArrayList<>(
            next.pool().audience().stream().map(rule -> TrafficWords.rule(rule, words)).toList());
    int rules = lines.size();
    lines.add(note(sight));
    lines.add(measured(sight));
    lines.add(sight.toString());
    if (lines.equals(shown)) {
      return;
    }
    shown = lines;
    rows.getChildren().clear();
    for (String line : lines.subList(0, rules)) {
      HBox row = Text.row(8, Text.wrapped(line));
      row.getStyleClass().add("fact-row");
      rows.getChildren().add(row);
    }
    rows.getChildren().add(WatchPanels.note(note(sight)));
    if (sight.any()) {
      Label told = WatchPanels.note(measured(sight));
      if (sight.differs()) {
        told.getStyleClass().add("danger-text");
      }
      rows.getChildren().add(told);
      if (sight.free()) {
        rows.getChildren().add(turn(sight, next));
      }
    }
  }

  private HBox turn(AudienceSight sight, TrafficPicture first) {
    Button turn = doing.audience(!sight.on(), first, () -> now);
    turn.setId("audience-turn");
    HBox row = Text.row(8, Text.gap(), turn);
    row.getStyleClass().add("card-note");
    return row;
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
