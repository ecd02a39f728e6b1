package pointsman.ui.shell;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import pointsman.model.fleet.Environment;
import pointsman.model.guard.GuardSight;
import pointsman.ui.guard.GuardBadges;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// The bar at the top: environment, the way here, guards, search, age of the oldest datum.
final class TopBar extends VBox {
  private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

  private final Words words;
  private final Region edge = new Region();
  private final Label pill = Text.of("", "environment-pill");
  private final HBox crumbs = Text.row(5);
  private final Label oldest = Text.of("", "strong");
  private final Tooltip why = new Tooltip();
  private final HBox age;
  private final GuardBadges guards;
  private List<String> way = List.of();
  private Environment environment = Environment.DEVELOPMENT;

  /// @param guards the lock and the freeze badge
  TopBar(Words words, GuardBadges guards, Runnable openPalette) {
    this.words = words;
    this.guards = guards;
    edge.getStyleClass().add("edge");
    HBox keys =
        Text.row(8, Text.muted(words.of("palette.prompt")), Text.gap(), Text.of("Ctrl+K", "key"));
    keys.setMinWidth(206);
    keys.setMouseTransparent(true);
    Button search = new Button("", keys);
    search.getStyleClass().setAll("button", "search-button");
    search.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    search.setAccessibleText(words.of("palette.prompt"));
    search.setOnAction(_ -> openPalette.run());
    age = Text.row(5, Text.muted(words.of("top.oldest")), oldest);
    // Its width is the same for every age, so that nothing beside it moves.
    oldest.setMinWidth(46);
    oldest.setAlignment(Pos.CENTER_RIGHT);
    age.setMinWidth(Region.USE_PREF_SIZE);
    HBox bar = new HBox(pill, crumbs, Text.gap(), guards, search, age);
    bar.getStyleClass().add("top-bar");
    bar.setAccessibleRole(AccessibleRole.TOOL_BAR);
    getChildren().addAll(edge, bar);
    crumbs.setMinWidth(0);
    pill.setMinWidth(Region.USE_PREF_SIZE);
    environment(Environment.DEVELOPMENT);
  }

  private void environment(Environment next) {
    for (Region part : List.of(edge, pill)) {
      for (Environment each : Environment.values()) {
        part.pseudoClassStateChanged(pseudo(each), each == next);
      }
    }
    environment = next;
    pill.setText(word(next).toUpperCase(Locale.ROOT));
    way(way);
  }

  private static PseudoClass pseudo(Environment environment) {
    return PseudoClass.getPseudoClass(environment.name().toLowerCase(Locale.ROOT));
  }

  private String word(Environment each) {
    return words.of("environment." + each.name().toLowerCase(Locale.ROOT));
  }

  /// Shows the way here.
  void way(List<String> next) {
    way = next;
    crumbs.getChildren().clear();
    crumbs.getChildren().add(Text.of(word(environment), "crumb"));
    for (String part : next) {
      crumbs.getChildren().addAll(Text.of("›", "crumb"), Text.of(part, "crumb"));
    }
    crumbs.getChildren().getLast().pseudoClassStateChanged(LAST, true);
  }

  /// Shows what guards the fleet.
  void show(GuardSight sight) {
    guards.show(sight);
  }

  /// Shows the frame's picture.
  void show(ShellViewModel.Picture picture) {
    if (picture.environment() != environment) {
      environment(picture.environment());
    }
    age.setVisible(picture.nodes() > 0);
    age.setManaged(picture.nodes() > 0);
    // Of a node that was never seen there is no datum at all: no age of others stands for it.
    boolean never = picture.never() > 0;
    oldest.setText(never ? "?" : picture.oldest().map(Units::age).orElse("–"));
    why.setText(words.of("top.never", picture.never()));
    oldest.setTooltip(never ? why : null);
    oldest.setAccessibleText(never ? why.getText() : null);
  }
}
