package pointsman.ui.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.ui.fleet.ServerRow;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Page;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;
import pointsman.ui.traffic.RolloutsViewModel;

/// Services: listeners, routes, and the pools they lead to with the state of each lane.
public final class ServicesScreen extends Page {
  private final PoolViewModel model;
  private final Words words;
  private final Navigator navigator;
  private final EditSheet sheet;
  private final VBox cards = new VBox(14);
  private final Label problem = Text.of("", "invalid-note");
  private final RolloutsViewModel rollouts;
  private final List<Runnable> going = new ArrayList<>();
  private Optional<PoolPicture.Brief> shown = Optional.empty();

  ServicesScreen(
      PoolViewModel model, EditSheet sheet, Navigator navigator, RolloutsViewModel rollouts) {
    super(sheet.words().of("fleet.loading"));
    this.model = model;
    this.rollouts = rollouts;
    this.words = sheet.words();
    this.navigator = navigator;
    this.sheet = sheet;
    build();
  }

  private void build() {
    HBox header =
        header(
            Text.of(words.of("services.title"), "headline"),
            problem,
            Text.gap(),
            Text.button(
                words.of("services.addPool"), () -> new PoolForm(sheet).open(Optional.empty())),
            Text.button(
                words.of("services.add"), () -> new ServiceForm(sheet).open(Optional.empty())),
            Text.mainButton(words.of("services.plan"), this::planAll));
    ScrollPane scroll = new ScrollPane(cards);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("bare-scroll");
    VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
    content.getChildren().addAll(header, scroll);
    block(words.of("services.how.title"), Text.wrapped(words.of("services.how"), "muted"));
    block(words.of("command.title"), new CommandCopy("pointsman export", words));
  }

  private void planAll() {
    navigator.go(new Place.Plan(Set.of(), Set.of()));
  }

  private void show(Optional<PoolPicture> picture) {
    Optional<PoolPicture.Brief> next = picture.map(PoolPicture::brief);
    if (next.isEmpty() || next.equals(shown)) {
      return;
    }
    shown = next;
    PoolPicture now = picture.get();
    showContent();
    cards.getChildren().clear();
    going.clear();
    if (now.fleet().services().isEmpty()) {
      cards
          .getChildren()
          .add(
              new Card()
                  .with(StateBox.empty(words.of("services.none"), words.of("services.none.how"))));
    }
    now.fleet().services().forEach(service -> cards.getChildren().add(service(service, now)));
    if (!now.fleet().pools().isEmpty()) {
      cards.getChildren().add(pools(now));
    }
  }

  private Card service(Service service, PoolPicture now) {
    HBox chips =
        Text.row(
            6,
            Text.of(words.of("layer." + service.layer().name().toLowerCase(Locale.ROOT)), "chip"));
    for (Listener listener : service.listen()) {
      chips
          .getChildren()
          .add(Text.of(listener + (listener.tls().isPresent() ? " tls" : ""), "chip", "mono"));
    }
    long nodes = now.fleet().nodes().stream().filter(service.on()::covers).count();
    Label where = Text.muted(words.of("services.on", ServiceText.placement(service.on()), nodes));
    Card card =
        new Card(
            service.name().value(),
            chips,
            where,
            Text.gap(),
            Text.link(words.of("edit"), () -> new ServiceForm(sheet).open(Optional.of(service))),
            Text.link(words.of("remove"), () -> remove(service, now)));
    GridPane routes = new GridPane(14, 6);
    for (Route route : service.routes()) {
      int row = routes.getRowCount();
      String when = ServiceText.conditions(route);
      routes.add(
          Text.of(
              when.isEmpty()
                  ? words.of(service.routes().size() > 1 ? "services.always" : "services.all")
                  : when,
              "mono"),
          0,
          row);
      routes.add(Text.of("→", "route-arrow"), 1, row);
      routes.add(
          Text.link(route.pool().value(), () -> navigator.go(new Place.Pool(route.pool()))),
          2,
          row);
      now.findPool(route.pool()).ifPresent(pool -> routes.add(lanes(pool, now), 3, row));
    }
    return card.with(routes);
  }

  private HBox lanes(Pool pool, PoolPicture now) {
    HBox row = Text.row(16);
    for (LaneColor color : LaneColor.values()) {
      int all = pool.lane(color).servers().size();
      if (all > 0) {
        Mark state = now.state(pool.name(), color);
        MarkShape mark = new MarkShape(state, words);
        Label name = Text.of(color.word(), "lane-word");
        name.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass(color.word()), true);
        String version = pool.lane(color).version().map(v -> "v" + v.value() + " ").orElse("");
        Label count =
            Text.of(
                version
                    + now.up(pool.name(), color)
                    + "/"
                    + all
                    + (pool.live() == color ? " · " + words.of("live") : "")
                    + (state == Mark.PARTLY ? " · " + heard(now, pool, color) : ""));
        name.setMinWidth(Label.USE_PREF_SIZE);
        count.setMinWidth(Label.USE_PREF_SIZE);
        row.getChildren().add(Text.row(7, mark, name, count));
      }
    }
    Label brief = Text.of("", "chip");
    brief.setMinWidth(Label.USE_PREF_SIZE);
    Runnable tell =
        () -> {
          brief.setText(rollouts.brief(pool.name()));
          brief.setVisible(!brief.getText().isEmpty());
        };
    tell.run();
    going.add(tell);
    row.getChildren().add(brief);
    return row;
  }

  private String heard(PoolPicture now, Pool pool, LaneColor color) {
    ServerRow.Heard heard = now.heard(pool.name(), color);
    return words.of("mark.partly.of", heard.seenBy(), heard.of());
  }

  private Card pools(PoolPicture now) {
    GridPane grid = new GridPane(18, 8);
    for (Pool pool : now.fleet().pools()) {
      int row = grid.getRowCount();
      grid.add(
          Text.link(pool.name().value(), () -> navigator.go(new Place.Pool(pool.name()))), 0, row);
      grid.add(lanes(pool, now), 1, row);
      grid.add(Text.muted(PoolWords.summary(pool, words)), 2, row);
      if (now.users(pool.name()).isEmpty()) {
        grid.add(Text.of(words.of("services.unused"), "warn-text"), 3, row);
      }
    }
    return new Card(words.of("services.pools")).with(grid);
  }

  private void remove(Service service, PoolPicture now) {
    sheet.remove(
        now.fleet().environment(),
        new EditSheet.Removal(
            words.of("services.remove", service.name().value()),
            words.of("services.remove.go", service.name().value()),
            fleet -> FleetEdits.withoutService(fleet, service.name()),
            "remove service " + service.name()),
        problem::setText);
  }

  @Override
  public List<String> crumbs() {
    return List.of(words.of("services.title"));
  }

  @Override
  protected Subscription follow() {
    Subscription seen =
        model
            .picture()
            .subscribe(this::show)
            .and(rollouts.going().subscribe(_ -> going.forEach(Runnable::run)));
    model.attach();
    return seen.and(model::detach);
  }

  @Override
  public boolean runShown() {
    planAll();
    return true;
  }
}
