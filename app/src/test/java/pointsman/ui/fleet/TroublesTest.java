package pointsman.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.ui.SampleFleet;
import pointsman.ui.kit.Mark;

/// What the rail counts right after a deploy.
final class TroublesTest {
  private static final ServerHealth UNCHECKED =
      new ServerHealth.Stale(Instant.EPOCH, "not checked yet since its node was reloaded");

  private final Fleet fleet = SampleFleet.of(Environment.DEVELOPMENT, 6, 3);

  /// All is well, but every server of the first nodes is in this state.
  private FleetHealth firstNodes(int nodes, ServerHealth... states) {
    List<NodeHealth> all = new ArrayList<>(SampleFleet.health(fleet, false).nodes());
    for (int i = 0; i < nodes; i++) {
      all.set(i, in(all.get(i), states));
    }
    return new FleetHealth(Instant.now(), all);
  }

  private static NodeHealth in(NodeHealth node, ServerHealth... states) {
    NodeSight was = node.sight().orElseThrow();
    NodeSight sight =
        new NodeSight(
            was.version(),
            was.release(),
            was.pid(),
            was.stopping(),
            Duration.ZERO,
            was.connections(),
            1,
            IntStream.range(0, was.servers().size())
                .mapToObj(i -> was.servers().get(i).as(states[Math.min(i, states.length - 1)]))
                .toList());
    return new NodeHealth(
        node.node(),
        node.contact(),
        Optional.of(sight),
        node.seenAt(),
        node.age(),
        -1,
        Optional.empty());
  }

  @Test
  void aServerThatAReloadedNodeDidNotCheckYetIsNoTroubleAndNotGreenEither() {
    FleetHealth health = firstNodes(3, UNCHECKED);

    assertThat(Troubles.of(fleet, Optional.of(health))).isEmpty();
    List<ServerRow> rows = ServerSights.inOrder(fleet, Optional.of(health));
    assertThat(ServerRow.together(rows)).isEqualTo(Mark.PARTLY);
    assertThat(ServerRow.Heard.of(rows)).isEqualTo(new ServerRow.Heard(3, 6));
  }

  @Test
  void aServerThatNoNodeCheckedYetIsUnknown() {
    FleetHealth health = firstNodes(6, UNCHECKED);

    assertThat(Troubles.of(fleet, Optional.of(health))).isEmpty();
    assertThat(ServerSights.inOrder(fleet, Optional.of(health)))
        .allMatch(row -> row.mark() == Mark.STALE && row.seenBy() == 6);
  }

  private Optional<FleetHealth> unseenFor(Duration age, NodeHealth.Contact contact) {
    return Optional.of(
        new FleetHealth(
            Instant.now(),
            SampleFleet.health(fleet, false).nodes().stream()
                .map(node ->
                    new NodeHealth(
                        node.node(),
                        contact,
                        node.sight(),
                        node.seenAt(),
                        age,
                        -1,
                        Optional.empty()))
                .toList()));
  }

  @Test
  void aNodeThatIsBeingChangedIsUnknownAndNoTroubleASilentOneIs() {
    Duration age = Duration.ofSeconds(30);
    Optional<FleetHealth> busy = unseenFor(age, NodeHealth.Contact.BUSY);

    assertThat(Troubles.of(fleet, busy)).isEmpty();
    assertThat(ServerSights.inOrder(fleet, busy)).allMatch(row -> row.mark() == Mark.STALE);
    assertThat(Troubles.of(fleet, unseenFor(age, NodeHealth.Contact.STALE))).hasSize(6);
  }

  @Test
  void aServerThatTheFirstCheckFoundDownIsTold() {
    FleetHealth health = firstNodes(6, new ServerHealth.Down("L4CON"), UNCHECKED);

    assertThat(Troubles.of(fleet, Optional.of(health)))
        .singleElement()
        .isInstanceOf(Trouble.Servers.class);
  }
}
