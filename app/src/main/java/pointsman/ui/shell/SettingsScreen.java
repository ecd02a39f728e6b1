package pointsman.ui.shell;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import pointsman.model.Failure;
import pointsman.model.value.InvalidValueException;
import pointsman.ui.desk.Settings;
import pointsman.ui.desk.SettingsWork;
import pointsman.ui.fx.FxFeed;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Facts;
import pointsman.ui.kit.Screen;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// Settings of this home: theme, poll interval, operator; and what the home is.
final class SettingsScreen implements Screen {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private static final double WIDEST = 720;

  private final SettingsWork work;
  private final Works works;
  private final Words words;
  private final VBox view = new VBox();
  private final Label note = Text.of("", "invalid-note");
  private final TextField poll = new TextField();
  private final TextField operator = new TextField();
  private final Map<Settings.Theme, ToggleButton> themes = new EnumMap<>(Settings.Theme.class);
  private final Map<Settings.Language, ToggleButton> languages =
      new EnumMap<>(Settings.Language.class);
  private Optional<FxFeed<Settings>> following = Optional.empty();
  private final Runnable startDemo;
  private Settings now;

  SettingsScreen(SettingsWork work, Works works, Words words, Settings first, Runnable startDemo) {
    this.work = work;
    this.works = works;
    this.words = words;
    this.now = first;
    this.startDemo = startDemo;
    view.getStyleClass().add("content");
    build();
  }

  private void build() {
    HBox header =
        Text.row(
            14,
            Text.of(words.of("settings.title"), "headline"),
            Text.muted(words.of("settings.subtitle")));
    header.getStyleClass().add("header");
    GridPane grid = new GridPane(18, 14);
    grid.addRow(0, Text.muted(words.of("settings.theme")), themes());
    grid.addRow(
        1,
        Text.muted(words.of("settings.poll")),
        Text.row(10, poll, Text.muted(words.of("settings.poll.how"))));
    grid.addRow(
        2,
        Text.muted(words.of("settings.operator")),
        Text.row(10, operator, Text.muted(words.of("settings.operator.how", work.operator()))));
    grid.addRow(3, Text.muted(words.of("settings.language")), languages());
    grid.add(note, 1, 4);
    note.managedProperty().bind(note.textProperty().isNotEmpty());
    poll.setText(Double.toString(now.poll().toMillis() / 1000.0).replaceFirst("\\.0$", ""));
    poll.setPrefColumnCount(6);
    poll.setAccessibleText(words.of("settings.poll"));
    operator.setText(now.operator());
    operator.setAccessibleText(words.of("settings.operator"));
    poll.textProperty().subscribe((_, _) -> typed(poll));
    operator.textProperty().subscribe((_, _) -> typed(operator));
    Facts facts = new Facts();
    facts.setMaxWidth(WIDEST);
    work.facts().forEach(fact -> facts.mono(fact.label(), fact.value()));
    view.getChildren()
        .setAll(
            header,
            new Card(words.of("settings.desk")).with(grid),
            new Card(words.of("settings.home")).with(facts),
            new Card(words.of("first.demo"), Text.muted(words.of("settings.demo")))
                .with(Text.row(0, Text.button(words.of("first.demo.go"), startDemo))));
  }

  private HBox themes() {
    return pills(
        Settings.Theme.values(), "settings.theme.", themes, now.theme(), Settings::withTheme);
  }

  private HBox languages() {
    HBox row =
        pills(
            Settings.Language.values(),
            "settings.language.",
            languages,
            now.language(),
            Settings::withLanguage);
    row.getChildren().add(Text.muted("  " + words.of("settings.language.how")));
    return row;
  }

  /// One of a few, kept at once when it is chosen, by pointer or arrow keys.
  private <E extends Enum<E>> HBox pills(
      E[] all,
      String key,
      Map<E, ToggleButton> buttons,
      E chosen,
      BiFunction<Settings, E, Settings> with) {
    ToggleGroup group = new ToggleGroup();
    HBox row = Text.row(0);
    for (int i = 0; i < all.length; i++) {
      E each = all[i];
      ToggleButton button = new ToggleButton(words.of(key + each.name().toLowerCase(Locale.ROOT)));
      button
          .getStyleClass()
          .add(i == 0 ? "left-pill" : i == all.length - 1 ? "right-pill" : "center-pill");
      button.setToggleGroup(group);
      button.setSelected(chosen == each);
      buttons.put(each, button);
      row.getChildren().add(button);
    }
    group
        .selectedToggleProperty()
        .addListener((_, before, next) -> {
          if (next == null) {
            group.selectToggle(before);
          } else {
            Settings wanted = with.apply(now, all[group.getToggles().indexOf(next)]);
            if (!wanted.equals(now)) {
              save(wanted);
            }
          }
        });
    return row;
  }

  private void typed(TextField field) {
    try {
      long millis = Math.round(Double.parseDouble(poll.getText().strip()) * 1000);
      Settings next =
          new Settings(
              now.theme(), Duration.ofMillis(millis), operator.getText().strip(), now.language());
      mark(List.of(poll, operator), field, "");
      save(next);
    } catch (NumberFormatException e) {
      mark(List.of(poll), poll, words.of("settings.poll.invalid"));
    } catch (InvalidValueException e) {
      mark(List.of(field), field, words.of("invalid", e.problem(), e.expected()));
    }
  }

  private void mark(List<TextField> fields, TextField typed, String problem) {
    fields.forEach(
        field -> field.pseudoClassStateChanged(INVALID, !problem.isEmpty() && field.equals(typed)));
    note.setText(problem);
  }

  private void save(Settings next) {
    now = next;
    Consumer<Failure> told = failure -> note.setText(failure.summary());
    works.ask(
        words.of("settings.saving"),
        _ -> {
          work.save(next);
          return true;
        },
        outcome -> outcome.findFailure().ifPresent(told));
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public Optional<Node> inspector() {
    return Optional.empty();
  }

  @Override
  public List<String> crumbs() {
    return List.of(words.of("settings.title"));
  }

  @Override
  public void attach() {
    following =
        Optional.of(
            new FxFeed<>(work.settings(), Duration.ZERO, works.threads().fx(), this::follow));
  }

  private void follow(Settings next) {
    now = next;
    for (ToggleButton button :
        java.util.Arrays.asList(themes.get(next.theme()), languages.get(next.language()))) {
      if (button != null) {
        button.setSelected(true);
      }
    }
  }

  @Override
  public void detach() {
    following.ifPresent(FxFeed::close);
    following = Optional.empty();
  }
}
