package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.health.NodeHealth;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.watch.FleetMonitor;

/// What watching a fleet tells of its traffic, on real nodes: users' requests, and none of our own.
final class IdleFleetTest {
  @Test
  void aFleetWithoutUsersTellsNoRequestsHoweverOftenItIsLookedAt() throws Exception {
    try (Rig rig = Rig.of(2);
        Wiring wiring = rig.open()) {
      assertThat(Rig.deploy(wiring).done()).isTrue();
      FleetMonitor monitor = wiring.monitor(Duration.ofMillis(200));
      Map<Name, Integer> busy = new ConcurrentHashMap<>();
      Map<Name, Integer> looks = new ConcurrentHashMap<>();
      try (var _ =
          monitor
              .health()
              .subscribe(fleet ->
                  fleet.nodes().stream()
                      .filter(node -> node.requestsPerSecond() >= 0)
                      .forEach(node -> {
                        looks.merge(node.node(), 1, Integer::sum);
                        busy.merge(node.node(), node.requestsPerSecond() > 0 ? 1 : 0, Integer::sum);
                      }))) {
        wiring.inventory().load();
        monitor.start();
        List<Name> names = rig.lab().nodes().stream().map(LabNode::name).toList();
        await().until(() -> names.stream().allMatch(name -> looks.getOrDefault(name, 0) >= 24));
        // The first look may still count questions of the deploy, and a slow one those of two.
        assertThat(busy)
            .containsOnlyKeys(names)
            .allSatisfy(
                (name, times) -> assertThat(times).isLessThan(looks.getOrDefault(name, 0) / 3));
        busy.clear();
        for (LabNode node : rig.lab().nodes()) {
          await()
              .pollInterval(Duration.ofMillis(20))
              .until(() -> {
                rig.get(node, 8080, "/");
                return busy.getOrDefault(node.name(), 0) > 0;
              });
        }
        assertThat(monitor.health().find().orElseThrow().nodes())
            .extracting(NodeHealth::node)
            .containsExactlyElementsOf(names);
        for (LabNode node : rig.lab().nodes()) {
          assertTold(rig, monitor, node, new LabFault.KillBalancer(), Failure.NotRunning.class);
          assertTold(rig, monitor, node, new LabFault.FreezeBalancer(), Failure.Halted.class);
        }
      }
    }
  }

  /// A load balancer that serves nobody is no link that is cut.
  private static void assertTold(
      Rig rig, FleetMonitor monitor, LabNode node, LabFault fault, Class<? extends Failure> why)
      throws Exception {
    rig.lab().fault(node.name(), fault);
    try {
      await()
          .untilAsserted(() ->
              assertThat(monitor.health().find().orElseThrow().nodes())
                  .filteredOn(each -> each.node().equals(node.name()))
                  .singleElement()
                  .satisfies(each -> assertThat(each.failure()).containsInstanceOf(why)));
    } finally {
      rig.lab().undo(node.name(), fault);
    }
  }
}
