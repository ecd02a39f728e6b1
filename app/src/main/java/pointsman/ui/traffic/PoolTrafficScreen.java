package pointsman.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import pointsman.model.traffic.Share;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Page;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// A pool's page: points, stages, gates, audience, and what the rollout did.
final class PoolTrafficScreen extends Page {
  private final TrafficViewModel model;
  private final Words words;
  private final Navigator navigator;
  private final Doing doing;
  private final ScrollPane scroll = new ScrollPane();
  private final VBox body = new VBox(14);
  private final Label asOf = Text.of("", "as-of");
  private final PointsPanel points;
  private final StagesPanel stages;
  private final SplitPanel split;
  private final WatchPanels watch;
  private final RolloutPane beside;
  private final RolloutPane below;
  private final Timeline ages = new Timeline(new KeyFrame(Duration.seconds(1), _ -> tick()));
  private Optional<TrafficPicture> shown = Optional.empty();

  PoolTrafficScreen(TrafficViewModel model, Words words, Navigator navigator, Doing doing) {
    this(model, words, navigator, doing, new RolloutPane(words));
  }

  private PoolTrafficScreen(
      TrafficViewModel model, Words words, Navigator navigator, Doing doing, RolloutPane beside) {
    super(words.of("traffic.loading"), beside);
    this.beside = beside;
    this.model = model;
    this.words = words;
    this.navigator = navigator;
    this.doing = doing;
    points = new PointsPanel(words, this::pulled);
    stages = new StagesPanel(words, this::button, this::share);
    split = new SplitPanel(words, this::button);
    watch = new WatchPanels(words, doing);
    below = new RolloutPane(words);
    ages.setCycleCount(Animation.INDEFINITE);
    build();
  }

  private void build() {
    Label name = Text.of(model.pool().value(), "headline");
    name.setMinWidth(Label.USE_PREF_SIZE);
    asOf.setMinWidth(Label.USE_PREF_SIZE);
    Label summary = Text.muted(words.of("traffic.subtitle"));
    summary.setMinWidth(0);
    HBox header =
        header(
            name,
            summary,
            asOf,
            Text.gap(),
            Text.button(
                words.of("traffic.servers"), () -> navigator.go(new Place.Servers(model.pool()))));
    body.getChildren()
        .setAll(
            split.view(),
            new Card(words.of("points.title")).with(points),
            stages.view(),
            watch.view(),
            below());
    scroll.setContent(body);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("bare-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    content.getChildren().addAll(header, scroll);
  }

  /// A narrow window has no inspector: what it says stands at the end of the page then.
  private Card below() {
    Card card = new Card().with(below);
    below.getStyleClass().setAll("rollout-below");
    card.managedProperty().bind(card.visibleProperty());
    card.visibleProperty().bind(beside.sceneProperty().isNull());
    return card;
  }

  // --- showing ----------------------------------------------------------------------------------

  private void show(TrafficViewModel.Sight sight) {
    inspect(!(sight instanceof TrafficViewModel.Sight.Gone));
    switch (sight) {
      case TrafficViewModel.Sight.Loading _ -> {
        shown = Optional.empty();
        showInstead(StateBox.loading(words.of("traffic.loading")));
      }
      case TrafficViewModel.Sight.Gone _ -> {
        shown = Optional.empty();
        showInstead(
            StateBox.empty(
                words.of("pool.gone", model.pool().value()),
                words.of("pool.gone.how"),
                Text.button(words.of("services.title"), () -> navigator.go(new Place.Services()))));
      }
      case TrafficViewModel.Sight.Shown now -> show(now.picture());
    }
  }

  private void show(TrafficPicture now) {
    shown = Optional.of(now);
    showContent();
    asOf.setText(now.stale() ? words.of("traffic.stale", Units.age(now.silence())) : "");
    body.pseudoClassStateChanged(PointsTrack.pseudo("old"), now.stale());
    split.show(now);
    points.show(now);
    stages.show(now);
    watch.show(now);
    List<Act> acts = new ArrayList<>(stages.acts());
    now.parted().ifPresent(parted -> acts.addAll(Act.ofSplit(now, parted, words)));
    beside.show(now, acts);
    below.show(now, acts);
  }

  private void tick() {
    model.tick();
  }

  // --- acting -----------------------------------------------------------------------------------

  /// Acts on what is shown when it is pressed, not when it was made.
  private Button button(Act act) {
    return doing.button(act, () -> shown);
  }

  private void act(Act act) {
    shown.ifPresent(now -> doing.act(act, now));
  }

  private void share(Share share) {
    shown.ifPresent(now -> doing.share(share, now));
  }

  private void pulled() {
    shown.flatMap(now -> Act.ofLever(now, words)).ifPresent(this::act);
  }

  private boolean first(Predicate<Act> wanted) {
    Optional<Act> found = stages.acts().stream().filter(wanted).findFirst();
    found.ifPresent(this::act);
    return found.isPresent();
  }

  @Override
  public boolean wayBack() {
    return first(act -> act.kind() == Act.Kind.HOME);
  }

  @Override
  public boolean pause() {
    return first(act -> act.kind() == Act.Kind.HOLD) || first(act -> act.kind() == Act.Kind.RESUME);
  }

  @Override
  public boolean stage(int direction) {
    if (first(act -> act.kind() == (direction > 0 ? Act.Kind.ADVANCE : Act.Kind.BACK))) {
      return true;
    }
    return shown
        .filter(now -> now.stages().free())
        .map(now -> {
          StageScale scale = now.stages().scale();
          Share next = direction > 0 ? scale.above(now.wanted()) : scale.below(now.wanted());
          if (!next.equals(now.wanted())) {
            share(next);
          }
          return true;
        })
        .orElse(false);
  }

  // --- the screen -------------------------------------------------------------------------------

  @Override
  public List<String> crumbs() {
    return List.of(words.of("services.title"), model.pool().value());
  }

  @Override
  protected Subscription follow() {
    Subscription seen =
        model
            .sight()
            .subscribe(this::show)
            .and(model.trouble().subscribe(failure -> stages.trouble(failure, model::readTrouble)));
    model.attach();
    ages.play();
    return seen.and(() -> {
      ages.stop();
      points.stop();
      model.detach();
    });
  }
}
