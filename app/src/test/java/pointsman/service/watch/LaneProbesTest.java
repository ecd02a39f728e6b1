package pointsman.service.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Port;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;
import pointsman.model.traffic.PoolLane;

/// Whether a lane is known to serve nobody.
final class LaneProbesTest {
  private static final Name NODE = new Name("edge-1");
  private static final PoolLane LANE = new PoolLane(new Name("web"), LaneColor.BLUE);
  private static final ServerHealth DOWN = new ServerHealth.Down("L4CON");

  private final LaneProbes probes = new LaneProbes();
  private int looks;

  private void look(ServerHealth... states) {
    List<ServerSight> servers = new ArrayList<>();
    for (ServerHealth state : states) {
      servers.add(
          new ServerSight(
              LANE.pool(),
              LANE.lane(),
              new Name("b" + (servers.size() + 1)),
              new Endpoint(new Host("127.0.0.1"), new Port(7001)),
              100,
              state,
              0,
              0,
              0));
    }
    NodeSight sight = new NodeSight("2.6", "r", 1, false, Duration.ZERO, 0, 0, servers);
    Instant at = Instant.ofEpochSecond(looks++);
    probes.observe(
        new FleetHealth(
            at,
            List.of(
                new NodeHealth(
                    NODE,
                    NodeHealth.Contact.FRESH,
                    Optional.of(sight),
                    Optional.of(at),
                    Duration.ZERO,
                    -1,
                    Optional.empty()))));
  }

  @Test
  void aLaneWhoseServersAreAllDownFailsEachLook() {
    look(DOWN, DOWN);
    look(DOWN, new ServerHealth.Maintenance());

    assertThat(probes.failed(NODE, LANE)).isEqualTo(2);
  }

  @Test
  void aServerThatWasNotCheckedYetSinceAReloadMayServe() {
    look(DOWN, DOWN);
    look(DOWN, new ServerHealth.Stale(Instant.EPOCH, "not checked yet"));

    assertThat(probes.failed(NODE, LANE)).isZero();
  }
}
