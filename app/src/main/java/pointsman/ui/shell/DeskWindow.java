package pointsman.ui.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import pointsman.ui.desk.DeskWork;
import pointsman.ui.desk.Settings;
import pointsman.ui.fx.FxFeed;
import pointsman.ui.fx.Works;
import pointsman.ui.guard.GuardBadges;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Screen;
import pointsman.ui.kit.Words;

/// The desk: frame and the screen in it. Its root can stand in any scene. FX thread only.
public final class DeskWindow implements AutoCloseable {
  private static final int REMEMBERED = 30;
  private static final double WIDE = 1160;

  private final StackPane root = new StackPane();
  private final BorderPane frame = new BorderPane();
  private final StackPane center = new StackPane();
  private final ScrollPane inspector = new ScrollPane();
  private final Overlays overlays = new Overlays();
  private final Words words;
  private final Lock lock;
  private final TopBar top;
  private final Rail rail;
  private final Tray tray;
  private final ShellViewModel shell;
  private final Screens screens;
  private final Theme theme;
  private final FxFeed<Settings> settings;
  private final Deque<Place> back = new ArrayDeque<>();
  private Optional<Screen> shown = Optional.empty();
  private Place place = new Place.Fleet();
  private Subscription inspecting = () -> {};
  private boolean inspected;

  /// @param work what the desk works with
  /// @param works runs long work
  public DeskWindow(DeskWork work, Works works, Words words) {
    this.words = words;
    shell =
        new ShellViewModel(
            work.fleet().fleets(), work.fleet().health(), work.guards().sights(), works.threads());
    lock = new Lock(words, overlays, works, work.guards());
    top =
        new TopBar(words, new GuardBadges(words, lock::turn, lock::showFreezes), this::openPalette);
    rail = new Rail(words, this::go);
    tray = new Tray(words, works, overlays);
    screens = new Screens(work, works, words, overlays, this::go);
    theme = new Theme(root);
    settings =
        new FxFeed<>(
            work.settings().settings(),
            java.time.Duration.ZERO,
            works.threads().fx(),
            next -> theme.use(next.theme()));
    build();
    shell.picture().subscribe(this::picture);
    shell.attention().subscribe(rows -> rail.badge(rows.intValue()));
    shell.guards().subscribe(sight -> sight.ifPresent(top::show));
    go(new Place.Fleet());
    new LeftSheet(words, overlays, works).settle(work.history());
  }

  /// Puts the focus where an operator begins.
  public void focus() {
    rail.requestFocus(place);
  }

  /// Starts the demo fleet.
  void startDemo() {
    screens.startDemo();
  }

  /// A narrow window leaves the inspector out: the screen's own tables need the room.
  private void fit() {
    boolean narrow = root.getWidth() > 0 && root.getWidth() < WIDE;
    frame.setRight(inspected && !narrow ? inspector : null);
  }

  /// A screen that has nothing to say beside it leaves the width to what it shows.
  private void inspect(boolean visible) {
    inspected = visible;
    fit();
  }

  private void build() {
    root.widthProperty().subscribe(_ -> fit());
    inspector.setFitToWidth(true);
    inspector.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    inspector.getStyleClass().add("inspector-pane");
    SplitBar split = new SplitBar(words, this::go);
    screens.rollouts().going().subscribe(split::show);
    frame.setTop(new VBox(top, split));
    frame.setLeft(rail);
    frame.setCenter(center);
    frame.setBottom(tray);
    root.getChildren().addAll(frame, overlays);
    new Keys(this, overlays, words).install(root);
    new KeptFocus(root, List.of(center, inspector), overlays);
  }

  private void picture(ShellViewModel.Picture picture) {
    top.show(picture);
    tray.show(picture);
  }

  /// What stands in the scene.
  public StackPane root() {
    return root;
  }

  /// Goes to a place.
  public void go(Place next) {
    if (shown.isPresent() && !next.equals(place)) {
      back.push(place);
      while (back.size() > REMEMBERED) {
        back.removeLast();
      }
    }
    show(next);
  }

  /// Goes back to where the operator came from.
  void goBack() {
    if (!back.isEmpty()) {
      show(back.pop());
    }
  }

  private void show(Place next) {
    Screen screen = screens.at(next);
    boolean same = shown.map(screen::equals).orElse(false);
    place = steady(next);
    rail.mark(next);
    if (!same) {
      shown.ifPresent(Screen::detach);
      shown = Optional.of(screen);
      center.getChildren().setAll(screen.view());
      screen.attach();
    }
    top.way(screen.crumbs());
    Optional<Node> pane = screen.inspector();
    inspector.setContent(pane.orElseGet(VBox::new));
    inspecting.unsubscribe();
    inspected = false;
    inspecting = pane.map(each -> each.visibleProperty().subscribe(this::inspect)).orElse(() -> {});
    fit();
  }

  /// A place that asks for a plan asks only once; going back shows what came of it.
  private static Place steady(Place place) {
    return switch (place) {
      case Place.Plan _, Place.Revert _ -> new Place.Deploys();
      case Place.Fleet _,
          Place.Node _,
          Place.Services _,
          Place.Pool _,
          Place.Servers _,
          Place.Deploys _,
          Place.Settings _ ->
          place;
    };
  }

  /// Opens the palette.
  void openPalette() {
    String hint = words.of("palette.firstRun");
    List<Palette.Entry> first =
        List.of(
            new Palette.Entry(words.of("first.demo"), hint, screens::offerDemo),
            new Palette.Entry(words.of("first.ssh"), hint, screens::takeHosts),
            new Palette.Entry(words.of("first.file"), hint, screens::openFile));
    new Palette(words, overlays, this::go, first).open(shell.fleet().get());
  }

  /// Opens production's lock, or closes it.
  boolean turnLock() {
    return lock.turn();
  }

  /// Puts the focus into the shown screen's filter.
  boolean focusFilter() {
    return shown.map(Screen::focusFilter).orElse(false);
  }

  /// Brings users back on the shown screen.
  boolean wayBack() {
    return shown.map(Screen::wayBack).orElse(false);
  }

  /// Holds what goes on by itself on the shown screen.
  boolean pause() {
    return shown.map(Screen::pause).orElse(false);
  }

  /// One stage on or back on the shown screen.
  boolean stage(int direction) {
    return shown.map(each -> each.stage(direction)).orElse(false);
  }

  /// Runs what is shown.
  boolean runShown() {
    return shown.map(Screen::runShown).orElse(false);
  }

  /// Moves the focus on: rail, screen, inspector, tray, top bar.
  void nextPane() {
    Panes.next(List.of(rail, center, inspector, tray, top), root.getScene());
  }

  /// The place that is shown.
  public Place place() {
    return place;
  }

  /// Lets go of every feed.
  @Override
  public void close() {
    inspecting.unsubscribe();
    shown.ifPresent(Screen::detach);
    shown = Optional.empty();
    screens.close();
    settings.close();
    shell.close();
    theme.close();
  }
}
