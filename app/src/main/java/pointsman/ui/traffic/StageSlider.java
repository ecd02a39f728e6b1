package pointsman.ui.traffic;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// The stages of a candidate: a ring where its share was commanded, a triangle above where it was
/// measured, and a dashed ghost while it is dragged, with what that would mean. Letting go asks for
/// the share; no mark moves by it. Arrow keys move the ghost, Enter asks, Esc forgets. FX thread
/// only.
final class StageSlider extends Region {
  private static final double HEIGHT = 99;

  private final Words words;
  private final Consumer<Share> asked;
  private final StageTrack track;
  private final Circle ghost = new Circle(9);
  private final Label ghostWords = Text.of("", "stage-ghost-word");
  private Optional<StagePicture> picture = Optional.empty();
  private Optional<Share> dragged = Optional.empty();

  /// @param asked called with the share that the operator wants
  StageSlider(Words words, Consumer<Share> asked) {
    this.words = words;
    this.asked = asked;
    getStyleClass().add("stage-slider");
    setAccessibleRole(AccessibleRole.SLIDER);
    setFocusTraversable(true);
    track = new StageTrack(words);
    ghost.getStyleClass().add("stage-ghost");
    ghost.setManaged(false);
    ghostWords.setMouseTransparent(true);
    getChildren().addAll(track, ghost, ghostWords);
    ghost.setVisible(false);
    ghostWords.setVisible(false);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::grasped);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> drag(event.getX()));
    addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> ask());
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    focusedProperty()
        .subscribe(has -> {
          if (!has) {
            forget();
          }
        });
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
  }

  /// Shows the stages; what is being dragged stays in the hand.
  void show(StagePicture next) {
    picture = Optional.of(next);
    track.show(next);
    if (dragged.isPresent() && !next.movable()) {
      forget();
    }
    setAccessibleText(words.of("stages.accessible", next.candidate().word()));
    notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
    requestLayout();
  }

  // --- by hand ----------------------------------------------------------------------------------

  private void grasped(MouseEvent event) {
    requestFocus();
    drag(event.getX());
  }

  private void drag(double x) {
    picture
        .filter(StagePicture::movable)
        .ifPresent(now ->
            hold(
                now.reachable(
                    (x - StageTrack.EDGE) / Math.max(1, getWidth() - 2 * StageTrack.EDGE))));
  }

  private void hold(Share share) {
    dragged = Optional.of(share);
    picture.ifPresent(now -> ghostWords.setText(StageWords.dragged(now, share, words)));
    requestLayout();
    notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
  }

  private void ask() {
    Optional<Share> share = dragged;
    Optional<Share> wanted = picture.map(StagePicture::wanted);
    forget();
    share.filter(each -> !Optional.of(each).equals(wanted)).ifPresent(asked);
  }

  private void forget() {
    dragged = Optional.empty();
    requestLayout();
  }

  private void key(KeyEvent event) {
    if (picture.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case LEFT, DOWN -> move(-1);
      case RIGHT, UP -> move(1);
      case ENTER -> ask();
      case ESCAPE -> {
        if (dragged.isEmpty()) {
          return;
        }
        forget();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int direction) {
    picture
        .filter(StagePicture::movable)
        .ifPresent(now -> hold(now.step(dragged.orElse(now.wanted()), direction)));
  }

  // --- for screen readers -----------------------------------------------------------------------

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    if (picture.isEmpty()) {
      return super.queryAccessibleAttribute(attribute, parameters);
    }
    StagePicture now = picture.get();
    return switch (attribute) {
      case VALUE -> now.wanted().basisPoints() / 100.0;
      case MIN_VALUE -> 0.0;
      case MAX_VALUE -> 100.0;
      case VALUE_STRING ->
          dragged
              .map(share -> StageWords.dragged(now, share, words))
              .orElseGet(() -> StageWords.standing(now, words));
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    switch (action) {
      case INCREMENT, BLOCK_INCREMENT -> move(1);
      case DECREMENT, BLOCK_DECREMENT -> move(-1);
      default -> super.executeAccessibleAction(action, parameters);
    }
  }

  // --- where things are -------------------------------------------------------------------------

  @Override
  protected void layoutChildren() {
    track.resizeRelocate(0, 0, getWidth(), getHeight());
    ghost.setVisible(dragged.isPresent());
    ghostWords.setVisible(dragged.isPresent());
    dragged.ifPresent(share -> {
      ghost.setCenterX(track.x(share));
      ghost.setCenterY(StageTrack.LINE);
      StageTrack.centre(ghostWords, track.x(share), StageTrack.LINE + 37, getWidth());
    });
  }

  @Override
  protected double computePrefWidth(double height) {
    return 560;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 320;
  }
}
