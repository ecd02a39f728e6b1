package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.LaneServers;
import pointsman.model.traffic.NodeServers;
import pointsman.model.traffic.Share;
import pointsman.port.DemoKnob;
import pointsman.port.LabFault;
import pointsman.port.LabNode;

/// What a HAProxy and an Nginx node tell of real servers, and what the floor makes of it.
final class CapacityFloorOnNodesTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name LEDGER = new Name("ledger");
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(2, CapacityFloorOnNodesTest::ledgerUnchecked);
  }

  @AfterEach
  void healthy() throws FailureException {
    for (Name pool : List.of(WEB, LEDGER)) {
      for (LaneColor lane : LaneColor.values()) {
        rig.lab().turn(DemoKnob.of(pool, lane).withDown(false).withSick(false));
      }
    }
  }

  /// Nobody looks at its servers, so the floor has to.
  private static Fleet ledgerUnchecked(Fleet fleet) {
    return fleet.withPool(
        LEDGER, pool -> pool.with(new HealthChecks(Optional.empty(), pool.health().passive())));
  }

  private static List<NodeServers> look(Wiring wiring, Name pool) throws FailureException {
    Fleet fleet = wiring.inventory().load();
    return wiring.capacity().look(fleet.findPool(pool).orElseThrow(), fleet.nodes());
  }

  private static void require(Wiring wiring, Name pool, int percent) throws FailureException {
    Fleet fleet = wiring.inventory().load();
    wiring
        .capacity()
        .require(
            fleet,
            fleet.findPool(pool).orElseThrow(),
            LaneColor.BLUE,
            new Share(percent * 100),
            fleet.nodes());
  }

  private static Failure.Refused refusal(Wiring wiring, Name pool, int percent) {
    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> require(wiring, pool, percent));
    assertThat(thrown).as("refused").isNotNull();
    return (Failure.Refused) thrown.failure();
  }

  private static void sicken(Name pool, int servers) throws FailureException {
    try (Wiring wiring = rig.open()) {
      List<Server> green =
          wiring.inventory().load().findPool(pool).orElseThrow().lane(LaneColor.GREEN).servers();
      for (Server server :
          green.stream().filter(each -> !each.standby()).toList().subList(0, servers)) {
        rig.lab().turn(DemoKnob.of(pool, LaneColor.GREEN).only(server.name()).withDown(true));
      }
    }
  }

  @Test
  void countsWhatBothEnginesSeeAndRefusesWithTheNumbers() throws Exception {
    try (Wiring wiring = rig.open()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() ->
              assertThat(look(wiring, WEB))
                  .hasSize(2)
                  .allSatisfy(
                      node -> assertThat(node.green()).isEqualTo(new LaneServers(3, 3, 0))));
      require(wiring, WEB, 100);

      sicken(WEB, 2);
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() ->
              assertThat(look(wiring, WEB))
                  .allSatisfy(
                      node -> assertThat(node.green()).isEqualTo(new LaneServers(3, 1, 2))));

      assertThat(refusal(wiring, WEB, 50).summary())
          .startsWith(
              "Refused (capacity floor): shop-web: green would get 50 % with 1 of 3 servers")
          .endsWith("(and too few on 1 other); at least 2 are needed.");
      assertThat(refusal(wiring, WEB, 50).action()).contains("at most 44.44 %");
      assertThatCode(() -> require(wiring, WEB, 40)).doesNotThrowAnyException();
    }
  }

  @Test
  void looksItselfWhereNoCheckIsConfigured() throws Exception {
    try (Wiring wiring = rig.open()) {
      require(wiring, LEDGER, 100);
      sicken(LEDGER, 3);
      assertThat(look(wiring, LEDGER))
          .allSatisfy(node -> assertThat(node.green()).isEqualTo(new LaneServers(3, 0, 3)));
      assertThat(refusal(wiring, LEDGER, 1).summary())
          .contains("green would get 1 % with 0 of 3 servers up")
          .endsWith("at least 1 is needed.");
    }
  }

  @Test
  void saysWhenTheLaneThatUsersGoBackToHasNothingItself() throws Exception {
    try (Wiring wiring = rig.open()) {
      Fleet fleet = wiring.inventory().load();
      assertThat(wiring.capacity().warnOfLive(fleet, LEDGER, List.of())).isEmpty();
      rig.lab().turn(DemoKnob.of(LEDGER, LaneColor.BLUE).withDown(true));
      assertThat(wiring.capacity().warnOfLive(fleet, LEDGER, List.of()).orElseThrow())
          .startsWith("lane blue of ledger, which is live, has no server")
          .contains(rig.lab().nodes().getFirst().name() + ", ");
    }
  }

  @Test
  void takesANodeThatCannotBeAskedForNoCapacity() throws Exception {
    LabNode node = rig.lab().nodes().getFirst();
    rig.lab().fault(node.name(), new LabFault.StopSshd());
    try (Wiring wiring = rig.open()) {
      assertThat(refusal(wiring, WEB, 1).summary())
          .contains("with 0 of 3 servers up (3 cannot be told) on " + node.name());
    } finally {
      rig.lab().undo(node.name(), new LabFault.StopSshd());
    }
  }
}
