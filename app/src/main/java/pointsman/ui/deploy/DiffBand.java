package pointsman.ui.deploy;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import pointsman.model.fleet.Name;
import pointsman.port.TextDiff;
import pointsman.service.deploy.PlanDiff;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Differences, equal ones folded: a button for each group of nodes, its lines below.
final class DiffBand {
  private static final double LINE = 19;
  private static final double LEAST = 8 * LINE + 6;
  private static final int BUTTONS = 8;

  private final Words words;

  DiffBand(Words words) {
    this.words = words;
  }

  /// A card for these differences; there is at least one.
  ///
  /// @param tallest at most so many pixels for the lines
  Card card(List<PlanDiff> diffs, double tallest) {
    ListView<TextDiff.Line> lines = new ListView<>();
    lines.getStyleClass().add("diff");
    lines.setFixedCellSize(LINE);
    lines.setCellFactory(_ -> new LineCell());
    lines.setAccessibleText(words.of("diff.lines"));
    Label file = Text.muted("");
    FlowPane choices = new FlowPane(8, 6);
    HBox.setHgrow(choices, Priority.ALWAYS);
    ToggleGroup group = new ToggleGroup();
    for (PlanDiff diff : diffs.stream().limit(BUTTONS).toList()) {
      ToggleButton button = choice(diff);
      button.setToggleGroup(group);
      choices.getChildren().add(button);
    }
    if (diffs.size() > BUTTONS) {
      choices.getChildren().add(Text.muted(words.of("diff.more", diffs.size() - BUTTONS)));
    }
    Card card = new Card(words.of("diff.title"), choices, file).flush();
    card.with(lines);
    group
        .selectedToggleProperty()
        .addListener((_, before, now) -> {
          if (now == null) {
            group.selectToggle(before);
          } else if (now.getUserData() instanceof PlanDiff diff) {
            lines.getItems().setAll(diff.lines());
            lines.scrollTo(Math.max(0, firstOfWeight(diff) - 2));
            lines.setUserData(diff);
            double height = Math.min(tallest, diff.lines().size() * LINE + 6);
            lines.setMinHeight(Math.min(height, LEAST));
            lines.setPrefHeight(height);
            file.setText(words.of("diff.file", diff.file(), diff.added(), diff.removed()));
          }
        });
    lines
        .heightProperty()
        .subscribe(_ -> {
          if (lines.getUserData() instanceof PlanDiff diff) {
            lines.scrollTo(Math.max(0, firstOfWeight(diff) - 2));
          }
        });
    file.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    group.selectToggle(group.getToggles().getFirst());
    return card;
  }

  /// The first changed line.
  private static int firstOfWeight(PlanDiff diff) {
    for (int i = 0; i < diff.lines().size(); i++) {
      TextDiff.Line line = diff.lines().get(i);
      boolean changed =
          switch (line.kind()) {
            case ADDED, REMOVED -> true;
            case SAME, GAP -> false;
          };
      if (changed) {
        return i;
      }
    }
    return 0;
  }

  private ToggleButton choice(PlanDiff diff) {
    String names = String.join(", ", diff.nodes().stream().map(Name::value).toList());
    ToggleButton button =
        new ToggleButton(
            diff.nodes().size() == 1
                ? names
                : words.of("diff.alike", diff.nodes().getFirst().value(), diff.nodes().size() - 1));
    button.getStyleClass().add("choice");
    button.setUserData(diff);
    button.setTooltip(new Tooltip(names));
    button.setAccessibleText(button.getText() + ": " + names);
    return button;
  }

  private static final class LineCell extends ListCell<TextDiff.Line> {
    private static final PseudoClass ADDED = PseudoClass.getPseudoClass("added");
    private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");
    private static final PseudoClass GAP = PseudoClass.getPseudoClass("gap");

    @Override
    protected void updateItem(TextDiff.Line item, boolean empty) {
      super.updateItem(item, empty);
      boolean there = !empty && item != null;
      pseudoClassStateChanged(ADDED, there && item.kind() == TextDiff.Kind.ADDED);
      pseudoClassStateChanged(REMOVED, there && item.kind() == TextDiff.Kind.REMOVED);
      pseudoClassStateChanged(GAP, there && item.kind() == TextDiff.Kind.GAP);
      setText(there ? sign(item.kind()) + item.text().replace("\t", "    ") : null);
    }

    private static String sign(TextDiff.Kind kind) {
      return switch (kind) {
        case SAME -> "  ";
        case ADDED -> "+ ";
        case REMOVED -> "- ";
        case GAP -> "⋯ ";
      };
    }
  }
}
