package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Privilege;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodePlan;
import pointsman.port.LabNode;
import pointsman.service.deploy.DeployOptions;

/// Nodes of both engines that belong to an ordinary user, who signs in without any privilege: a
/// deploy, the way back, and how many releases stay.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OwnUserDeployTest {
  private static final int KEPT = 10;
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.ofAnOrdinaryUser();
  }

  private static void weigh(int weight) throws FailureException {
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-web",
            servers ->
                servers.stream()
                    .map(server -> Rig.with(server, server.port().value(), weight))
                    .toList()));
  }

  private static DeployResult deploy() throws Exception {
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
      return result;
    }
  }

  private static Path current(LabNode node) throws Exception {
    return Files.readSymbolicLink(node.etc().resolve("current"));
  }

  private static Map<Name, Path> current() throws Exception {
    Map<Name, Path> current = new LinkedHashMap<>();
    for (LabNode node : rig.lab().nodes()) {
      current.put(node.name(), current(node));
    }
    return current;
  }

  /// Whether the node's load balancer runs with this weight, by its own word.
  private static boolean weighs(LabNode node, int weight) throws FailureException {
    rig.assertRunsWhatIsInPlace(node);
    return rig.runs(node).weighs(weight);
  }

  private static List<String> releases(LabNode node) throws Exception {
    try (var files = Files.list(node.etc().resolve("releases"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @Order(1)
  void aDeployAndTheWayBackNeedNoPrivilege() throws Exception {
    try (Wiring wiring = rig.open()) {
      List<Node> nodes = wiring.inventory().load().nodes();
      assertThat(nodes)
          .hasSize(2)
          .allSatisfy(node -> {
            assertThat(node.user()).isNotEqualTo("root");
            assertThat(node.privilege()).isEqualTo(Privilege.NONE);
          });
      assertThat(nodes)
          .extracting(Node::engine)
          .containsExactlyInAnyOrder(EngineKind.HAPROXY, EngineKind.NGINX);
    }
    deploy();
    rig.assertServes("blue");

    weigh(7);
    DeployResult changed = deploy();
    for (LabNode node : rig.lab().nodes()) {
      assertThat(weighs(node, 7)).as("%s", node.name()).isTrue();
      assertThat(Files.getOwner(node.etc().resolve("current/manifest.json")).getName())
          .isNotEqualTo("root");
    }
    try (Wiring wiring = rig.open()) {
      assertThat(Rig.plan(wiring).changes()).isEmpty();
      assertThat(wiring.drift().drift(Set.of())).hasSize(2).allMatch(NodeDrift::clean);
      DeployPlan back = wiring.history().planRevert(changed.run());
      DeployResult reverted = wiring.deploys().start(back, DeployOptions.allAtOnce()).await();
      assertThat(reverted.done()).as(reverted.toString()).isTrue();
    }
    rig.assertServes("blue");
    for (LabNode node : rig.lab().nodes()) {
      assertThat(weighs(node, 7)).as("%s", node.name()).isFalse();
      rig.assertValidConfig(node);
    }
  }

  @Test
  @Order(2)
  void tenReleasesStayAndARevertToAnEarlierOneChangesNothing() throws Exception {
    List<DeployResult> runs = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      weigh(20 + i);
      runs.add(deploy());
    }
    for (LabNode node : rig.lab().nodes()) {
      List<String> kept = releases(node);
      assertThat(kept).as(node.name().value()).hasSize(KEPT);
      assertThat(kept).contains(current(node).getFileName().toString());
    }
    Map<Name, Path> before = current();
    try (Wiring wiring = rig.open()) {
      for (String gone : List.of(runs.getFirst().run(), release(runs.getFirst()))) {
        DeployPlan plan = wiring.history().planRevert(gone);

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.blocked())
            .isNotEmpty()
            .extracting(NodePlan.Blocked::failure)
            .allSatisfy(failure -> {
              assertThat(failure).isInstanceOf(Failure.ReleaseGone.class);
              assertThat(failure.summary())
                  .matches("Release \\S+ is gone from edge-\\d: a node keeps its last ten;.*");
              assertThat(failure.action())
                  .matches("On edge-\\d lie: (\\S+, ){8}\\S+\\. Revert to one of these, or .*");
            });
      }
    }
    assertThat(current()).isEqualTo(before);
    rig.assertServes("blue");
  }

  /// Taken away as retention would; the content was deployed once more and lies there by that name.
  @Test
  @Order(3)
  void aReleaseThatIsGoneIsMadeAgainFromOneOfTheSameContent() throws Exception {
    weigh(50);
    DeployResult gone = deploy();
    for (int weight : new int[] {51, 50, 52}) {
      weigh(weight);
      deploy();
    }
    for (LabNode node : rig.lab().nodes()) {
      remove(node.etc().resolve("releases").resolve(Rig.of(gone, node).release().get().value()));
    }
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = wiring.history().planRevert(release(gone));

      assertThat(plan.blocked()).isEmpty();
      assertThat(plan.changes())
          .isNotEmpty()
          .allSatisfy(change ->
              assertThat(change.radius().notes())
                  .anyMatch(note ->
                      note.matches(
                          "release \\S+ is gone from here; its content lies there as \\S+")));
      assertThat(wiring.deploys().start(plan, DeployOptions.allAtOnce()).await().done()).isTrue();
    }
    LabNode first =
        rig.lab().nodes().stream()
            .filter(node -> node.name().equals(gone.nodes().getFirst().node()))
            .findFirst()
            .orElseThrow();
    assertThat(weighs(first, 50)).isTrue();
    rig.assertServes("blue");
  }

  private static void remove(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String release(DeployResult result) {
    return result.nodes().getFirst().release().orElseThrow().value();
  }
}
