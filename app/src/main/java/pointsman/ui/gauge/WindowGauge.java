package pointsman.ui.gauge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.VirtualFlow;
import javafx.stage.Stage;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.fx.FxThread;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Words;
import pointsman.ui.shell.DeskWindow;

/// The real window with a stopwatch beside it. Its methods wait for what they measure; any thread
/// but the FX thread.
public final class WindowGauge implements AutoCloseable {
  private static final double WIDE = 1440;
  private static final double HIGH = 900;

  /// The screen without a display is 1000 x 1000: a larger window wraps around.
  private static final double HEADLESS_WIDE = 980;

  private static final double HEADLESS_HIGH = 760;

  /// Three rows a frame, as a wheel that is turned quickly.
  private static final double STEP = 90;

  private final Words words;
  private final Map<String, Place> places;
  private final DeskWindow window;
  private final Stage stage;
  private double direction = STEP;

  private WindowGauge(DeskWork work, Words words, Fleet fleet, boolean display) {
    this.words = words;
    this.places = places(fleet);
    window = new DeskWindow(work, new Works(Threads.real()), words);
    stage = new Stage();
    stage.setScene(
        new Scene(window.root(), display ? WIDE : HEADLESS_WIDE, display ? HIGH : HEADLESS_HIGH));
    stage.show();
    window.focus();
  }

  private static Map<String, Place> places(Fleet fleet) {
    Map<String, Place> places = new LinkedHashMap<>();
    places.put("services", new Place.Services());
    places.put("pool", new Place.Pool(fleet.pools().getFirst().name()));
    places.put("servers", new Place.Servers(fleet.pools().getFirst().name()));
    places.put("deploys", new Place.Deploys());
    places.put("settings", new Place.Settings());
    places.put("node", new Place.Node(fleet.nodes().getFirst().name()));
    places.put("fleet", new Place.Fleet());
    return places;
  }

  /// The window, and how long it took.
  ///
  /// @param gauge the window
  /// @param millis from the start of the toolkit until the fleet was drawn
  public record Opened(WindowGauge gauge, double millis) {}

  /// Opens the window on the Fleet screen.
  ///
  /// @param fleet with a node and a pool at least
  /// @param display whether on the display there is; else without one, in software
  /// @throws FailureException when there is no screen to open a window on
  public static Opened open(DeskWork work, Words words, Fleet fleet, boolean display)
      throws FailureException {
    if (!display) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    long began = System.nanoTime();
    Begun<Opened> opened =
        new Begun<>(() -> {
          WindowGauge gauge = new WindowGauge(work, words, fleet, display);
          return new Drawn(began, gauge::isThere)
              .took()
              .thenApply(millis -> new Opened(gauge, millis));
        });
    try {
      FxThread.start(opened);
    } catch (IllegalStateException _) {
      // It runs already.
      FxThread.executor().execute(opened);
    }
    return opened.await();
  }

  /// The screens that can be painted.
  public List<String> screens() {
    return List.copyOf(places.keySet());
  }

  /// How large it is.
  public String size() {
    Scene scene = stage.getScene();
    return Math.round(scene.getWidth()) + " x " + Math.round(scene.getHeight());
  }

  /// By what it is drawn.
  ///
  /// @param display whether on a display
  public static String drawnBy(boolean display) {
    return (display ? "on a display" : "without a display")
        + (Platform.isSupported(ConditionalFeature.SCENE3D) ? ", by hardware" : ", in software");
  }

  /// What shows that it is being read is gone.
  private boolean isThere() {
    return window.root().lookupAll(".progress-indicator").stream()
        .filter(ProgressIndicator.class::isInstance)
        .noneMatch(WindowGauge::isShown);
  }

  private static boolean isShown(Node node) {
    return Stream.iterate(node, at -> at != null, Node::getParent).allMatch(Node::isVisible);
  }

  private static <T> T onFx(Supplier<CompletableFuture<T>> begin) {
    Begun<T> begun = new Begun<>(begin);
    FxThread.executor().execute(begun);
    return begun.await();
  }

  /// Goes to a screen; the milliseconds until it was drawn with what it shows.
  public double paint(String screen) {
    return onFx(() -> {
      long began = System.nanoTime();
      window.go(Objects.requireNonNull(places.get(screen), screen));
      return new Drawn(began, this::isThere).took();
    });
  }

  /// What frames took.
  ///
  /// @param rows of the table
  /// @param apart milliseconds from the begin of each to the begin of the next
  /// @param work milliseconds that each kept the FX thread busy, until all was laid out
  public record Frames(int rows, List<Double> apart, List<Double> work) {}

  /// Scrolls a table of the Fleet screen.
  ///
  /// @param servers that of all servers; else that of all nodes
  public Frames scroll(boolean servers, int frames) {
    paint("fleet");
    onFx(() -> {
      twin(servers);
      return new Drawn(System.nanoTime(), () -> table(servers).isPresent()).took();
    });
    onFx(() -> {
      reveal(table(servers).orElseThrow());
      return new Drawn(System.nanoTime(), () -> true).took();
    });
    return onFx(() -> {
      TableView<?> table = table(servers).orElseThrow();
      VirtualFlow<?> flow = (VirtualFlow<?>) table.lookup(".virtual-flow");
      return new FrameTimes(stage.getScene(), () -> scroll(flow), frames)
          .done()
          .thenApply(times -> new Frames(table.getItems().size(), times.apart(), times.work()));
    });
  }

  private void scroll(VirtualFlow<?> flow) {
    if (flow.scrollPixels(direction) == 0) {
      direction = -direction;
      flow.scrollPixels(direction);
    }
  }

  private void twin(boolean wanted) {
    window.root().lookupAll(".toggle-button").stream()
        .map(ToggleButton.class::cast)
        .filter(each -> each.getText().equals(words.of("fleet.asTable")))
        .filter(each -> each.isSelected() != wanted)
        .forEach(ToggleButton::fire);
  }

  private Optional<TableView<?>> table(boolean servers) {
    String called = words.of(servers ? "fleet.servers.table" : "fleet.table");
    return window.root().lookupAll(".table-view").stream()
        .filter(each -> called.equals(each.getAccessibleText()))
        .<TableView<?>>map(each -> (TableView<?>) each)
        .findFirst();
  }

  /// Brings a table into the page's view: what is outside is not drawn.
  private static void reveal(Node node) {
    Stream.<Node>iterate(node, at -> at != null, Node::getParent)
        .filter(ScrollPane.class::isInstance)
        .map(ScrollPane.class::cast)
        .forEach(page -> {
          Node content = page.getContent();
          Bounds at = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
          double room =
              content.getLayoutBounds().getHeight() - page.getViewportBounds().getHeight();
          page.setVvalue(room <= 0 ? 0 : Math.clamp(at.getMinY() / room, 0, 1));
        });
  }

  /// Puts a text into the filter of the Fleet screen; the milliseconds until a table of another
  /// length was drawn.
  public double filter(String text) {
    return onFx(() -> {
      if (!(window.place() instanceof Place.Fleet)) {
        window.go(new Place.Fleet());
      }
      TableView<?> nodes = table(false).orElseThrow();
      reveal(nodes);
      int before = nodes.getItems().size();
      long began = System.nanoTime();
      ((TextField) window.root().lookup(".filter")).setText(text);
      return new Drawn(began, () -> nodes.getItems().size() != before).took();
    });
  }

  @Override
  public void close() {
    onFx(() -> {
      window.close();
      stage.hide();
      return CompletableFuture.completedFuture(true);
    });
  }
}
