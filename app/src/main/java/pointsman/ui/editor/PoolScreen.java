package pointsman.ui.editor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.service.guard.Consent;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Confirmation;
import pointsman.ui.kit.Facts;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Overlays;
import pointsman.ui.kit.Page;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Words;

/// One pool: its two lanes, their servers as they live, and the forms that change them.
public final class PoolScreen extends Page {
  private final Name name;
  private final PoolViewModel model;
  private final EditSheet sheet;
  private final Overlays overlays;
  private final Navigator navigator;
  private final Words words;
  private final Label summary = Text.muted("");
  private final Label problem = Text.of("", "invalid-note");
  private final Facts facts = new Facts();
  private final LaneCard blue;
  private final LaneCard green;
  private Optional<Pool> pool = Optional.empty();
  private Environment environment = Environment.DEVELOPMENT;
  private Set<Name> users = Set.of();

  PoolScreen(
      Name name, PoolViewModel model, EditSheet sheet, Overlays overlays, Navigator navigator) {
    super(sheet.words().of("fleet.loading"));
    this.name = name;
    this.model = model;
    this.sheet = sheet;
    this.overlays = overlays;
    this.navigator = navigator;
    this.words = sheet.words();
    blue = new LaneCard(LaneColor.BLUE, words, asks(LaneColor.BLUE));
    green = new LaneCard(LaneColor.GREEN, words, asks(LaneColor.GREEN));
    build();
  }

  private LaneCard.Asks asks(LaneColor color) {
    return new LaneCard.Asks(
        server -> new ServerForm(sheet).open(name, color, server),
        server -> removeServer(color, server),
        () -> pool.ifPresent(now -> new ServerForm(sheet).lane(now, color)));
  }

  private void build() {
    Label title = Text.of(name.value(), "headline");
    title.setMinWidth(Label.USE_PREF_SIZE);
    HBox header =
        header(
            title,
            summary,
            Text.gap(),
            Text.button(words.of("pool.traffic"), () -> navigator.go(new Place.Pool(name))),
            Text.button(words.of("remove"), this::removePool),
            Text.button(words.of("pool.edit"), () -> new PoolForm(sheet).open(pool)),
            Text.mainButton(words.of("services.plan"), this::plan));
    summary.setMinWidth(0);
    problem.managedProperty().bind(problem.textProperty().isNotEmpty());
    content.getChildren().addAll(header, problem, blue.view(), green.view());
    VBox.setVgrow(blue.view(), Priority.ALWAYS);
    VBox.setVgrow(green.view(), Priority.ALWAYS);
    block(words.of("pool.facts"), facts);
    block(words.of("command.title"), new CommandCopy("pointsman pools", words));
  }

  private void plan() {
    navigator.go(new Place.Plan(users, Set.of()));
  }

  private void show(Optional<PoolPicture> picture) {
    if (picture.isEmpty()) {
      return;
    }
    PoolPicture now = picture.get();
    environment = now.fleet().environment();
    users = now.users(name);
    pool = now.findPool(name);
    inspect(pool.isPresent());
    if (pool.isEmpty()) {
      showInstead(
          StateBox.empty(
              words.of("pool.gone", name.value()),
              words.of("pool.gone.how"),
              Text.button(words.of("services.title"), () -> navigator.go(new Place.Services()))));
      return;
    }
    showContent();
    Pool it = pool.get();
    summary.setText(PoolWords.summary(it, words));
    blue.show(it, now.lane(name, LaneColor.BLUE));
    green.show(it, now.lane(name, LaneColor.GREEN));
    facts.clear();
    facts.add(words.of("pool.fact.live"), it.live().word());
    facts.add(words.of("pool.fact.balance"), PoolWords.balance(it, words));
    facts.add(words.of("pool.fact.stick"), PoolWords.persistence(it.persistence(), words));
    facts.add(words.of("pool.fact.check"), PoolWords.health(it.health(), words));
    facts.add(
        words.of("pool.fact.users"),
        users.isEmpty()
            ? words.of("services.unused")
            : String.join(", ", users.stream().map(Name::value).toList()));
  }

  /// What has to be typed before a server is removed.
  private static Optional<String> typed(Environment environment, Name name) {
    return switch (environment) {
      case PRODUCTION -> Optional.of(name.value());
      case STAGING, DEVELOPMENT -> Optional.empty();
    };
  }

  private void removeServer(LaneColor color, Server server) {
    Confirmation.ask(
        overlays,
        words,
        new Confirmation.Question(
            words.of("pool.removeServer", server.name().value(), name.value(), color.word()),
            words.of("services.remove.detail"),
            words.of("pool.removeServer.go", server.name().value()),
            typed(environment, server.name())),
        () ->
            sheet.apply(
                fleet -> FleetEdits.withoutServer(fleet, name, color, server.name()),
                "edit pool " + name,
                Consent.yes(),
                problem::setText));
  }

  private void removePool() {
    sheet.remove(
        environment,
        new EditSheet.Removal(
            words.of("pool.remove", name.value()),
            words.of("pool.remove.go", name.value()),
            fleet -> FleetEdits.withoutPool(fleet, name),
            "remove pool " + name),
        problem::setText);
  }

  @Override
  public List<String> crumbs() {
    return List.of(words.of("services.title"), name.value(), words.of("pool.servers"));
  }

  @Override
  protected Subscription follow() {
    Subscription seen = model.picture().subscribe(this::show);
    model.attach();
    return seen.and(model::detach);
  }

  @Override
  public boolean runShown() {
    plan();
    return true;
  }
}
