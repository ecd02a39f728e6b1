package pointsman.ui.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// The rail at the left: an entry for each screen that exists.
final class Rail extends VBox {
  /// An entry.
  enum Entry {
    /// Nodes and servers.
    FLEET("fleet"),
    /// Services and pools.
    SERVICES("services"),
    /// Plans and pushes.
    DEPLOYS("deploys"),
    /// Settings of this home.
    SETTINGS("settings");

    private final String key;

    Entry(String key) {
      this.key = key;
    }

    /// Where it leads.
    Place place() {
      return switch (this) {
        case FLEET -> new Place.Fleet();
        case SERVICES -> new Place.Services();
        case DEPLOYS -> new Place.Deploys();
        case SETTINGS -> new Place.Settings();
      };
    }

    /// The entry that a place belongs to.
    static Entry of(Place place) {
      return switch (place) {
        case Place.Fleet _, Place.Node _ -> FLEET;
        case Place.Services _, Place.Pool _, Place.Servers _ -> SERVICES;
        case Place.Deploys _, Place.Plan _, Place.Revert _ -> DEPLOYS;
        case Place.Settings _ -> SETTINGS;
      };
    }
  }

  private final Map<Entry, ToggleButton> buttons = new LinkedHashMap<>();
  private Entry marked = Entry.FLEET;
  private final Label badge = Text.of("", "rail-badge");

  Rail(Words words, Consumer<Place> go) {
    getStyleClass().add("rail");
    setAccessibleRole(AccessibleRole.TOOL_BAR);
    setAccessibleText(words.of("rail"));
    ToggleGroup group = new ToggleGroup();
    for (Entry entry : Entry.values()) {
      ToggleButton button = new ToggleButton(words.of("rail." + entry.key));
      button.getStyleClass().setAll("toggle-button", "rail-entry");
      button.setToggleGroup(group);
      button.setTooltip(new Tooltip("Ctrl+" + (entry.ordinal() + 1)));
      button.setUserData(entry);
      button.setOnAction(_ -> {
        button.setSelected(true);
        go.accept(entry.place());
      });
      buttons.put(entry, button);
      getChildren().add(entry == Entry.FLEET ? withBadge(button) : button);
    }
    // Arrow keys choose an entry without pressing it.
    group
        .selectedToggleProperty()
        .subscribe(now -> {
          if (now != null && now.getUserData() instanceof Entry entry && entry != marked) {
            go.accept(entry.place());
          }
        });
  }

  private StackPane withBadge(ToggleButton button) {
    badge.setMouseTransparent(true);
    StackPane pair = new StackPane(button, badge);
    StackPane.setAlignment(badge, Pos.CENTER_RIGHT);
    StackPane.setMargin(badge, new Insets(0, 12, 0, 0));
    return pair;
  }

  /// Marks the entry of a place.
  void mark(Place place) {
    marked = Entry.of(place);
    ToggleButton button = buttons.get(marked);
    if (button != null) {
      button.setSelected(true);
      // The ring stands on what is shown, not on what was shown before.
      if (buttons.values().stream().anyMatch(Node::isFocused)) {
        button.requestFocus();
      }
    }
  }

  /// Puts the focus on the entry of a place.
  void requestFocus(Place place) {
    ToggleButton button = buttons.get(Entry.of(place));
    if (button != null) {
      button.requestFocus();
    }
  }

  /// How many rows want attention on Fleet.
  void badge(int rows) {
    badge.setText(rows > 0 ? Integer.toString(rows) : "");
  }
}
