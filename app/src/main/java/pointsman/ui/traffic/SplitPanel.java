package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutState;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// A split fleet: which nodes are behind, why, and the three ways out. Not there while the fleet is
/// whole.
final class SplitPanel {
  private final Words words;
  private final Function<Act, Button> maker;
  private final Label head = Text.wrapped("", "section");
  private final Label nodes = Text.wrapped("");
  private final ActRow buttons = new ActRow();
  private final Card card;
  private final Differing differing = new Differing();
  private List<Act> shown = List.of();

  /// @param maker makes the button of something that can be done
  SplitPanel(Words words, Function<Act, Button> maker) {
    this.words = words;
    this.maker = maker;
    card = new Card().with(Text.row(10, new MarkShape(Mark.DOWN, words), head), nodes, buttons);
    card.getStyleClass().add("split-panel");
    card.managedProperty().bind(card.visibleProperty());
    card.setVisible(false);
  }

  Card view() {
    return card;
  }

  /// Shows the split fleet, when it is one.
  void show(TrafficPicture now) {
    boolean differ = differing.tells(now.traffic(), now.now().minus(now.silence()));
    if (now.parted().isPresent()) {
      show(now, now.parted().get());
      card.setVisible(true);
      return;
    }
    if (differ) {
      show(now, Others.of(now, words));
    }
    card.setVisible(differ);
  }

  private void show(TrafficPicture now, Map<String, List<Name>> others) {
    int behind = others.values().stream().mapToInt(List::size).sum();
    head.setText(words.of("split.differ", now.nodes() - behind, behind));
    List<String> told = new ArrayList<>();
    others.forEach(
        (runs, nodes) -> told.add(words.of("split.runs", RolloutWords.names(nodes, words), runs)));
    nodes.setText(String.join(" · ", told));
    buttons(Act.ofApart(now, words));
  }

  private void show(TrafficPicture now, RolloutState.Parted parted) {
    head.setText(
        words.of("split.head", now.nodes() - parted.behind().size(), parted.behind().size()));
    nodes.setText(
        words.of("split.behind", RolloutWords.names(parted.behind(), words), parted.why()));
    buttons(Act.ofSplit(now, parted, words));
  }

  private void buttons(List<Act> next) {
    if (!next.equals(shown)) {
      shown = next;
      buttons.show(next.stream().map(maker).toList());
    }
  }
}
