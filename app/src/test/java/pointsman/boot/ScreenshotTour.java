package pointsman.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import pointsman.model.fleet.Name;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.RolloutService;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.desk.Settings;
import pointsman.ui.fx.FxThread;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Place;
import pointsman.ui.shell.DeskWindow;
import pointsman.ui.shell.SettingsDesk;

/// Goes through the real desk on a real demo fleet and takes the pictures of the docs: first run,
/// fleet, a changed pool, its plan, the push, the result, the way back; in light and dark. Needs a
/// display of at least 1440 × 900. Started by `./pointsman screenshots FOLDER`.
final class ScreenshotTour {
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;
  private static final AtTheWord WORD = new AtTheWord();
  private static final Name WEB = new Name("shop-web");

  private final Wiring wiring;
  private final Path home;
  private final DeskWork work;
  private final DeskWindow window;
  private final Scene scene;
  private final Camera camera;

  private ScreenshotTour(
      Wiring wiring, DeskWork work, DeskWindow window, Scene scene, Camera camera) {
    this.wiring = wiring;
    this.home = wiring.home();
    this.work = work;
    this.window = window;
    this.scene = scene;
    this.camera = camera;
  }

  /// Takes the pictures.
  ///
  /// @param args the folder for the pictures
  public static void main(String[] args) throws Exception {
    Path home = newHome();
    int code = 1;
    signAs(home, "ops");
    try (Wiring wiring = new Wiring(home);
        RolloutService _ = wiring.traffic.rollouts(WORD::around);
        DeskMaker desk = new DeskMaker(wiring)) {
      DeskWork work = desk.make();
      work.settings().save(new Settings(Settings.Theme.LIGHT, Duration.ofSeconds(1), "ops"));
      FxThread.start(() -> {});
      DeskWindow window =
          Camera.fx(() -> new DeskWindow(work, new Works(Threads.real()), desk.words()));
      Scene scene =
          Camera.fx(() -> {
            Stage stage = new Stage();
            stage.setScene(new Scene(window.root(), WIDTH, HEIGHT));
            stage.show();
            window.focus();
            // No row is lit by a pointer that nobody sees.
            new Robot().mouseMove(WIDTH + 40, HEIGHT + 40);
            return stage.getScene();
          });
      new ScreenshotTour(wiring, work, window, scene, new Camera(Path.of(args[0]))).go();
      code = 0;
    } finally {
      removeAll(home);
    }
    System.exit(code);
  }

  /// A folder whose path is fit to be seen in a picture; what is there already is left alone.
  private static Path newHome() throws Exception {
    Path home = Path.of("/tmp/demo");
    return Files.exists(home)
        ? Files.createTempDirectory("pointsman-tour")
        : Files.createDirectory(home);
  }

  /// Who signs counts from the next start.
  private static void signAs(Path home, String operator) throws Exception {
    try (Wiring wiring = new Wiring(home)) {
      new SettingsDesk(wiring.keeper(), operator, List::of)
          .save(new Settings(Settings.Theme.LIGHT, Duration.ofSeconds(1), operator));
    }
  }

  private static void removeAll(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private void go() throws Exception {
    until("first run", () -> shows("There is no fleet yet"));
    both("first-run");
    press("Start the demo fleet");
    until("demo fleet", () -> shows("6 nodes fresh") && shows("6 of 6 up"));
    Thread.sleep(6000);
    both("fleet");
    place(new Place.Node(new Name("edge-1")));
    press("Look now");
    until("drift", () -> shows("runs what the files say") || shows("Process"));
    both("node");
    place(new Place.Services());
    both("services");
    editPool();
    deploy();
    takeBack();
    new TrafficTour(work, window, wiring.lab(), home.resolve("lab"), this::both, WORD).go();
    place(new Place.Settings());
    both("settings");
    place(new Place.Fleet());
    Camera.fx(() -> {
      window
          .root()
          .fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_TYPED, "?", "?", KeyCode.UNDEFINED, false, false, false, false));
      return true;
    });
    until("keys", () -> shows("This list"));
    both("keys");
    press("Close");
    key(KeyCode.K);
    both("palette");
  }

  private void editPool() throws Exception {
    place(new Place.Servers(WEB));
    until("pool", () -> shows("BLUE"));
    both("pool");
    press("Add server");
    until("form", () -> shows("New server"));
    write("name", "g9");
    write("address", "not a host!");
    both("server-form");
    Camera.fx(() -> {
      find(Button.class, "Cancel").orElseThrow().fire();
      return true;
    });
    work.fleet().change(Changes::weights, "edit pool shop-web", Consent.none());
  }

  private void deploy() throws Exception {
    place(new Place.Plan(Set.of(), Set.of()));
    until("plan", () -> shows("to change"));
    both("plan");
    press("Deploy to 6 nodes");
    until("push", () -> shows("wave 1 of"));
    camera.take(scene, "push-light");
    until("result", () -> shows("Result"));
    both("result");
  }

  private void takeBack() throws Exception {
    press("Plan the way back");
    until("revert", () -> find(Button.class, "Take back on 6 nodes").isPresent());
    both("revert-plan");
    theme(Settings.Theme.DARK);
    press("Take back on 6 nodes");
    until("reverting", () -> shows("wave 1 of"));
    camera.take(scene, "push-dark");
    theme(Settings.Theme.LIGHT);
    until("reverted", () -> shows("it still wants what was taken back"));
    both("reverted");
    press("Put away");
    until("history", () -> shows("History"));
    both("history");
  }

  private void both(String name) throws Exception {
    Thread.sleep(700);
    camera.take(scene, name + "-light");
    theme(Settings.Theme.DARK);
    camera.take(scene, name + "-dark");
    theme(Settings.Theme.LIGHT);
  }

  private void theme(Settings.Theme theme) throws Exception {
    work.settings().save(new Settings(theme, Duration.ofSeconds(1), "ops"));
    Thread.sleep(500);
  }

  private void place(Place place) {
    Camera.fx(() -> {
      window.go(place);
      window.focus();
      return true;
    });
  }

  private void press(String button) throws Exception {
    until(
        "button " + button,
        () -> find(Button.class, button).filter(b -> !b.isDisabled()).isPresent());
    Camera.fx(() -> {
      find(Button.class, button).orElseThrow().fire();
      return true;
    });
  }

  private void write(String field, String text) {
    Camera.fx(() -> {
      window.root().lookupAll("*").stream()
          .filter(TextInputControl.class::isInstance)
          .map(TextInputControl.class::cast)
          .filter(each -> field.equals(each.getAccessibleText()))
          .findFirst()
          .orElseThrow()
          .setText(text);
      return true;
    });
  }

  private void key(KeyCode code) {
    Camera.fx(() -> {
      window
          .root()
          .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, true, false, false));
      return true;
    });
  }

  private <T extends Labeled> Optional<T> find(Class<T> type, String text) {
    return window.root().lookupAll("*").stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(label -> text.equals(label.getText()) && visible(label))
        .reduce((_, last) -> last);
  }

  private boolean shows(String text) {
    return window.root().lookupAll("*").stream()
        .filter(Labeled.class::isInstance)
        .map(Labeled.class::cast)
        .anyMatch(
            label -> label.getText() != null && label.getText().contains(text) && visible(label));
  }

  private static boolean visible(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null;
  }

  private void until(String what, Callable<Boolean> condition) throws Exception {
    Instant last = Instant.now().plusSeconds(120);
    while (!Camera.fx(condition)) {
      if (Instant.now().isAfter(last)) {
        camera.take(scene, "gave-up");
        throw new IllegalStateException(String.format(Locale.ROOT, "waited 120 s for: %s", what));
      }
      Thread.sleep(10);
    }
  }
}
