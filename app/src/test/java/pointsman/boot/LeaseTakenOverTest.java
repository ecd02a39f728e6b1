package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeLease;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Salt;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.Stage;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.guard.Consent;
import pointsman.service.rollout.LeaseKeeper;
import pointsman.service.rollout.Leases;

/// A rollout's leases on real nodes that another inventory takes over in its midst: whose node it
/// is, his are the users.
final class LeaseTakenOverTest {
  private static final Name POOL = new Name("shop-web");
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Rollout ROLLOUT = rollout("s1");
  private static final Rollout OTHERS = rollout("s2");

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2);
  }

  private static Rollout rollout(String salt) {
    return Rollout.begin(
        POOL,
        LaneColor.BLUE,
        new Salt(salt),
        new RolloutPolicy(
            List.of(new Stage(Share.ALL, LONG)), Gates.USUAL, Optional.of(LONG), LONG));
  }

  private static LeaseKeeper leases(Wiring wiring, Duration lease) throws FailureException {
    return new LeaseKeeper(wiring.store(), wiring.access(), lease);
  }

  private static List<NodeLease> told(Wiring wiring, Node node) throws FailureException {
    return wiring.access().leases(node);
  }

  @Test
  void theFormerOwnersLeaseIsEndedAndTheNewOnesIsLeftAlone() throws Exception {
    try (Wiring former = rig.open();
        Wiring next = rig.elsewhere()) {
      leases(former, LONG).arm(ROLLOUT);
      List<Node> nodes = former.inventory().load().nodes();
      for (Node node : nodes) {
        assertThat(told(former, node)).hasSize(1);
      }

      DeployResult taken =
          next.deploys()
              .start(Rig.plan(next), new DeployOptions(100, true, Consent.none()))
              .await();

      assertThat(taken.done()).as(taken.toString()).isTrue();
      for (Node node : nodes) {
        assertThat(told(next, node)).as("would move the new owner's users").isEmpty();
      }
      assertThatThrownBy(() -> leases(former, SHORT).arm(ROLLOUT))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.TakeOverNeeded.class));
      for (Node node : nodes) {
        assertThat(told(next, node)).isEmpty();
      }

      leases(next, LONG).arm(OTHERS);
      Leases.Told renewed = leases(former, SHORT).renew(ROLLOUT);
      assertThat(renewed.silent().values())
          .hasSize(2)
          .allMatch(why -> why instanceof Failure.TakeOverNeeded);
      Leases.Told ended = leases(former, SHORT).end(ROLLOUT);
      assertThat(ended.silent()).as("nothing is left to be ended").isEmpty();
      for (Node node : nodes) {
        assertThat(told(next, node))
            .singleElement()
            .satisfies(lease -> assertThat(lease.left()).isGreaterThan(SHORT.multipliedBy(10)));
      }
      assertThat(leases(next, LONG).end(OTHERS).missing()).isEmpty();
    }
  }
}
