package pointsman.ui.fleet;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Pressable;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// What wants attention, worst first; each line opens its place.
final class AttentionList extends VBox {
  private static final int LONGEST = 12;

  private final Words words;
  private final Navigator navigator;
  private final ReadOnlyBooleanWrapper troubled = new ReadOnlyBooleanWrapper();
  private List<Trouble> shown = List.of();

  AttentionList(Words words, Navigator navigator) {
    this.words = words;
    this.navigator = navigator;
    getStyleClass().add("attention");
    quiet();
  }

  private void quiet() {
    getChildren().setAll(Text.wrapped(words.of("attention.none"), "muted"));
  }

  /// Shows these; equal ones change nothing, so that a line never moves away under a click.
  void show(List<Trouble> troubles) {
    if (troubles.equals(shown) && !getChildren().isEmpty()) {
      return;
    }
    shown = troubles;
    troubled.set(!troubles.isEmpty());
    if (troubles.isEmpty()) {
      quiet();
      return;
    }
    // Ages make lines anew each second: the keyboard stays where it was.
    int at = focused();
    getChildren().setAll(troubles.stream().limit(LONGEST).map(this::line).toList());
    if (at >= 0) {
      getChildren().get(Math.min(at, getChildren().size() - 1)).requestFocus();
    }
    if (troubles.size() > LONGEST) {
      getChildren().add(Text.muted(words.of("attention.more", troubles.size() - LONGEST)));
    }
  }

  private int focused() {
    for (int i = 0; i < getChildren().size(); i++) {
      if (getChildren().get(i).isFocused()) {
        return i;
      }
    }
    return -1;
  }

  /// Whether there is anything.
  ReadOnlyBooleanProperty troubled() {
    return troubled.getReadOnlyProperty();
  }

  /// Opens the worst.
  boolean openWorst() {
    shown.stream().findFirst().ifPresent(trouble -> navigator.go(place(trouble)));
    return !shown.isEmpty();
  }

  private HBox line(Trouble trouble) {
    VBox text = new VBox(2, Text.wrapped(title(trouble), "section"));
    String detail = detail(trouble);
    if (!detail.isEmpty()) {
      text.getChildren().add(Text.wrapped(detail, "muted", "small"));
    }
    HBox.setHgrow(text, Priority.ALWAYS);
    MarkShape mark = new MarkShape(trouble.mark(), words);
    HBox.setMargin(mark, new javafx.geometry.Insets(3, 0, 0, 0));
    HBox row = new HBox(mark, text);
    row.getStyleClass().add("attention-row");
    Pressable.make(row, () -> navigator.go(place(trouble)));
    row.setAccessibleText(
        words.of("mark." + trouble.mark().word()) + ": " + title(trouble) + ". " + detail);
    return row;
  }

  private static Place place(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Servers servers -> new Place.Servers(servers.pool());
      case Trouble.Standstill down -> new Place.Node(down.node());
      case Trouble.Silent silent -> new Place.Node(silent.node());
    };
  }

  private String title(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Servers servers ->
          words.of(
              "attention.servers." + servers.mark().word(),
              servers.pool().value(),
              servers.lane(),
              servers.servers().size(),
              servers.total());
      case Trouble.Standstill down -> words.of("attention.down", down.node().value());
      case Trouble.Silent silent ->
          silent.ageSeconds() < 0
              ? words.of("attention.never", silent.node().value())
              : words.of(
                  "attention.silent",
                  silent.node().value(),
                  Units.age(Duration.ofSeconds(silent.ageSeconds())));
    };
  }

  private static String detail(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Servers servers -> {
        String names =
            servers.servers().stream().limit(4).map(Name::value).collect(Collectors.joining(", "));
        String more = servers.servers().size() > 4 ? " …" : "";
        yield names + more + (servers.why().isEmpty() ? "" : " · " + servers.why());
      }
      case Trouble.Standstill down -> down.why().summary();
      case Trouble.Silent silent -> silent.failure().map(Failure::summary).orElse("");
    };
  }
}
