package pointsman.ui.shell;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import pointsman.model.Failure;
import pointsman.model.value.Printable;
import pointsman.ui.desk.StartWork;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Takes a fleet file into the inventory. Every refused value is told with its line and what would
/// be right, and the file can be taken again once it was mended. Then come the host keys.
final class FleetFileSheet {
  private static final double TALLEST = 260;

  private final Words words;
  private final Overlays overlays;
  private final Works works;
  private final StartWork start;
  private final Navigator navigator;
  private final TextField path = new TextField();
  private final VBox said = new VBox(10);
  private final Button take;

  FleetFileSheet(
      Words words, Overlays overlays, Works works, StartWork start, Navigator navigator) {
    this.words = words;
    this.overlays = overlays;
    this.works = works;
    this.start = start;
    this.navigator = navigator;
    path.setPromptText("~/fleet.yaml");
    path.setAccessibleText(words.of("file.path"));
    HBox.setHgrow(path, Priority.ALWAYS);
    take = Text.mainButton(words.of("file.take"), this::take);
    take.setDefaultButton(true);
  }

  /// Asks for the file.
  void open() {
    said.getChildren().clear();
    overlays.open(
        new VBox(
            Text.of(words.of("file.title"), "band-title"),
            Text.wrapped(words.of("file.how"), "muted"),
            Text.row(10, path, Text.button(words.of("file.browse"), this::browse)),
            findings(),
            Text.row(
                10, Text.gap(), Text.button(words.of("confirm.cancel"), overlays::close), take)),
        words.of("file.title"),
        () -> {});
  }

  private ScrollPane findings() {
    ScrollPane scroll = new ScrollPane(said);
    scroll.getStyleClass().add("bare-scroll");
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(TALLEST);
    scroll.managedProperty().bind(scroll.visibleProperty());
    scroll.visibleProperty().bind(Bindings.isNotEmpty(said.getChildren()));
    said.heightProperty()
        .subscribe(height -> scroll.setMinHeight(Math.min(TALLEST, height.doubleValue() + 2)));
    return scroll;
  }

  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(words.of("file.title"));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(words.of("file.yaml"), "*.yaml", "*.yml"),
            new FileChooser.ExtensionFilter(words.of("file.all"), "*"));
    File chosen = chooser.showOpenDialog(path.getScene().getWindow());
    if (chosen != null) {
      path.setText(chosen.getPath());
      take();
    }
  }

  private Optional<Path> file() {
    String text = path.getText().strip();
    String home = System.getProperty("user.home", "");
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(text.startsWith("~/") ? home + text.substring(1) : text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void take() {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      said.getChildren().setAll(Text.wrapped(words.of("file.choose"), "danger-text"));
      path.requestFocus();
      return;
    }
    take.setDisable(true);
    works.start(
        words.of("file.reading"),
        _ -> start.open(file.get()),
        outcome -> {
          take.setDisable(false);
          outcome
              .findFailure()
              .ifPresentOrElse(this::refused, () -> outcome.find().ifPresent(this::taken));
        });
  }

  private void refused(Failure failure) {
    List<? extends Failure> all =
        failure instanceof Failure.BadInputs many ? many.findings() : List.of(failure);
    said.getChildren().setAll(all.stream().map(FleetFileSheet::finding).toList());
    path.requestFocus();
  }

  private static VBox finding(Failure failure) {
    return new VBox(
        2,
        Text.wrapped(failure.summary(), "danger-text"),
        Text.wrapped(failure.action(), "muted", "small"));
  }

  private void taken(StartWork.FleetFile file) {
    if (file.report().notes().isEmpty()) {
      on(file);
      return;
    }
    VBox sheet = new VBox(Text.of(words.of("file.noted"), "band-title"));
    file.report()
        .notes()
        .forEach(note -> sheet.getChildren().add(Text.wrapped(Printable.line(note))));
    sheet
        .getChildren()
        .add(Text.row(0, Text.gap(), Text.mainButton(words.of("file.on"), () -> on(file))));
    overlays.open(sheet, words.of("file.noted"), () -> {});
  }

  private void on(StartWork.FleetFile file) {
    if (file.nodes().isEmpty()) {
      overlays.close();
      navigator.go(new Place.Services());
    } else {
      new TrustSheet(words, overlays, works, start)
          .open(file.nodes(), () -> navigator.go(new Place.Fleet()));
    }
  }
}
