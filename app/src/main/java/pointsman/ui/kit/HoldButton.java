package pointsman.ui.kit;

import java.util.function.BooleanSupplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/// A button for what should not happen by a slip: the pointer holds it for 0.8 s, while it fills;
/// to let go or to slide off takes it back. The keyboard and screen readers do not hold: for them
/// it asks, and what was asked types a name. Its label names the effect. FX thread only.
public final class HoldButton extends Button {
  /// How long it is held.
  public static final Duration HOLD = Duration.millis(800);

  private static final PseudoClass HELD = PseudoClass.getPseudoClass("held");

  private final DoubleProperty filled = new SimpleDoubleProperty();
  private final Timeline filling =
      new Timeline(
          new KeyFrame(Duration.ZERO, new KeyValue(filled, 0)),
          new KeyFrame(HOLD, new KeyValue(filled, 1)));
  private final BooleanSupplier holds;
  private final Runnable held;
  private final Runnable asked;
  private final Label hint;
  private boolean tooShort;

  /// @param effect what it does, such as `Switch shop to green on 48 nodes`
  /// @param holds whether it has to be held now; else it is pressed like any other
  /// @param held called when it was held for long enough
  /// @param asked called when it was fired without a pointer, or pressed where that is enough
  public HoldButton(
      String effect, Words words, BooleanSupplier holds, Runnable held, Runnable asked) {
    super(effect);
    this.holds = holds;
    this.held = held;
    this.asked = asked;
    Region fill = new Region();
    fill.getStyleClass().add("hold-fill");
    fill.setManaged(false);
    Label text = new Label();
    text.textProperty().bind(textProperty());
    hint = Text.of(words.of("hold.hint"), "hold-hint");
    StackPane face = new StackPane(fill, Text.row(8, text, hint));
    face.setAlignment(Pos.CENTER);
    face.getStyleClass().add("hold-face");
    face.setMouseTransparent(true);
    ChangeListener<Number> redraw =
        (_, _, _) -> fill.resizeRelocate(0, 0, face.getWidth() * filled.get(), face.getHeight());
    filled.addListener(redraw);
    face.widthProperty().addListener(redraw);
    face.heightProperty().addListener(redraw);
    setGraphic(face);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setMinWidth(Region.USE_PREF_SIZE);
    getStyleClass().setAll("button", "hold-button");
    accessibleTextProperty().bind(textProperty());
    setAccessibleHelp(words.of("hold.help"));
    filling.setOnFinished(_ -> done());
    showHint();
    addEventFilter(MouseEvent.MOUSE_ENTERED, _ -> showHint());
    addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> letGo());
    addEventFilter(MouseEvent.MOUSE_EXITED, _ -> letGo());
    sceneProperty().addListener((_, _, _) -> letGo());
    disabledProperty().addListener((_, _, _) -> letGo());
  }

  private void showHint() {
    hint.setVisible(holds.getAsBoolean());
    hint.setManaged(hint.isVisible());
  }

  /// Whether it is being held.
  public boolean isHeld() {
    return filling.getStatus() == Animation.Status.RUNNING;
  }

  private void pressed(MouseEvent event) {
    tooShort = event.getButton() == MouseButton.PRIMARY && holds.getAsBoolean();
    if (tooShort) {
      pseudoClassStateChanged(HELD, true);
      filling.playFromStart();
    }
  }

  private void letGo() {
    filling.stop();
    filled.set(0);
    pseudoClassStateChanged(HELD, false);
  }

  private void done() {
    letGo();
    held.run();
  }

  /// A pointer's click is only a hold that was too short; whatever else fires it is asked.
  @Override
  public void fire() {
    boolean click = tooShort;
    tooShort = false;
    if (!isDisabled() && !click) {
      asked.run();
    }
  }
}
