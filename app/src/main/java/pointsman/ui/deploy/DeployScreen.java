package pointsman.ui.deploy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import pointsman.model.Outcome;
import pointsman.ui.guard.Gate;
import pointsman.ui.kit.Card;
import pointsman.ui.kit.Screen;
import pointsman.ui.kit.StateBox;
import pointsman.ui.kit.Text;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// Deploys: plan, differences, push, result and history on one page.
public final class DeployScreen implements Screen {
  private static final double DIFF_OPEN = 420;
  private static final double DIFF_PUSHING = 12 * 19 + 6;

  private final DeployViewModel model;
  private final Words words;
  private final Starting starting;
  private final VBox view = new VBox();
  private final ScrollPane page = new ScrollPane(view);
  private final DeployInspector inspector;
  private final HistoryBand history;
  private Optional<PushBand> push = Optional.empty();
  private Optional<PlanBand> plan = Optional.empty();
  private Stage shown = new Stage.Idle();
  private Subscription following = () -> {};

  /// @param gate asks what the guards want said
  public DeployScreen(DeployViewModel model, Words words, Gate gate) {
    this.model = model;
    this.words = words;
    starting = new Starting(model, words, gate);
    history = new HistoryBand(words, run -> model.planRevert(run, Set.of()));
    inspector = new DeployInspector(words, history);
    view.getStyleClass().add("content");
    page.getStyleClass().add("bare-scroll");
    page.setFitToWidth(true);
    page.setFitToHeight(true);
    page.setFocusTraversable(false);
  }

  private void show(Stage stage) {
    Stage before = shown;
    shown = stage;
    if (stage instanceof Stage.Pushing now
        && before instanceof Stage.Pushing was
        && now.stopping() == was.stopping()
        && push.isPresent()) {
      push.get().show(now.board());
      return;
    }
    if (stage instanceof Stage.Ended now
        && before instanceof Stage.Ended was
        && now.board().equals(was.board())) {
      push.ifPresent(band -> band.showWanted(now.wanted(), model::planAgain));
      return;
    }
    push.ifPresent(PushBand::rest);
    push = Optional.empty();
    plan = Optional.empty();
    inspector.clear();
    view.getChildren().clear();
    switch (stage) {
      case Stage.Idle _ -> idle();
      case Stage.Planning _ -> planning();
      case Stage.NotPlanned failed -> notPlanned(failed);
      case Stage.Planned planned -> planned(planned);
      case Stage.Pushing pushing -> pushing(pushing);
      case Stage.Ended ended -> ended(ended);
    }
    showEarlier(!(stage instanceof Stage.Idle));
  }

  private void header(String subtitle, Node... buttons) {
    Label title = Text.whole(Text.of(words.of("deploy.title"), "headline"));
    HBox header = Text.row(14, title, Text.muted(subtitle), Text.gap());
    header.getStyleClass().add("header");
    header.getChildren().addAll(buttons);
    view.getChildren().add(header);
  }

  private Button planButton(String key) {
    return Text.button(words.of(key), model::planAgain);
  }

  private void idle() {
    header(words.of("deploy.idle"), Text.mainButton(words.of("deploy.plan"), model::planAgain));
    Node body =
        model
            .runs()
            .told()
            .get()
            .map(outcome ->
                switch (outcome) {
                  case Outcome.Ok<ToldRuns> ok -> runsOrEmpty(ok.value().lines());
                  case Outcome.Failed<ToldRuns> failed ->
                      (Node)
                          StateBox.failed(
                              failed.failure(),
                              words,
                              Text.button(words.of("retry"), model.runs()::refresh));
                })
            .orElseGet(() -> StateBox.loading(words.of("history.loading")));
    VBox.setVgrow(body, Priority.ALWAYS);
    view.getChildren().add(body);
    inspector.command("pointsman plan");
  }

  private Node runsOrEmpty(List<ToldRuns.Line> runs) {
    return runs.isEmpty()
        ? new Card().with(StateBox.empty(words.of("history.none"), words.of("history.none.how")))
        : history.card(runs);
  }

  private void planning() {
    header(words.of("deploy.planning"));
    view.getChildren().add(new Card().with(StateBox.loading(words.of("deploy.asking"))));
  }

  private void notPlanned(Stage.NotPlanned failed) {
    header("", planButton("deploy.planAgain"));
    view.getChildren().add(new Card().with(StateBox.failed(failed.failure(), words)));
  }

  private void planned(Stage.Planned planned) {
    PlanView shownPlan = planned.view();
    PlanBand band = new PlanBand(words, model);
    plan = Optional.of(band);
    Button deploy = starting.button(shownPlan, this::takesOver);
    if (!shownPlan.takeOver().isEmpty()) {
      deploy.disableProperty().bind(Bindings.not(band.takeOver().selectedProperty()));
    } else {
      deploy.setDisable(!canGo(shownPlan));
    }
    header(
        words.of("deploy.planned", shownPlan.plan().purpose(), Units.time(shownPlan.plan().made())),
        Text.button(words.of("deploy.dismiss"), model::dismiss),
        planButton("deploy.planAgain"));
    if (shownPlan.counts().all() > 0) {
      ((HBox) view.getChildren().getFirst()).getChildren().add(deploy);
    }
    planned
        .refused()
        .ifPresent(
            failure -> view.getChildren().add(new Card().with(StateBox.failed(failure, words))));
    view.getChildren().add(band.card(shownPlan, true));
    diffs(shownPlan, DIFF_OPEN);
    inspector.command(
        shownPlan.counts().all() > 0
            ? shownPlan.deployCommand(model.wavePercent().get())
            : shownPlan.command());
  }

  private void diffs(PlanView shownPlan, double tallest) {
    if (!shownPlan.diffs().isEmpty()) {
      view.getChildren().add(new DiffBand(words).card(shownPlan.diffs(), tallest));
    }
  }

  private boolean canGo(PlanView view) {
    return view.counts().all() > 0 && model.hindrance(view).isEmpty();
  }

  private boolean takesOver() {
    return plan.map(band -> band.takeOver().isSelected()).orElse(false);
  }

  private void go(Stage.Planned planned) {
    boolean takeOver = takesOver();
    if (!canGo(planned.view()) || (!planned.view().takeOver().isEmpty() && !takeOver)) {
      return;
    }
    starting.start(planned.view(), takeOver);
  }

  private void pushing(Stage.Pushing pushing) {
    Button stop = Text.button(words.of("deploy.stop"), model::stop);
    stop.setDisable(pushing.stopping());
    if (pushing.stopping()) {
      stop.setText(words.of("deploy.stopping"));
    }
    header(pushing.view().plan().purpose(), stop);
    view.getChildren().add(new PlanBand(words, model).card(pushing.view(), false));
    diffs(pushing.view(), DIFF_PUSHING);
    board(pushing.board());
    inspector.command(pushing.view().deployCommand(model.wavePercent().get()));
  }

  private void board(Optional<PushBoard> board) {
    PushBand band = new PushBand(words, inspector::evidence);
    push = Optional.of(band);
    view.getChildren().add(band.card());
    band.show(board);
  }

  private void ended(Stage.Ended ended) {
    header(
        words.of("deploy.ended", ended.view().plan().purpose()),
        Text.button(words.of("deploy.dismiss"), model::dismiss),
        planButton("deploy.planAgain"));
    if (ended.board().done() > 0) {
      Button back =
          Text.mainButton(
              words.of("deploy.takeBack"),
              () ->
                  ended
                      .board()
                      .result()
                      .ifPresent(result -> model.planRevert(result.run(), Set.of())));
      ((HBox) view.getChildren().getFirst()).getChildren().add(back);
    }
    view.getChildren().add(new PlanBand(words, model).card(ended.view(), false));
    diffs(ended.view(), DIFF_PUSHING);
    board(Optional.of(ended.board()));
    push.ifPresent(band -> band.showWanted(ended.wanted(), model::planAgain));
    inspector.command(
        ended
            .board()
            .result()
            .map(result ->
                ended.board().done() > 0
                    ? "pointsman revert " + result.run()
                    : ended.view().deployCommand(model.wavePercent().get()))
            .orElse(""));
  }

  private void showEarlier(boolean wanted) {
    inspector.earlier(
        wanted && model.runs().told().get().orElse(null) instanceof Outcome.Ok<ToldRuns> ok
            ? ok.value().lines()
            : List.of());
  }

  @Override
  public Node view() {
    return page;
  }

  @Override
  public Optional<Node> inspector() {
    return Optional.of(inspector);
  }

  @Override
  public List<String> crumbs() {
    return List.of(words.of("deploy.title"));
  }

  @Override
  public void attach() {
    Subscription stages = model.stage().subscribe(this::show);
    Subscription runs =
        model
            .runs()
            .told()
            .subscribe((_, now) -> {
              if (!(shown instanceof Stage.Idle)) {
                showEarlier(true);
              } else if (history.isShown()
                  && now.orElse(null) instanceof Outcome.Ok<ToldRuns> ok
                  && !ok.value().lines().isEmpty()) {
                history.card(ok.value().lines());
              } else {
                show(shown);
              }
            });
    following = stages.and(runs).and(model.runs().follow()::close);
  }

  @Override
  public void detach() {
    following.unsubscribe();
    push.ifPresent(PushBand::rest);
  }

  @Override
  public boolean runShown() {
    switch (shown) {
      case Stage.Planned planned -> go(planned);
      case Stage.Idle _, Stage.NotPlanned _, Stage.Ended _ -> model.planAgain();
      case Stage.Planning _, Stage.Pushing _ -> {
        return false;
      }
    }
    return true;
  }
}
