package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.guard.Why;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.Phase;
import pointsman.port.Journal;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;

/// On real nodes: a wave that fails stops the deploy, and production is not changed without its
/// name and a reason.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WavesAndGuardsTest {
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(4);
  }

  private static Map<Name, Path> current() throws Exception {
    Map<Name, Path> current = new LinkedHashMap<>();
    for (LabNode node : rig.lab().nodes()) {
      rig.assertRunsWhatIsInPlace(node);
      current.put(node.name(), Files.readSymbolicLink(node.etc().resolve("current")));
    }
    return current;
  }

  private static DeployOptions waves(int percent) {
    return new DeployOptions(percent, false, Consent.none());
  }

  @Test
  @Order(1)
  void aNodeThatFailsAfterItsCommitGoesBackAloneAndNoLaterWaveBegins() throws Exception {
    rig.newIntent();
    List<Name> names = rig.lab().nodes().stream().map(LabNode::name).toList();
    Map<Name, Path> before = current();
    List<String> steps = new ArrayList<>();
    DeployResult result;
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (node, phase) -> {
                  synchronized (steps) {
                    steps.add(node + " " + phase);
                  }
                  if (phase == Phase.VERIFYING && node.equals(names.get(1))) {
                    throw new FailureException(
                        new Failure.NotVerified(node, "an answer that is not the plan's"));
                  }
                }))) {
      result = wiring.deploys().start(Rig.plan(wiring), waves(50)).await();
    }

    assertThat(result.nodes())
        .extracting(NodeResult::end)
        .as(result.toString())
        .containsExactly(End.DONE, End.REVERTED, End.UNTOUCHED, End.UNTOUCHED);
    assertThat(result.nodes().get(1).failure().orElseThrow())
        .isInstanceOf(Failure.NotVerified.class);
    assertThat(result.nodes().get(3).failure().orElseThrow().summary())
        .isEqualTo(
            "The deploy, after " + names.get(1) + " failed in an earlier wave, was stopped.");
    assertThat(result.done() || result.asBefore()).as("partly done").isFalse();
    assertThat(steps)
        .noneMatch(step -> step.startsWith(names.get(2) + " "))
        .noneMatch(step -> step.startsWith(names.get(3) + " "));
    Map<Name, Path> after = current();
    assertThat(after.get(names.get(0))).isNotEqualTo(before.get(names.get(0)));
    for (int i = 1; i < 4; i++) {
      assertThat(after.get(names.get(i))).isEqualTo(before.get(names.get(i)));
    }
    rig.assertServes("blue");
  }

  @Test
  @Order(2)
  void deployingAgainFinishesWhatWasPartlyDoneAndLeavesTheDoneAlone() throws Exception {
    List<Name> names = rig.lab().nodes().stream().map(LabNode::name).toList();
    List<Rig.Ran> beside = Collections.synchronizedList(new ArrayList<>());
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (node, phase) -> {
                  if (phase == Phase.UPLOADING && node.equals(names.get(3))) {
                    beside.add(rig.run("plan", "--node", names.get(0).value()));
                  }
                }))) {
      DeployResult result = wiring.deploys().start(Rig.plan(wiring), waves(50)).await();

      assertThat(result.nodes())
          .extracting(NodeResult::end)
          .containsExactly(End.UNCHANGED, End.DONE, End.DONE, End.DONE);
      assertThat(Rig.plan(wiring).changes()).isEmpty();
      assertPlanBesideItLeftItAlone(beside, wiring.history().runs(1).getFirst());
    }
    rig.assertServes("blue");
  }

  private static void assertPlanBesideItLeftItAlone(List<Rig.Ran> beside, Journal.Run run) {
    assertThat(beside)
        .singleElement()
        .satisfies(plan -> {
          assertThat(plan.code()).isZero();
          assertThat(plan.err())
              .contains("Run " + run.id() + " (deploy) by ", "is under way in another program.")
              .doesNotContain("interrupted");
        });
    assertThat(run.ended()).isPresent();
    assertThat(run.nodes())
        .allSatisfy(node -> assertThat(node.end()).as(run.toString()).contains(End.DONE));
  }

  @Test
  @Order(3)
  void aWaveThatCannotBePreparedCommitsOnNoneOfItsNodes() throws Exception {
    rig.newIntent();
    List<Name> names = rig.lab().nodes().stream().map(LabNode::name).toList();
    Map<Name, Path> before = current();
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (node, phase) -> {
                  if (phase == Phase.CHECKING && node.equals(names.get(3))) {
                    throw new FailureException(new Failure.ConfigRefused(node, "by the test"));
                  }
                }))) {
      DeployResult result = wiring.deploys().start(Rig.plan(wiring), waves(50)).await();

      assertThat(result.nodes())
          .extracting(NodeResult::end)
          .as(result.toString())
          .containsExactly(End.DONE, End.DONE, End.UNTOUCHED, End.UNTOUCHED);
    }
    assertThat(current().get(names.get(2))).isEqualTo(before.get(names.get(2)));
    assertThat(current().get(names.get(3))).isEqualTo(before.get(names.get(3)));
    rig.assertServes("blue");
  }

  /// The half that was deployed just now is taken back, while one of the other half is gone.
  @Test
  @Order(4)
  void aNodeThatARunNeverChangedKeepsNoOtherFromGoingBack() throws Exception {
    LabNode gone = rig.lab().nodes().getLast();
    Map<Name, Path> before = current();
    String half;
    try (Wiring wiring = rig.open()) {
      half = wiring.history().runs(1).getFirst().id();
    }
    rig.lab().fault(gone.name(), new LabFault.StopSshd());
    try {
      Rig.Ran back = rig.run("revert", half);
      assertThat(back.code()).as(back.toString()).isZero();
      assertThat(back.out()).contains("2 to change · 0 unchanged");
      assertThat(back.err())
          .contains(gone.name() + " stays as it is: run " + half + " did not change it.");
    } finally {
      rig.lab().undo(gone.name(), new LabFault.StopSshd());
    }
    assertThat(current().get(gone.name())).isEqualTo(before.get(gone.name()));
    rig.assertServes("blue");
  }

  @Test
  @Order(5)
  void productionIsNotChangedWithoutItsNameAndAReason() throws Exception {
    rig.newIntent();
    rig.change(fleet -> in(fleet, Environment.PRODUCTION));
    Map<Name, Path> before = current();
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = Rig.plan(wiring);
      Consent said = Consent.named("production", "ticket 12");
      assertThat(refusal(wiring, plan, said).guard()).isEqualTo("read-only");
      wiring.guarding().unlock(Duration.ofMinutes(5), new Why("ticket 12"));
      for (Consent consent :
          List.of(
              Consent.none(),
              Consent.yes(),
              Consent.named("prod", "ticket 12"),
              new Consent(true, Optional.of("production"), Optional.empty()))) {
        assertThat(refusal(wiring, plan, consent).action())
            .contains("--confirm production --reason");
      }
      assertThat(current()).isEqualTo(before);
      int runs = wiring.history().runs(100).size();

      DeployResult result =
          wiring.deploys().start(plan, new DeployOptions(100, false, said)).await();

      assertThat(result.done()).as(result.toString()).isTrue();
      assertThat(wiring.history().runs(100)).hasSize(runs + 1);
      assertThat(wiring.history().runs(1).getFirst().reason()).isEqualTo("ticket 12");
      DeployPlan back = wiring.history().planRevert(result.run());
      assertThat(refusal(wiring, back, Consent.yes()).guard()).isEqualTo("confirmation");
    }
  }

  @Test
  @Order(6)
  void theLatestDeployIsTakenBackThroughLockAndFreezeButNoOtherChangeIs() throws Exception {
    Consent said = Consent.named("production", "it was wrong");
    try (Wiring wiring = rig.open()) {
      wiring.guarding().lock();
      Instant now = Instant.now();
      wiring
          .guarding()
          .freeze(
              new Name("season"),
              now.minusSeconds(60),
              now.plusSeconds(3600),
              Set.of(),
              new Why("it is busy"));
      String latest = wiring.history().runs(1).getFirst().id();

      DeployPlan back = wiring.history().planRevert(latest);
      DeployResult undone = wiring.deploys().start(back, with(said)).await();
      assertThat(undone.done()).as(undone.toString()).isTrue();

      DeployPlan onward = Rig.plan(wiring);
      assertThat(refusal(wiring, onward, said).guard()).isEqualTo("read-only");
      DeployPlan again = wiring.history().planRevert(undone.run());
      assertThat(refusal(wiring, again, said).guard()).as("a revert of it").isEqualTo("read-only");

      wiring.guarding().unlock(Duration.ofMinutes(5), new Why("ticket 12"));
      assertThat(refusal(wiring, onward, said).guard()).isEqualTo("freeze");
      Consent over = Consent.named("season", "it cannot wait");
      assertThat(wiring.deploys().start(onward, with(over)).await().done()).isTrue();
      assertThat(wiring.inventory().changes(1).getFirst().what())
          .isEqualTo("freeze season overridden");
      wiring.guarding().lift(new Name("season"), said);
    }
    rig.assertServes("blue");
  }

  private static DeployOptions with(Consent consent) {
    return new DeployOptions(100, false, consent);
  }

  private static Failure.Refused refusal(Wiring wiring, DeployPlan plan, Consent consent) {
    FailureException thrown =
        catchThrowableOfType(
            FailureException.class, () -> wiring.deploys().start(plan, with(consent)));
    assertThat(thrown).as("refused").isNotNull();
    return (Failure.Refused) thrown.failure();
  }

  @Test
  @Order(7)
  void productionDoesNotStopBeingProductionInPassing() throws Exception {
    try (Wiring wiring = rig.open()) {
      String file = wiring.inventory().export().replace("production", "development");
      FailureException thrown =
          catchThrowableOfType(
              FailureException.class, () -> wiring.inventory().apply(file, "fleet.yaml", false));
      FailureException edited =
          catchThrowableOfType(
              FailureException.class,
              () ->
                  wiring
                      .inventory()
                      .change(fleet -> in(fleet, Environment.DEVELOPMENT), "an edit"));

      assertThat(thrown.failure()).isInstanceOf(Failure.Refused.class);
      assertThat(edited.failure()).isInstanceOf(Failure.Refused.class);
      assertThat(wiring.inventory().load().environment()).isEqualTo(Environment.PRODUCTION);
      Consent end = Consent.named("production", "the end");
      wiring.guarding().lock();
      assertThat(
              catchThrowableOfType(
                      FailureException.class,
                      () -> wiring.inventory().apply(file, "fleet.yaml", false, end))
                  .failure()
                  .summary())
          .contains("read-only");
      wiring.guarding().unlock(Duration.ofMinutes(5), new Why("the end"));
      wiring.inventory().apply(file, "fleet.yaml", false, end);
      assertThat(wiring.inventory().load().environment()).isEqualTo(Environment.DEVELOPMENT);
    }
  }

  @Test
  @Order(8)
  void aFrozenServiceIsNotReloadedByTheDeployOfAnother() throws Exception {
    rig.newIntent();
    Map<Name, Path> before = current();
    try (Wiring wiring = rig.open()) {
      Instant now = Instant.now();
      wiring
          .guarding()
          .freeze(
              new Name("closing"),
              now.minusSeconds(60),
              now.plusSeconds(3600),
              Set.of(new Name("ledger")),
              new Why("the month's end"));
    }
    assertThat(rig.run("plan").out()).contains("touches: shop", "reloads too, unchanged: ledger");
    Rig.Ran refused = rig.run("deploy", "--yes");
    assertThat(refused.code()).as(refused.toString()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "Refused (freeze): This reloads the process that serves ledger and changes 4 nodes,"
                + " and 'closing' freezes it");
    assertThat(current()).isEqualTo(before);
    Rig.Ran over = rig.run("deploy", "--confirm", "closing", "--reason", "it cannot wait");
    assertThat(over.code()).as(over.toString()).isZero();
    assertThat(rig.run("freeze", "remove", "closing", "--yes").code()).isZero();
  }

  private static Fleet in(Fleet fleet, Environment environment) {
    return new Fleet(environment, fleet.nodes(), fleet.services(), fleet.pools());
  }
}
