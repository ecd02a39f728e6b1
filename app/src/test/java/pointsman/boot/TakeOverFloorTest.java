package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.Share;
import pointsman.port.DemoKnob;
import pointsman.service.shift.Capacity;

/// A take-over moves users, so it asks as every such way whether the lane can carry them.
final class TakeOverFloorTest {
  private static final Name POOL = new Name("shop-web");

  @Test
  void usersAreNotTakenIntoALaneThatCannotCarryThem() throws Exception {
    try (Rig rig = Rig.deployed(2)) {
      rig.awaitCapacity(POOL);
      assertThat(rig.run("split", POOL.value(), "25").code()).isZero();
      try (Wiring ours = rig.elsewhere()) {
        ours.inventory()
            .change(
                fleet -> fleet.withPool(POOL, pool -> pool.withLive(LaneColor.GREEN)), "a test");
      }
      rig.lab()
          .turn(
              new DemoKnob(
                  POOL,
                  LaneColor.GREEN,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(true),
                  Optional.empty()));
      awaitDown(rig);

      var plan = rig.run(rig.elsewhere(), "plan");
      var deploy = rig.run(rig.elsewhere(), "deploy", "--take-over", "--yes");

      for (String said : List.of(plan.out() + plan.err(), deploy.out() + deploy.err())) {
        assertThat(said).contains(Capacity.GUARD).contains("green would get 100 % with 0 of 3");
      }
      assertThat(deploy.code()).isNotZero();
      try (Wiring former = rig.open()) {
        for (Node node : former.inventory().load().nodes()) {
          assertThat(former.access().splits(node, List.of(POOL)).splits().get(POOL))
              .extracting(NodeSplit::green)
              .isEqualTo(Share.parsePercent("25"));
        }
      }
    }
  }

  private static void awaitDown(Rig rig) throws Exception {
    try (Wiring former = rig.open()) {
      var fleet = former.inventory().load();
      var pool = fleet.findPool(POOL).orElseThrow();
      Capacity capacity = new Capacity(former.access());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              capacity.look(pool, fleet.nodes()).stream()
                  .allMatch(seen -> seen.lane(LaneColor.GREEN).up() == 0));
    }
  }
}
