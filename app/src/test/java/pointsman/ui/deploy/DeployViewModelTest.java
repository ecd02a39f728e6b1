package pointsman.ui.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.service.guard.Consent;
import pointsman.ui.FakeDesk;
import pointsman.ui.SampleFleet;
import pointsman.ui.fx.Threads;
import pointsman.ui.fx.Works;
import pointsman.ui.kit.Words;

class DeployViewModelTest {
  private final FakeDesk desk = new FakeDesk();
  private final DeployViewModel model =
      new DeployViewModel(
          desk, desk, desk.fleets, new Works(Threads.direct()), new Words(Locale.ENGLISH));

  DeployViewModelTest() {
    desk.fleets.publish(SampleFleet.of(Environment.DEVELOPMENT, 4, 2));
  }

  private PlanView planned() {
    model.plan(Set.of(), Set.of());
    return ((Stage.Planned) model.stage().get()).view();
  }

  @Test
  void foldsNodesThatDifferOnlyByTheirOwnNameAndAddress() {
    PlanView view = planned();

    assertThat(view.counts().all()).isEqualTo(4);
    assertThat(view.counts().reload()).isEqualTo(4);
    assertThat(view.diffs()).hasSize(2);
    assertThat(view.diffs()).allSatisfy(diff -> assertThat(diff.nodes()).hasSize(2));
    assertThat(view.diffs().getFirst().added()).isEqualTo(2);
    assertThat(view.connections()).isEqualTo(41 + 42 + 43 + 44);
  }

  @Test
  void aPlanThatFailsTellsWhyAndCanBeTriedAgain() {
    desk.planFails = Optional.of(new Failure.Unreachable(new Name("edge-1"), "refused"));
    model.plan(Set.of(new Name("shop")), Set.of());
    assertThat(model.stage().get()).isInstanceOf(Stage.NotPlanned.class);

    desk.planFails = Optional.empty();
    model.planAgain();

    assertThat(model.stage().get()).isInstanceOf(Stage.Planned.class);
    assertThat(desk.asked).containsExactly("plan [shop] []", "plan [shop] []");
  }

  @Test
  void theShownPlanIsWhatIsStartedWithTheChosenWave() {
    planned();
    model.wavePercent().set(25);
    desk.result.complete(new DeployResult("r1", List.of(), Duration.ZERO));

    model.deploy(false, Consent.yes());

    assertThat(desk.asked).contains("start 4 25 false");
    assertThat(model.stage().get()).isInstanceOf(Stage.Ended.class);
  }

  @Test
  void theResultIsKeptWithItsEvidenceAndNoSubscriptionIsLeft() {
    PlanView view = planned();
    Name node = view.plan().nodes().getFirst().node();
    DeployResult result =
        new DeployResult(
            "r1",
            List.of(
                new NodeResult(
                    node,
                    NodeResult.End.DONE,
                    Optional.empty(),
                    Optional.empty(),
                    List.of("pid: 7"))),
            Duration.ofSeconds(2));
    desk.result.complete(result);
    desk.progress.publish(
        new DeployProgress(
            1,
            1,
            List.of(new DeployProgress.Line(node, 1, Phase.DONE, "", Optional.empty())),
            Duration.ofSeconds(2),
            Optional.of(result)));

    model.deploy(false, Consent.yes());

    Stage.Ended ended = (Stage.Ended) model.stage().get();
    assertThat(ended.board().done()).isEqualTo(1);
    assertThat(ended.board().rows().getFirst().end().orElseThrow().evidence())
        .containsExactly("pid: 7");
    assertThat(desk.progress.subscriberCount()).isZero();
  }

  @Test
  void planningWithoutTheBlockedAsksForTheOthersOnly() {
    desk.blocked = Optional.of(new Failure.Unreachable(new Name("edge-ap-1"), "refused"));
    PlanView view = planned();
    assertThat(view.counts().blocked()).isEqualTo(1);
    assertThat(model.hindrance(view)).isPresent();

    model.planWithoutBlocked();

    assertThat(((Stage.Planned) model.stage().get()).view().plan().nodes()).hasSize(3);
  }

  @Test
  void theWayBackIsAPlanLikeAnyOther() {
    model.planRevert("run-7", Set.of());

    assertThat(desk.asked.getFirst()).isEqualTo("revert run-7");
    assertThat(((Stage.Planned) model.stage().get()).view().deployCommand(100))
        .isEqualTo("pointsman revert run-7");
  }

  @Test
  void theWayBackIsPlannedWithoutTheBlockedToo() {
    desk.blocked = Optional.of(new Failure.Unreachable(new Name("edge-ap-1"), "refused"));
    model.planRevert("run-7", Set.of());

    model.planWithoutBlocked();

    assertThat(((Stage.Planned) model.stage().get()).view().plan().nodes()).hasSize(3);
    assertThat(desk.asked).anyMatch(asked -> asked.startsWith("revert run-7 on "));
  }

  @Test
  void afterAWayBackItSaysOnHowManyNodesTheInventoryWantsAnotherState() {
    desk.result.complete(new DeployResult("r2", List.of(), Duration.ZERO));
    model.planRevert("run-7", Set.of());

    model.deploy(false, Consent.yes());

    Stage.Ended ended = (Stage.Ended) model.stage().get();
    assertThat(ended.wanted()).contains(new Outcome.Ok<>(4));
    assertThat(desk.asked.getLast()).isEqualTo("plan [] []");
  }

  @Test
  void afterADeployNothingIsAskedAgain() {
    desk.result.complete(new DeployResult("r1", List.of(), Duration.ZERO));
    planned();

    model.deploy(false, Consent.yes());

    assertThat(((Stage.Ended) model.stage().get()).wanted()).isEmpty();
    assertThat(desk.asked.getLast()).startsWith("start");
  }
}
