package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.PoolTraffic;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.model.traffic.Share;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.guard.Consent;
import pointsman.service.node.Desk;
import pointsman.ui.kit.Place;

/// A fleet that is really split, in the window, and each of the three ways out of it: one node's
/// load balancer dies when all are told to go.
final class SplitFleetOnNodesTest {
  private static final Name WEB = new Name("shop-web");

  private static Rig rig;
  private static Wiring wiring;
  private static DeskOnNodes desk;
  private static Onlooker eyes;
  private static LabNode node;
  private static final AtTheWord WORD = new AtTheWord();

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(3);
    node = rig.node(EngineKind.NGINX);
    // A node that does not come is given up sooner than in the field.
    Desk.Limits limits = Rig.LIMITS;
    wiring =
        new Wiring(
            rig.home(),
            new Desk.Limits(
                limits.connect(),
                limits.answer(),
                limits.check(),
                limits.deadMan(),
                Duration.ofSeconds(3),
                limits.recover()),
            journal -> journal);
    assertThat(Rig.deploy(wiring).done()).isTrue();
    // In development nothing is ever typed.
    wiring
        .inventory()
        .change(
            fleet -> new Fleet(Environment.STAGING, fleet.nodes(), fleet.services(), fleet.pools()),
            "a test");
    wiring.traffic.rollouts(WORD::around);
    desk = new DeskOnNodes(wiring, new Place.Pool(WEB));
    eyes = desk.eyes();
  }

  @AfterAll
  static void down() throws Exception {
    desk.close();
    wiring.close();
    rig.close();
  }

  /// A canary stands at its first stage, and one node does not come along to the second.
  @BeforeEach
  void part() throws Exception {
    eyes.until("every lane up", () -> eyes.shows("3/3") && measured("0 %"));
    wiring
        .rollouts()
        .begin(
            WEB,
            new RolloutPolicy(
                RolloutPolicy.canary(Duration.ofMinutes(15)).stages(),
                new Gates(new Share(5000), 1_000_000, Optional.empty(), 1000),
                Optional.empty(),
                Duration.ofHours(24)),
            Optional.empty(),
            Consent.yes());
    eyes.until("first stage", () -> eyes.shows("stage 1 of 6") && measured("1 %"));
    WORD.once(() -> {
      try {
        rig.lab().fault(node.name(), new LabFault.KillBalancer());
      } catch (FailureException e) {
        throw new IllegalStateException(e.failure().summary(), e);
      }
    });
    eyes.press("Advance to 5 %");
    eyes.until("split", () -> eyes.shows("The fleet is split: 2 went, 1 did not"));
  }

  @AfterEach
  void whole() throws Exception {
    rig.lab().undo(node.name(), new LabFault.KillBalancer());
    wiring.rollouts().rollback(WEB);
    eyes.until("home", () -> measured("0 %"));
  }

  private static boolean measured(String share) {
    return eyes.text(".stage-measured").equals("measured " + share);
  }

  private static Share runs(LabNode each) throws Exception {
    return wiring.traffic().measure(WEB).nodes().stream()
        .filter(told -> told.node().equals(each.name()))
        .findFirst()
        .flatMap(told -> told.split())
        .orElseThrow()
        .green();
  }

  private static List<LabNode> others() {
    return rig.lab().nodes().stream().filter(each -> !each.name().equals(node.name())).toList();
  }

  @Test
  void retryBringsTheNodeOnceItLivesAgain() throws Exception {
    eyes.until("who", () -> eyes.shows("Behind: " + node.name()));
    eyes.until("banner", () -> eyes.shows("shop-web: the fleet is split, 2 nodes went, 1 did not"));
    eyes.until("down", () -> eyes.text(".points-blade-word").equals("■ edge-2 down"));
    rig.lab().undo(node.name(), new LabFault.KillBalancer());

    eyes.press("Retry 1 node");

    eyes.until("whole", () -> !eyes.shows("The fleet is split") && measured("5 %"));
    assertThat(runs(node)).isEqualTo(new Share(500));
    eyes.until("no banner", () -> !eyes.shows("the fleet is split"));
  }

  @Test
  void rollingBackTheOthersLeavesAllWhereTheyWere() throws Exception {
    eyes.press("Roll back the 2 others");

    Awaitility.await()
        .untilAsserted(() -> {
          for (LabNode each : others()) {
            assertThat(runs(each)).as("%s", each.name()).isEqualTo(new Share(100));
          }
        });
  }

  @Test
  void acceptingItAsksForTheNameAndAReasonAndMovesNobody() throws Exception {
    eyes.press("Accept the split…");
    eyes.until("asked", () -> eyes.shows("Type staging to go on"));
    eyes.type("Type staging to go on", "staging");
    eyes.type("Why? It goes to the journal", "edge is being replaced");
    eyes.press("Accept the split…");

    eyes.until("held", () -> !eyes.shows("The fleet is split") && eyes.shows("Go on watching"));
    for (LabNode each : others()) {
      assertThat(runs(each)).as("%s", each.name()).isEqualTo(new Share(500));
    }
    assertThat(wiring.traffic().measure(WEB).measured()).isInstanceOf(PoolTraffic.Unknown.class);
  }
}
