package pointsman.ui;

import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.guard.Freeze;
import pointsman.model.guard.GuardSight;
import pointsman.model.guard.Unlock;
import pointsman.model.guard.Why;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Words;
import pointsman.ui.shell.DeskWindow;

/// A desk over a fake one, on the real scene graph without a display, and hands for it.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // the scene's thread fills them before each test
public abstract class DeskOnScreen {
  protected final FakeDesk desk = new FakeDesk();
  protected DeskWindow window;
  protected Scene scene;

  /// Opens the window; to be called by a test's `@Start`, which TestFX does not inherit.
  protected void open(Stage stage) {
    window = new DeskWindow(desk.work(), new Works(Threads.real()), new Words(Locale.ENGLISH));
    scene = new Scene(window.root(), 980, 760);
    stage.setScene(scene);
    stage.sizeToScene();
    // The screen without a display ends at 1,000 lines: a window that reaches below it, as where it
    // was centred while it was lower, makes every later paint fail, and every test after it.
    stage.setX(0);
    stage.setY(0);
    stage.show();
    window.focus();
  }

  @AfterEach
  public void close(FxRobot robot) {
    robot.interact(window::close);
  }

  protected void fleet(Environment environment) {
    Fleet fleet = SampleFleet.of(environment, 6, 3);
    desk.fleets.publish(fleet);
    desk.health.publish(SampleFleet.health(fleet, true));
    guards(environment, true);
  }

  /// What guards the fleet: production's lock stands open, or not; and freezes.
  protected void guards(Environment environment, boolean open, Freeze... freezes) {
    Instant now = Instant.now();
    Unlock unlock = new Unlock(now, now.plusSeconds(1800), new Why("ticket 11"), "ops");
    desk.sights.publish(
        new GuardSight(
            now,
            environment,
            Optional.of(unlock).filter(_ -> open && environment == Environment.PRODUCTION),
            List.of(freezes)));
  }

  protected void go(FxRobot robot, Place place) {
    robot.interact(() -> window.go(place));
  }

  protected static void until(Callable<Boolean> condition) {
    await().until(() -> WaitForAsyncUtils.waitForAsyncFx(20_000, condition));
  }

  protected boolean shows(String text) {
    return find(window.root(), text).isPresent();
  }

  protected static Optional<Labeled> find(Node node, String text) {
    return node.lookupAll("*").stream()
        .filter(Labeled.class::isInstance)
        .map(Labeled.class::cast)
        .filter(
            label -> label.getText() != null && label.getText().contains(text) && visible(label))
        .findFirst();
  }

  protected static boolean visible(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null;
  }

  protected void press(FxRobot robot, String button) {
    until(() -> findButton(button).isPresent());
    robot.interact(() -> findButton(button).orElseThrow().fire());
  }

  protected Optional<Button> findButton(String text) {
    return buttons(text).reduce((_, last) -> last);
  }

  protected Stream<Button> buttons(String text) {
    return window.root().lookupAll(".button").stream()
        .filter(Button.class::isInstance)
        .map(Button.class::cast)
        .filter(button -> text.equals(button.getText()) && visible(button));
  }

  protected TextInputControl field(String accessible) {
    return window.root().lookupAll("*").stream()
        .filter(TextInputControl.class::isInstance)
        .map(TextInputControl.class::cast)
        .filter(each -> accessible.equals(each.getAccessibleText()))
        .findFirst()
        .orElseThrow();
  }
}
