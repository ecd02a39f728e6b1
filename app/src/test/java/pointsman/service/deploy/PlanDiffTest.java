package pointsman.service.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.diff.LineDiff;
import pointsman.model.fleet.Environment;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.plan.BlastRadius;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;
import pointsman.port.TextDiff;
import pointsman.ui.SampleFleet;

/// Differences told once for all nodes that they are for.
final class PlanDiffTest {
  private static final Fleet FLEET = SampleFleet.of(Environment.DEVELOPMENT, 6, 1);

  @Test
  void tellsADifferenceOnceWithEveryNodeItIsFor() {
    List<NodePlan> plans = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Node node = FLEET.nodes().get(i);
      String file = i % 2 == 0 ? "haproxy.cfg" : "nginx.conf";
      plans.add(change(node, i, file, config(node, i, 100), config(node, 90 + i, 50)));
    }

    List<PlanDiff> diffs = of(plans, Optional.of(FLEET));

    assertThat(diffs).extracting(PlanDiff::file).containsExactly("haproxy.cfg", "nginx.conf");
    assertThat(diffs.getFirst().nodes()).containsExactly(name(0), name(2), name(4));
    assertThat(diffs.getLast().nodes()).containsExactly(name(1), name(3), name(5));
    assertThat(diffs.getFirst().lines())
        .extracting(TextDiff.Line::text)
        .contains("bind <address>:8080", "server b1 weight 50", "server b1 weight 100");
    assertThat(diffs.getFirst().added()).isEqualTo(1);
    assertThat(diffs.getFirst().removed()).isEqualTo(1);
  }

  @Test
  void keepsANodeApartWhoseDifferenceIsAnother() {
    Node one = FLEET.nodes().get(0);
    Node drifted = FLEET.nodes().get(2);

    List<PlanDiff> diffs =
        of(
            List.of(
                change(one, 0, "haproxy.cfg", config(one, 0, 100), config(one, 1, 50)),
                change(drifted, 2, "haproxy.cfg", config(drifted, 2, 77), config(drifted, 3, 50))),
            Optional.of(FLEET));

    assertThat(diffs)
        .extracting(PlanDiff::nodes)
        .containsExactly(List.of(name(0)), List.of(name(2)));
    assertThat(diffs.getFirst().lines())
        .extracting(TextDiff.Line::text)
        .as("alone, a node's own words are told as they are")
        .contains("bind " + one.address() + ":8080");
  }

  @Test
  void seesNoNodesWordInThePartOfALineThatStays() {
    List<NodePlan> plans = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Node node = FLEET.nodes().get(i);
      plans.add(change(node, i, "f", "x" + node.name() + "\n", "y" + node.name() + "\n"));
    }
    assertThat(of(plans, Optional.of(FLEET))).hasSize(2);
  }

  @Test
  void tellsTheSameLinesAsTheWholeTextsWould() {
    Node one = FLEET.nodes().getFirst();
    List<String> texts =
        List.of(
            "", "a", "a\n", "a\nb\nc", "a\nc\n", "b\na\nc\n", "a\na\na\n", "xa\nb\nxc\n", "\n\n");
    for (String before : texts) {
      for (String after : texts) {
        assertThat(
                of(List.of(change(one, 0, "f", before, after)), Optional.of(FLEET))
                    .getFirst()
                    .lines())
            .as("from %s to %s", before, after)
            .isEqualTo(new LineDiff().compare(before, after, 2));
      }
    }
  }

  @Test
  void hasNoLinesWhereOnlyTheStampChanges() {
    Node one = FLEET.nodes().getFirst();

    assertThat(
            of(
                List.of(change(one, 0, "haproxy.cfg", config(one, 0, 100), config(one, 7, 100))),
                Optional.empty()))
        .containsExactly(new PlanDiff(List.of(name(0)), "haproxy.cfg", List.of()));
  }

  private static List<PlanDiff> of(List<NodePlan> plans, Optional<Fleet> fleet) {
    return PlanDiff.of(new DeployPlan(Instant.EPOCH, "deploy", plans), fleet, new LineDiff(), 2);
  }

  private static Name name(int i) {
    return FLEET.nodes().get(i).name();
  }

  private static String config(Node node, int release, int weight) {
    ReleaseId id = id(release);
    return ("# Made by Pointsman for %s · release %s · 2026-11-23T14:20:%02dZ · ana\n"
            + "description %s\nbind %s:8080\nserver b1 weight %d\n")
        .formatted(node.name(), id, release % 60, id, node.address(), weight);
  }

  private static ReleaseId id(int number) {
    return new ReleaseId("20261123T1420%02dZ-%08x".formatted(number % 60, number));
  }

  private static NodePlan change(Node node, int i, String file, String before, String after) {
    Manifest manifest =
        new Manifest(
            id(i),
            Optional.empty(),
            "ana",
            "inventory",
            Instant.EPOCH,
            "0".repeat(64),
            Map.of(),
            "2.6",
            Set.of(),
            List.of(),
            List.of());
    return new NodePlan.Change(
        node.name(),
        new Release(manifest, Map.of(file, after), Map.of()),
        Optional.empty(),
        Map.of(),
        List.of(new FileChange(file, before, after)),
        new BlastRadius(true, List.of(), 0, List.of()),
        List.of(),
        List.of(),
        Optional.empty(),
        ServerOverrides.none());
  }
}
