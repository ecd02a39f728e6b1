package pointsman.ui.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import pointsman.model.Outcome;
import pointsman.port.Journal;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.CommandCopy;
import pointsman.ui.kit.Facts;
import pointsman.ui.kit.MarkShape;
import pointsman.ui.kit.Navigator;
import pointsman.ui.kit.Page;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// One node: facts, contact, drift three ways, its servers, what was deployed on it.
public final class NodeScreen extends Page {
  private final NodeViewModel model;
  private final Words words;
  private final Navigator navigator;
  private final Label subtitle = Text.muted("");
  private final Label asOf = Text.of("", "as-of");
  private final MarkShape mark = new MarkShape();
  private final Facts facts = new Facts();
  private final VBox trouble = new VBox();
  private final Region hatch = new Region();
  private final ServerPanel servers;
  private final VBox drift = new VBox(8);
  private final VBox runs = new VBox();

  /// Builds the page.
  ///
  /// @param servers those of this node, with what can be done to them
  public NodeScreen(NodeViewModel model, Words words, Navigator navigator, ServerPanel servers) {
    super(words.of("node.loading"));
    this.model = model;
    this.words = words;
    this.navigator = navigator;
    this.servers = servers;
    build();
  }

  private void build() {
    Button look = Text.button(words.of("node.look"), this::look);
    Button plan =
        Text.mainButton(
            words.of("node.plan"),
            () -> navigator.go(new Place.Plan(Set.of(), Set.of(model.name()))));
    HBox header =
        header(
            mark,
            Text.of(model.name().value(), "headline"),
            subtitle,
            Text.gap(),
            asOf,
            look,
            plan);
    Card driftCard =
        new Card(words.of("drift.title"), Text.muted(words.of("drift.hint"))).with(drift);
    Card serverCard =
        new Card(words.of("node.servers"), Text.muted(words.of("node.servers.hint")))
            .with(servers)
            .grow();
    hatch.getStyleClass().add("hatched");
    hatch.setMouseTransparent(true);
    hatch.setVisible(false);
    StackPane shaded = new StackPane(serverCard, hatch);
    VBox.setVgrow(shaded, Priority.ALWAYS);
    content.getChildren().addAll(header, trouble, driftCard, shaded);
    trouble.managedProperty().bind(Bindings.isNotEmpty(trouble.getChildren()));
    block(words.of("node.facts"), facts);
    block(words.of("node.runs"), runs);
    block(
        words.of("command.title"),
        new CommandCopy("pointsman drift --node " + model.name(), words));
    content.addEventFilter(KeyEvent.KEY_PRESSED, servers::key);
  }

  /// One look at a time; the button stays as it is, as a disabled one would hand the focus on.
  private void look() {
    if (model.looking().get()) {
      return;
    }
    servers.look();
    model.look(words.of("drift.looking", model.name().value()));
  }

  private void show(Optional<NodePicture> picture) {
    if (picture.isEmpty()) {
      return;
    }
    NodePicture now = picture.get();
    showContent();
    NodeRow row = now.row();
    mark.show(row.mark(), words);
    subtitle.setText(
        words.of(
            "node.subtitle",
            row.engineText(),
            now.node().user(),
            now.node().address().value(),
            now.node().port().toString(),
            NodeTable.stateWord(row, words)));
    asOf.setText(
        row.isOld() && now.seenAt().isPresent()
            ? words.of("node.asOf", Units.time(now.seenAt().get()))
            : "");
    hatch.setVisible(row.isOld());
    trouble.getChildren().clear();
    row.failure()
        .ifPresent(
            failure -> trouble.getChildren().add(new Card().with(StateBox.failed(failure, words))));
    NodeFacts.show(facts, now, words);
    servers.show(now.servers());
  }

  private void showGone(boolean gone) {
    inspect(!gone);
    if (gone) {
      showInstead(
          StateBox.empty(
              words.of("node.gone", model.name().value()),
              words.of("pool.gone.how"),
              Text.button(words.of("fleet.title"), () -> navigator.go(new Place.Fleet()))));
    }
  }

  private void showDrift() {
    drift.getChildren().clear();
    if (model.looking().get()) {
      drift.getChildren().add(Text.muted(words.of("drift.asking")));
      return;
    }
    model
        .drift()
        .get()
        .ifPresentOrElse(
            outcome -> drift.getChildren().add(DriftView.of(outcome, words, this::planHere)),
            () -> drift.getChildren().add(Text.muted(words.of("drift.never"))));
  }

  private void planHere() {
    navigator.go(new Place.Plan(Set.of(), Set.of(model.name())));
  }

  private void showRuns(Optional<Outcome<List<Journal.Run>>> outcome) {
    runs.getChildren().clear();
    if (outcome.isEmpty()) {
      runs.getChildren().add(Text.muted(words.of("history.loading")));
      return;
    }
    switch (outcome.get()) {
      case Outcome.Failed<List<Journal.Run>> failed ->
          runs.getChildren().add(Text.wrapped(failed.failure().summary(), "danger-text"));
      case Outcome.Ok<List<Journal.Run>> ok -> {
        if (ok.value().isEmpty()) {
          runs.getChildren().add(Text.muted(words.of("node.runs.none")));
        }
        ok.value().stream().limit(8).forEach(run -> runs.getChildren().add(run(run)));
      }
    }
  }

  private VBox run(Journal.Run run) {
    Journal.RunNode here =
        run.nodes().stream()
            .filter(each -> each.node().equals(model.name()))
            .findFirst()
            .orElseThrow();
    HBox top =
        Text.row(8, Text.muted(Units.when(run.started(), Instant.now())), Text.of(run.purpose()));
    Label release = Text.of(here.release().value(), "mono", "small");
    release.setMinWidth(Region.USE_PREF_SIZE);
    HBox bottom = Text.row(8, release, Text.gap());
    boolean current =
        model
            .picture()
            .get()
            .map(now -> now.row().release().equals(here.release().value()))
            .orElse(false);
    if (current) {
      bottom.getChildren().add(Text.of(words.of("node.runs.current"), "small", "muted"));
    } else {
      bottom
          .getChildren()
          .add(
              Text.link(
                  words.of("node.runs.back"),
                  () -> navigator.go(Place.Revert.all(here.release().value()))));
    }
    VBox line = new VBox(2, top, bottom);
    line.getStyleClass().add("fact-row");
    return line;
  }

  @Override
  public List<String> crumbs() {
    return List.of(words.of("fleet.title"), model.name().value());
  }

  @Override
  protected Subscription follow() {
    Subscription seen =
        model
            .picture()
            .subscribe(this::show)
            .and(model.gone().subscribe(this::showGone))
            .and(model.drift().subscribe((_, _) -> showDrift()))
            .and(model.looking().subscribe(_ -> showDrift()))
            .and(model.runs().subscribe(this::showRuns));
    model.attach();
    servers.attach();
    return seen.and(() -> {
      servers.detach();
      model.detach();
    });
  }

  @Override
  public boolean runShown() {
    planHere();
    return true;
  }
}
