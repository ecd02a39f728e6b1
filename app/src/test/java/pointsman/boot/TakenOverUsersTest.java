package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeLease;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.DeployRun;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.LeaseKeeper;

/// Nodes of both engines that are taken over while another inventory has a quarter of the users on
/// green: with the release they all go where ours wants them, with its way back they come back. The
/// other's lease, whose home is blue, follows the node's owner.
final class TakenOverUsersTest {
  private static final Name POOL = new Name("shop-web");
  private static final DeployOptions TAKE_OVER = new DeployOptions(100, true, Consent.none());
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String THEIRS = "25 %";
  private static final String OURS = "100 %";

  private Rig rig;

  @BeforeEach
  void up() throws Exception {
    rig = Rig.deployed(2);
    rig.awaitCapacity(POOL);
    assertThat(rig.run("split", POOL.value(), "25").code()).isZero();
    try (Wiring ours = rig.elsewhere()) {
      ours.inventory()
          .change(fleet -> fleet.withPool(POOL, pool -> pool.withLive(LaneColor.GREEN)), "a test");
    }
  }

  @AfterEach
  void down() throws Exception {
    rig.close();
  }

  private static void arm(Wiring wiring, Duration lease) throws FailureException {
    new LeaseKeeper(wiring.store(), wiring.access(), lease)
        .arm(
            Rollout.begin(
                POOL,
                LaneColor.BLUE,
                new Salt("s1"),
                new RolloutPolicy(
                    List.of(new Stage(Share.ALL, LONG)), Gates.USUAL, Optional.of(LONG), LONG)));
  }

  private static DeployResult takeOver(Wiring wiring) throws Exception {
    return wiring.deploys().start(Rig.plan(wiring), TAKE_OVER).await();
  }

  private static Node node(Wiring wiring, Name name) throws FailureException {
    return wiring.inventory().load().findNode(name).orElseThrow();
  }

  private static NodeLease.State lease(Wiring wiring, Name name) throws FailureException {
    return wiring.access().leases(node(wiring, name)).getFirst().state();
  }

  private static String runs(Wiring wiring, Name name) throws FailureException {
    return Optional.ofNullable(
            wiring.access().splits(node(wiring, name), List.of(POOL)).splits().get(POOL))
        .map(NodeSplit::green)
        .map(Share::toString)
        .orElse("no split");
  }

  private void assertAllRun(String share) throws Exception {
    try (Wiring wiring = rig.open()) {
      for (LabNode each : rig.lab().nodes()) {
        assertThat(runs(wiring, each.name())).as("%s", each.name()).isEqualTo(share);
        try (Stream<Path> state = Files.list(each.state())) {
          assertThat(state.map(file -> file.getFileName().toString()))
              .as("what lay beside on %s", each.name())
              .noneMatch(name -> name.startsWith("users-"));
        }
      }
    }
    rig.assertRunsWhatIsInPlace();
  }

  @Test
  void theUsersGoWhereOurInventoryWantsThemAndBothDesksAreTold() throws Exception {
    Rig.Ran plan = rig.run(rig.elsewhere(), "plan");
    assertThat(plan.out())
        .contains(
            "users: of shop-web 25 % green now, as another inventory commands; this deploy makes"
                + " that 100 % green");

    Rig.Ran taken = rig.run(rig.elsewhere(), "deploy", "--take-over", "--yes");

    assertAllRun(OURS);
    assertThat(taken.code()).as(taken.toString()).isZero();
    assertThat(taken.out())
        .contains(
            "users: shop-web 100 % green, read back; before 25 % green by another inventory's"
                + " command: on ");
    Rig.Ran traffic = rig.run(rig.elsewhere(), "traffic", POOL.value(), "--over", "0s");
    assertThat(traffic.code()).as(traffic.toString()).isZero();
    Rig.Ran theirs = rig.run("traffic", POOL.value(), "--over", "0s");
    assertThat(theirs.code()).as(theirs.toString()).isEqualTo(2);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(theirs.out())
          .containsPattern(
              "not ours any more: " + node.name() + ", \\S+ deployed \\S+ at \\S+ from another");
    }
  }

  @Test
  void theRestOfItsFleetGoesHomeAndTheRolloutIsOver() throws Exception {
    Name taken = rig.lab().nodes().getLast().name();
    Name left = rig.lab().nodes().getFirst().name();
    rig.run("split", POOL.value(), "0");
    CompletableFuture<Rig.Ran> canary =
        CompletableFuture.supplyAsync(
            () -> rig.run("canary", "start", POOL.value(), "--stages", "25,100", "--bake", "10m"));
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 25 % green", "rollout: watching 25 %; driven by");
    Rig.Ran over =
        rig.run(rig.elsewhere(), "deploy", "--node", taken.value(), "--take-over", "--yes");
    assertThat(over.code()).as(over.toString()).isZero();

    Rig.Ran home = rig.run("canary", "abort", POOL.value());

    canary.get(60, TimeUnit.SECONDS);
    assertThat(home.code()).as(home.toString()).isZero();
    assertThat(home.out() + home.err()).contains("Not ours any more: " + taken);
    try (Wiring wiring = rig.open()) {
      assertThat(runs(wiring, left)).as("home").isEqualTo("0 %");
      assertThat(runs(wiring, taken)).as("whose users are another's").isEqualTo(OURS);
      assertThat(wiring.access().leases(node(wiring, left))).isEmpty();
      assertThat(wiring.rollouts().sight(POOL).orElseThrow().rollout().over()).isTrue();
    }
  }

  @Test
  void withTheWayBackTheUsersComeBackAndTheLeaseStays() throws Exception {
    Name byHand = rig.lab().nodes().getFirst().name();
    try (Wiring former = rig.open()) {
      arm(former, LONG);
      try (Wiring ours =
          rig.elsewhere(journal ->
              new StepJournal(
                  journal,
                  (node, phase) -> {
                    if (phase == Phase.CONFIRMING) {
                      assertThat(runs(former, node)).isEqualTo(OURS);
                      if (node.equals(byHand)) {
                        throw new FailureException(
                            new Failure.StepFailed(node, "confirm", "the journal is full"));
                      }
                      // The dead-man is faster.
                      Awaitility.await()
                          .atMost(Duration.ofSeconds(40))
                          .until(() -> runs(former, node).equals(THEIRS));
                    }
                  }))) {
        DeployResult result = takeOver(ours);

        assertThat(result.nodes())
            .as(result.toString())
            .allMatch(node -> node.end() == NodeResult.End.REVERTED);
      }
      assertAllRun(THEIRS);
      for (LabNode node : rig.lab().nodes()) {
        assertThat(lease(former, node.name())).isEqualTo(NodeLease.State.ARMED);
      }
      rig.awaitTraffic(POOL, 0, "all 2 nodes run 25 % green");
    }
  }

  @Test
  void aTakeOverThatEndsBeforeTheCommitMovesNobody() throws Exception {
    try (Wiring former = rig.open();
        Wiring ours =
            rig.elsewhere(journal ->
                new StepJournal(
                    journal,
                    (node, phase) -> {
                      if (phase == Phase.COMMITTING) {
                        throw new FailureException(
                            new Failure.StepFailed(node, "commit", "the journal is full"));
                      }
                    }))) {
      arm(former, LONG);
      DeployResult result = takeOver(ours);

      assertThat(result.nodes())
          .as(result.toString())
          .allMatch(node -> node.end() == NodeResult.End.UNTOUCHED);
      assertAllRun(THEIRS);
      for (LabNode node : rig.lab().nodes()) {
        assertThat(lease(former, node.name())).isEqualTo(NodeLease.State.ARMED);
      }
    }
  }

  @Test
  void aLeaseThatRunsOutDuringTheTakeOverMovesNobody() throws Exception {
    try (Wiring former = rig.open()) {
      try (Wiring ours =
          rig.elsewhere(journal ->
              new StepJournal(
                  journal,
                  (node, phase) -> {
                    if (phase == Phase.CONFIRMING) {
                      Awaitility.await()
                          .atMost(Duration.ofSeconds(20))
                          .until(() -> lease(former, node) == NodeLease.State.FIRING);
                    }
                  }))) {
        arm(former, Duration.ofSeconds(8));
        DeployResult result = takeOver(ours);

        assertThat(result.done()).as(result.toString()).isTrue();
        for (LabNode node : rig.lab().nodes()) {
          assertThat(ours.access().leases(node(ours, node.name()))).isEmpty();
        }
      }
      // The lock is free: now it would.
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertAllRun(OURS));
    }
  }

  /// The script is held up between its deed and its answer, and the answer is lost.
  @Test
  void aConfirmationWhoseAnswerIsLostTakesTheLeaseAllTheSame() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    Path process = node.state().resolve("deadman/process");
    Path pending = node.state().resolve("deadman/pending");
    try (Wiring former = rig.open();
        Wiring ours =
            rig.elsewhere(journal ->
                new StepJournal(
                    journal,
                    (_, phase) -> {
                      if (phase == Phase.CONFIRMING && Files.isRegularFile(process)) {
                        sh("mv \"$1\" \"$1.former\" && mkfifo \"$1\"", process);
                      }
                    }))) {
      arm(former, LONG);
      DeployRun run = ours.deploys().start(Rig.plan(ours, node.name()), TAKE_OVER);
      Awaitility.await().until(() -> Files.exists(process) && !Files.isRegularFile(process));
      Awaitility.await().until(() -> !Files.exists(pending));
      rig.lab().fault(node.name(), new LabFault.KillSessions());
      sh("exec 3<>\"$1\"; rm \"$1\"", process);

      DeployResult result = run.await();

      assertThat(result.done()).as(result.toString()).isTrue();
      assertThat(result.toString()).contains("leases of before: none is left");
      assertThat(ours.access().leases(node(ours, node.name()))).isEmpty();
      assertThat(runs(ours, node.name())).isEqualTo(OURS);
    }
  }

  private static void sh(String words, Path file) {
    try {
      new ProcessBuilder("sh", "-c", words, "sh", file.toString()).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
