package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
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
import pointsman.service.guard.Consent;
import pointsman.service.rollout.LeaseKeeper;
import pointsman.service.rollout.Leases;

/// A rollout that is called home while another inventory's take-over of one of its nodes is neither
/// confirmed nor back: that node may be its own again, and is not left as it was.
final class UnsettledTakeOverTest {
  private static final Name POOL = new Name("shop-web");
  private static final Duration LONG = Duration.ofMinutes(10);

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
    rig.awaitCapacity(POOL);
  }

  @Test
  void theUsersOfANodeThatGoesBackAreBroughtHomeAsWell() throws Exception {
    LabNode taken = rig.lab().nodes().getLast();
    CompletableFuture<Rig.Ran> canary =
        CompletableFuture.supplyAsync(
            () -> rig.run("canary", "start", POOL.value(), "--stages", "25,100", "--lease", "off"));
    rig.awaitTraffic(POOL, 0, "all 2 nodes run 25 % green", "rollout: watching 25 %; driven by");
    List<Rig.Ran> home = new CopyOnWriteArrayList<>();
    List<Leases.Told> told = new CopyOnWriteArrayList<>();
    try (Wiring theirs =
        rig.elsewhere(journal ->
            new StepJournal(
                journal,
                (_, phase) -> {
                  if (phase == Phase.CONFIRMING && home.isEmpty()) {
                    // Its desk is gone: the lock is free, and the dead-man waits.
                    rig.lab().fault(taken.name(), new LabFault.KillSessions());
                    home.add(rig.run("canary", "abort", POOL.value()));
                    home.add(rig.run("traffic", POOL.value(), "--over", "0s"));
                    told.add(endLeases());
                    assertThat(taken.state().resolve("deadman/pending")).exists();
                    Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> !Files.exists(taken.state().resolve("deadman/pending")));
                  }
                }))) {
      DeployResult result =
          theirs
              .deploys()
              .start(Rig.plan(theirs, taken.name()), new DeployOptions(100, true, Consent.none()))
              .await();
      assertThat(Rig.of(result, taken).end()).isEqualTo(NodeResult.End.REVERTED);
    }
    canary.get(60, TimeUnit.SECONDS);
    assertThat(home.getFirst().code()).as(home.toString()).isEqualTo(3);
    assertThat(home.getFirst().out()).contains("Not home: " + taken.name());
    assertThat(home.toString()).doesNotContainIgnoringCase("not ours any more");
    assertThat(told.getFirst().missing()).doesNotContain(taken.name());
    assertThat(told.getFirst().silent().get(taken.name())).isInstanceOf(Failure.Unsettled.class);

    Rig.Ran again = rig.run("rollback", POOL.value());

    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(splits(taken))
        .hasEntrySatisfying(POOL, split -> assertThat(split.green()).isEqualTo(Share.NONE));
  }

  /// A lease there comes back with its release: it is not ended until somebody was heard to end it.
  private static Leases.Told endLeases() throws FailureException {
    try (Wiring wiring = rig.open()) {
      return new LeaseKeeper(wiring.store(), wiring.access(), LONG)
          .end(
              Rollout.begin(
                  POOL,
                  LaneColor.BLUE,
                  new Salt("s1"),
                  new RolloutPolicy(
                      List.of(new Stage(Share.ALL, LONG)), Gates.USUAL, Optional.of(LONG), LONG)));
    }
  }

  private static Map<Name, NodeSplit> splits(LabNode node) throws FailureException {
    try (Wiring wiring = rig.open()) {
      return wiring
          .access()
          .splits(wiring.inventory().load().findNode(node.name()).orElseThrow(), List.of(POOL))
          .splits();
    }
  }
}
