package pointsman.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import pointsman.model.fleet.Fleet;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Ctrl+K: goes anywhere by a few letters. Entries that would change something open a plan; none
/// executes.
final class Palette {
  /// An entry.
  ///
  /// @param title what it is
  /// @param hint quiet text at its right
  /// @param go leads there
  record Entry(String title, String hint, Runnable go) {}

  private static final int SHOWN = 50;

  private final Words words;
  private final Overlays overlays;
  private final Consumer<Place> go;
  private final List<Entry> first;

  /// @param first ways to begin, offered while there is no node
  Palette(Words words, Overlays overlays, Consumer<Place> go, List<Entry> first) {
    this.first = List.copyOf(first);
    this.words = words;
    this.overlays = overlays;
    this.go = go;
  }

  /// Opens it.
  void open(Fleet fleet) {
    List<Entry> all = entries(fleet);
    ListView<Entry> list = new ListView<>();
    list.setFixedCellSize(32);
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new EntryCell());
    Label nothing = Text.wrapped("", "muted");
    list.setPlaceholder(nothing);
    TextField search = new TextField();
    search.setPromptText(words.of("palette.prompt"));
    search.setAccessibleText(words.of("palette.prompt"));
    search
        .textProperty()
        .subscribe(text -> {
          list.getItems().setAll(match(all, text));
          nothing.setText(words.of("palette.nothing", text.strip()));
          list.getSelectionModel().select(0);
        });
    search.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, list));
    list.setOnMouseClicked(_ -> choose(list));
    VBox sheet = new VBox(search, list);
    sheet.getStyleClass().add("palette");
    VBox.setVgrow(list, Priority.ALWAYS);
    list.setPrefHeight(344);
    overlays.open(sheet, words.of("palette.title"), () -> {});
    search.requestFocus();
  }

  private void key(KeyEvent event, ListView<Entry> list) {
    int at = list.getSelectionModel().getSelectedIndex();
    if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
      int next =
          Math.clamp(
              at + (event.getCode() == KeyCode.DOWN ? 1L : -1L),
              0,
              Math.max(0, list.getItems().size() - 1));
      list.getSelectionModel().select(next);
      list.scrollTo(Math.max(0, next - 8));
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      choose(list);
      event.consume();
    }
  }

  private void choose(ListView<Entry> list) {
    Entry entry = list.getSelectionModel().getSelectedItem();
    if (entry != null) {
      overlays.close();
      entry.go().run();
    }
  }

  private Entry to(String title, String hint, Place place) {
    return new Entry(title, hint, () -> go.accept(place));
  }

  /// Every entry there is.
  List<Entry> entries(Fleet fleet) {
    List<Entry> all = new ArrayList<>(fleet.nodes().isEmpty() ? first : List.of());
    for (Rail.Entry entry : Rail.Entry.values()) {
      all.add(
          to(
              words.of("rail." + entry.name().toLowerCase(Locale.ROOT)),
              "Ctrl+" + (entry.ordinal() + 1),
              entry.place()));
    }
    if (!fleet.nodes().isEmpty()) {
      all.add(
          to(
              words.of("palette.planAll"),
              words.of("palette.opensPlan"),
              new Place.Plan(Set.of(), Set.of())));
    }
    fleet
        .services()
        .forEach(service ->
            all.add(
                to(
                    words.of("palette.planService", service.name().value()),
                    words.of("palette.opensPlan"),
                    new Place.Plan(Set.of(service.name()), Set.of()))));
    fleet
        .pools()
        .forEach(pool ->
            all.add(
                to(
                    words.of("palette.pool", pool.name().value()),
                    words.of("palette.isTraffic"),
                    new Place.Pool(pool.name()))));
    fleet
        .pools()
        .forEach(pool ->
            all.add(
                to(
                    words.of("palette.servers", pool.name().value()),
                    words.of("palette.isPool"),
                    new Place.Servers(pool.name()))));
    fleet
        .nodes()
        .forEach(node ->
            all.add(
                to(
                    words.of("palette.node", node.name().value()),
                    node.address().value(),
                    new Place.Node(node.name()))));
    return all;
  }

  /// The entries that hold every word typed, in order.
  static List<Entry> match(List<Entry> all, String text) {
    List<String> parts = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    return all.stream()
        .filter(entry -> {
          String title = (entry.title() + " " + entry.hint()).toLowerCase(Locale.ROOT);
          return parts.stream().allMatch(title::contains);
        })
        .limit(SHOWN)
        .toList();
  }

  private static final class EntryCell extends ListCell<Entry> {
    private final Label title = new Label();
    private final Label hint = Text.of("", "key");
    private final HBox row = Text.row(10, title, Text.gap(), hint);

    @Override
    protected void updateItem(Entry item, boolean empty) {
      super.updateItem(item, empty);
      setGraphic(empty || item == null ? null : row);
      if (item != null) {
        title.setText(item.title());
        hint.setText(item.hint());
      }
    }
  }
}
