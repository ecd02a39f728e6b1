package pointsman.ui.shell;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;
import pointsman.ui.traffic.RolloutsViewModel;

/// Below the top bar of every screen, until it is resolved: a fleet that is split.
final class SplitBar extends VBox {
  private final Words words;
  private final Navigator navigator;
  private List<RolloutsViewModel.Going> shown = List.of();

  SplitBar(Words words, Navigator navigator) {
    this.words = words;
    this.navigator = navigator;
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  /// Shows the fleets that are split.
  void show(List<RolloutsViewModel.Going> going) {
    List<RolloutsViewModel.Going> next =
        going.stream().filter(each -> each.split().isPresent()).toList();
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    getChildren().setAll(next.stream().map(this::row).toList());
    setVisible(!next.isEmpty());
  }

  private HBox row(RolloutsViewModel.Going going) {
    String text = going.split().orElse("");
    HBox row =
        Text.row(
            10,
            new MarkShape(Mark.DOWN, words),
            Text.of(text, "strong"),
            Text.gap(),
            Text.link(words.of("split.open"), () -> navigator.go(new Place.Pool(going.pool()))));
    row.getStyleClass().add("split-bar");
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(text);
    return row;
  }
}
