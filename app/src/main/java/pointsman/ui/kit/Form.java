package pointsman.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import pointsman.model.value.InvalidValueException;

/// A form that checks while one types: every field asks the model. A field that was edited says
/// beside itself what would be right; one that was not touched says so once Save is tried.
public final class Form {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private final Words words;
  private final GridPane grid = new GridPane(14, 8);
  private Runnable changed = () -> {};
  private final List<Field<?>> fields = new ArrayList<>();
  private final ReadOnlyBooleanWrapper complaining = new ReadOnlyBooleanWrapper(false);

  /// Empty.
  public Form(Words words) {
    this.words = words;
    grid.getStyleClass().add("form");
    ColumnConstraints labels = new ColumnConstraints();
    labels.setMinWidth(GridPane.USE_PREF_SIZE);
    grid.getColumnConstraints().add(labels);
  }

  /// Its fields, a row each.
  public GridPane view() {
    return grid;
  }

  /// Whether a field says that it is wrong.
  public ReadOnlyBooleanProperty complaining() {
    return complaining.getReadOnlyProperty();
  }

  /// Lets every field say what is wrong with it, and puts the focus on the first that does.
  ///
  /// @return whether all are right
  public boolean tried() {
    fields.forEach(field -> field.touched = true);
    check();
    Optional<Field<?>> first = fields.stream().filter(Field::isWrong).findFirst();
    first.ifPresent(field -> field.control.requestFocus());
    return first.isEmpty();
  }

  private void add(String key, javafx.scene.Node control, Label note) {
    Label label = Text.of(words.of(key), "form-label");
    label.setLabelFor(control);
    VBox cell = new VBox(3, control, note);
    note.managedProperty().bind(note.textProperty().isNotEmpty());
    HBox.setHgrow(cell, Priority.ALWAYS);
    GridPane.setHgrow(cell, Priority.ALWAYS);
    GridPane.setValignment(label, javafx.geometry.VPos.TOP);
    label.setTranslateY(control instanceof CheckBox ? 0 : 6);
    grid.addRow(grid.getRowCount(), label, cell);
    control.setAccessibleText(words.of(key));
  }

  /// A line of text that a parser turns into a value.
  ///
  /// @return the value as it stands; empty while it is refused
  public <T> Supplier<Optional<T>> text(String key, String first, Function<String, T> parser) {
    return field(key, new TextField(first), parser);
  }

  /// A line of text that is empty at first and shows what could stand there.
  public <T> Supplier<Optional<T>> text(
      String key, String first, String example, Function<String, T> parser) {
    TextField control = new TextField(first);
    control.setPromptText(example);
    return field(key, control, parser);
  }

  /// Several lines of text.
  public <T> Supplier<Optional<T>> lines(
      String key, String first, int rows, Function<String, T> parser) {
    TextArea area = new TextArea(first);
    area.setPrefRowCount(rows);
    area.getStyleClass().add("mono");
    return field(key, area, parser);
  }

  private <T> Supplier<Optional<T>> field(
      String key, TextInputControl control, Function<String, T> parser) {
    Label note = Text.wrapped("", "invalid-note");
    add(key, control, note);
    Field<T> field = new Field<>(control, note, parser);
    fields.add(field);
    control
        .textProperty()
        .subscribe((_, _) -> {
          field.touched = true;
          check();
        });
    return field::value;
  }

  private final class Field<T> {
    final TextInputControl control;
    private final Label note;
    private final Function<String, T> parser;
    private boolean touched;
    private String problem = "";

    Field(TextInputControl control, Label note, Function<String, T> parser) {
      this.control = control;
      this.note = note;
      this.parser = parser;
    }

    Optional<T> value() {
      try {
        T parsed = parser.apply(control.getText().strip());
        problem = "";
        return Optional.of(parsed);
      } catch (InvalidValueException e) {
        problem = words.of("invalid", e.problem(), e.expected());
        return Optional.empty();
      }
    }

    boolean isWrong() {
      return value().isEmpty();
    }

    /// @return whether it complains
    boolean say() {
      boolean wrong = isWrong() && touched;
      note.setText(wrong ? problem : "");
      control.pseudoClassStateChanged(INVALID, wrong);
      return wrong;
    }
  }

  /// One of several.
  public <T> Supplier<T> choice(String key, List<T> all, T first, Function<T, String> word) {
    ComboBox<T> box = new ComboBox<>();
    box.getItems().setAll(all);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : word.apply(value);
          }

          @Override
          public T fromString(String text) {
            return first;
          }
        });
    box.setValue(first);
    box.valueProperty().subscribe((_, _) -> check());
    add(key, box, new Label());
    return () -> box.getValue() == null ? first : box.getValue();
  }

  /// Yes or no.
  public Supplier<Boolean> tick(String key, boolean first) {
    CheckBox box = new CheckBox(words.of(key + ".tick"));
    box.setSelected(first);
    add(key, box, new Label());
    return box::isSelected;
  }

  /// Checks all fields now.
  private void check() {
    boolean any = false;
    for (Field<?> field : fields) {
      any |= field.say();
    }
    complaining.set(any);
    changed.run();
  }

  /// Is told of every change from now on.
  public void onChange(Runnable action) {
    changed = action;
  }
}
