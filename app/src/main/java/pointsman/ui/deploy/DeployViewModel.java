package pointsman.ui.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import pointsman.feed.Feed;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodePlan;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;
import pointsman.service.guard.Guards;
import pointsman.ui.desk.DeployWork;
import pointsman.ui.desk.HistoryWork;
import pointsman.ui.fx.FxFeed;
import pointsman.ui.fx.Work;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Place;
import pointsman.ui.kit.Words;

/// Plans, pushes and history. Lives as long as the window, so that a deploy goes on while the
/// operator looks elsewhere. FX thread only.
public final class DeployViewModel {
  private static final Duration PACE = Duration.ofMillis(100);

  private final DeployWork deploys;
  private final HistoryWork history;
  private final Feed<Fleet> fleets;
  private final Works works;
  private final Words words;
  private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(new Stage.Idle());
  private final RunsViewModel runs;
  private final IntegerProperty wavePercent = new SimpleIntegerProperty(100);
  private int usualWave = wavePercent.get();
  private Optional<Work> running = Optional.empty();

  /// @param fleets the inventory, for telling nodes' own values in differences
  public DeployViewModel(
      DeployWork deploys, HistoryWork history, Feed<Fleet> fleets, Works works, Words words) {
    this.deploys = deploys;
    this.history = history;
    this.fleets = fleets;
    this.works = works;
    this.words = words;
    this.runs = new RunsViewModel(history, works, words.of("deploy.history"));
  }

  /// How far the page is.
  ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  /// The latest runs.
  RunsViewModel runs() {
    return runs;
  }

  /// How much of the fleet goes at a time.
  IntegerProperty wavePercent() {
    return wavePercent;
  }

  /// Whether a deploy runs; then nothing is planned.
  public boolean isPushing() {
    return stage.get() instanceof Stage.Pushing;
  }

  /// Plans services and nodes; empty sets mean all.
  public void plan(Set<Name> services, Set<Name> nodes) {
    plan(new Place.Plan(services, nodes), () -> deploys.plan(services, nodes));
  }

  /// Plans the way back.
  ///
  /// @param release a release, or a run's id: what each of its nodes ran before
  /// @param nodes which; empty: all that it is for
  public void planRevert(String release, Set<Name> nodes) {
    plan(new Place.Revert(release, nodes), () -> history.planRevert(release, nodes));
  }

  private interface Planning {
    DeployPlan make() throws FailureException;
  }

  private void plan(Place of, Planning planning) {
    if (isPushing() || stage.get() instanceof Stage.Planning) {
      return;
    }
    stage.set(new Stage.Planning(of));
    works.start(
        words.of("deploy.planning"),
        _ -> PlanView.of(planning.make(), fleets.find(), deploys),
        outcome -> {
          takeUsualWave();
          stage.set(
              switch (outcome) {
                case Outcome.Ok<PlanView> ok -> new Stage.Planned(of, ok.value(), Optional.empty());
                case Outcome.Failed<PlanView> failed -> new Stage.NotPlanned(of, failed.failure());
              });
        });
  }

  /// The environment's usual share, unless the operator chose one.
  private void takeUsualWave() {
    int usual =
        fleets.find().map(fleet -> Guards.usualWavePercent(fleet.environment())).orElse(usualWave);
    if (wavePercent.get() == usualWave) {
      wavePercent.set(usual);
    }
    usualWave = usual;
  }

  /// Plans the same again.
  void planAgain() {
    switch (stage.get()) {
      case Stage.Planned planned -> again(planned.of());
      case Stage.NotPlanned failed -> again(failed.of());
      case Stage.Idle _ -> plan(Set.of(), Set.of());
      case Stage.Ended _ -> plan(Set.of(), Set.of());
      case Stage.Planning _, Stage.Pushing _ -> {}
    }
  }

  private void again(Place of) {
    if (of instanceof Place.Revert revert) {
      planRevert(revert.release(), revert.nodes());
    } else if (of instanceof Place.Plan plan) {
      plan(plan.services(), plan.nodes());
    }
  }

  /// Plans the same without the nodes that could not be planned.
  void planWithoutBlocked() {
    if (!(stage.get() instanceof Stage.Planned planned)) {
      return;
    }
    Set<Name> rest =
        planned.view().plan().nodes().stream()
            .filter(node -> !(node instanceof NodePlan.Blocked))
            .map(NodePlan::node)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    if (planned.of() instanceof Place.Revert of) {
      planRevert(of.release(), rest);
    } else if (planned.of() instanceof Place.Plan of) {
      plan(of.services(), rest);
    }
  }

  /// Puts the plan away.
  void dismiss() {
    if (!isPushing()) {
      stage.set(new Stage.Idle());
    }
  }

  /// Carries the shown plan out.
  ///
  /// @param takeOver whether foreign configs are replaced
  /// @param consent what the operator said to it
  void deploy(boolean takeOver, Consent consent) {
    if (!(stage.get() instanceof Stage.Planned planned)) {
      return;
    }
    PlanView view = planned.view();
    DeployOptions options = new DeployOptions(wavePercent.get(), takeOver, consent);
    stage.set(new Stage.Pushing(view, Optional.empty(), false));
    Work work =
        works.start(
            words.of("deploy.running", view.plan().purpose()),
            task -> push(view, options, task),
            outcome -> ended(planned, outcome));
    running = stage.get() instanceof Stage.Pushing ? Optional.of(work) : Optional.empty();
  }

  private DeployResult push(PlanView view, DeployOptions options, Work task)
      throws FailureException, InterruptedException {
    DeployWork.Push push = deploys.start(view.plan(), options);
    task.onStop(() -> {
      push.stop();
      works.threads().fx().execute(this::showStopping);
    });
    try (FxFeed<DeployProgress> _ =
        new FxFeed<>(push.progress(), PACE, works.threads().fx(), news -> told(news, task))) {
      DeployResult result = push.await();
      push.progress()
          .find()
          .ifPresent(last -> works.threads().fx().execute(() -> told(last, task)));
      return result;
    }
  }

  private void told(DeployProgress news, Work task) {
    if (stage.get() instanceof Stage.Pushing pushing) {
      PushBoard board = PushBoard.after(pushing.board(), news, System.nanoTime());
      double share = board.rows().isEmpty() ? -1 : (double) board.through() / board.rows().size();
      task.report(share, words.of("deploy.through", board.through(), board.rows().size()));
      stage.set(new Stage.Pushing(pushing.view(), Optional.of(board), pushing.stopping()));
    }
  }

  private void ended(Stage.Planned planned, Outcome<DeployResult> outcome) {
    running = Optional.empty();
    switch (outcome) {
      case Outcome.Ok<DeployResult> ok -> {
        Optional<PushBoard> last =
            stage.get() instanceof Stage.Pushing pushing ? pushing.board() : Optional.empty();
        Stage.Ended end =
            new Stage.Ended(planned.view(), finalBoard(last, ok.value()), Optional.empty());
        stage.set(end);
        if (planned.view().isWayBack()) {
          askWhatTheInventoryWants(end);
        }
      }
      case Outcome.Failed<DeployResult> failed ->
          stage.set(new Stage.Planned(planned.of(), planned.view(), Optional.of(failed.failure())));
    }
    runs.refresh();
  }

  /// Asks whether a plan takes the latest deploy back; when that cannot be told it does not.
  void askWhetherUndo(DeployPlan plan, Consumer<Boolean> then) {
    works.ask(
        words.of("deploy.planning"),
        _ -> deploys.isUndo(plan),
        outcome -> then.accept(outcome.find().orElse(false)));
  }

  /// After a way back the inventory still wants what was taken back: told, so that the next deploy
  /// is no surprise.
  private void askWhatTheInventoryWants(Stage.Ended end) {
    works.ask(
        words.of("deploy.planning"),
        _ -> deploys.plan(Set.of(), Set.of()).changes().size(),
        outcome -> {
          if (stage.get().equals(end)) {
            stage.set(new Stage.Ended(end.view(), end.board(), Optional.of(outcome)));
          }
        });
  }

  private static PushBoard finalBoard(Optional<PushBoard> last, DeployResult result) {
    return last.filter(board -> board.result().isPresent())
        .orElseGet(() -> PushBoard.ended(last, result, System.nanoTime()));
  }

  /// Lets the wave that runs end, and no other begin.
  void stop() {
    running.ifPresent(Work::stop);
  }

  private void showStopping() {
    if (stage.get() instanceof Stage.Pushing pushing) {
      stage.set(new Stage.Pushing(pushing.view(), pushing.board(), true));
    }
  }

  /// Why the shown plan cannot be started as it is.
  Optional<Failure> hindrance(PlanView view) {
    return view.plan().blocked().stream().map(NodePlan.Blocked::failure).findFirst();
  }
}
