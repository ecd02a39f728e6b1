package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.traffic.Gates;
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

/// A node that is taken over, whose former owner's lease waited 40 s for the lock and goes ahead
/// without it between the last look and the confirmation.
final class LeaseAheadTest {
  private static final Name POOL = new Name("shop-web");
  private static final Duration LONG = Duration.ofMinutes(10);

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
    rig.awaitCapacity(POOL);
    assertThat(rig.run("split", POOL.value(), "25").code()).isZero();
    try (Wiring theirs = rig.elsewhere()) {
      theirs
          .inventory()
          .change(fleet -> fleet.withPool(POOL, pool -> pool.withLive(LaneColor.GREEN)), "a test");
    }
  }

  @Test
  void usersThatItMovedAreNotCalledSeenWhereTheyWere() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    Rollout rollout =
        Rollout.begin(
            POOL,
            LaneColor.BLUE,
            new Salt("s1"),
            new RolloutPolicy(
                List.of(new Stage(Share.ALL, LONG)), Gates.USUAL, Optional.of(LONG), LONG));
    try (Wiring former = rig.open();
        Wiring theirs =
            rig.elsewhere(journal ->
                new StepJournal(
                    journal,
                    (_, phase) -> {
                      if (phase == Phase.CONFIRMING) {
                        goHome(node);
                      }
                    }))) {
      new LeaseKeeper(former.store(), former.access(), LONG).arm(rollout);
      DeployResult result =
          theirs
              .deploys()
              .start(Rig.plan(theirs, node.name()), new DeployOptions(100, true, Consent.none()))
              .await();

      NodeResult end = Rig.of(result, node);
      assertThat(end.end()).as(result.toString()).isEqualTo(NodeResult.End.UNKNOWN);
      assertThat(end.failure().orElseThrow().summary()).contains("it runs 0 % green, not 100 %");
    }
  }

  /// As the script does it.
  private static void goHome(LabNode node) throws pointsman.model.FailureException {
    Path home = node.state().resolve("leases").resolve(POOL.value()).resolve("home");
    try (var files = Files.list(home)) {
      for (Path file : files.toList()) {
        Files.move(
            file,
            node.state().resolve(file.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    rig.lab().fault(node.name(), new LabFault.OutsideReload());
  }
}
