package pointsman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.json.JsonOutput;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.plan.BlastRadius;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.Phase;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;
import pointsman.port.Journal;
import pointsman.service.DeployOptions;

/// What was and what would be, as people read it.
final class HistoryTextTest {
  private static final Instant AT = Instant.parse("2026-11-24T02:16:35.123456789Z");
  private static final ReleaseId RELEASE = ReleaseId.of(AT, "70000000");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private DeployCommands commands(boolean json) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Services none =
        (Services)
            Proxy.newProxyInstance(
                Services.class.getClassLoader(),
                new Class<?>[] {Services.class},
                (_, method, _) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    PrintStream notes = json ? new PrintStream(OutputStream.nullOutputStream()) : out;
    return new DeployCommands(none, new Answer(out, notes, () -> json, JsonOutput::new));
  }

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Journal.Run run(String id, End end, String... nodes) {
    return new Journal.Run(
        id,
        "deploy",
        "ana@desk",
        "",
        AT,
        Optional.of(AT),
        Arrays.stream(nodes)
            .map(node ->
                new Journal.RunNode(
                    new Name(node),
                    RELEASE,
                    Optional.empty(),
                    Phase.CONFIRMING,
                    Optional.of(end),
                    ""))
            .toList());
  }

  private static DeployPlan plan(long... connections) {
    return plan("deploy", connections);
  }

  private static DeployPlan plan(String purpose, long... connections) {
    List<NodePlan> nodes = new java.util.ArrayList<>();
    for (long open : connections) {
      nodes.add(change("edge-" + (nodes.size() + 1), open));
    }
    nodes.add(
        new NodePlan.Blocked(new Name("edge-9"), new Failure.Unreachable(new Name("edge-9"), "x")));
    return new DeployPlan(AT, purpose, nodes);
  }

  private static NodePlan change(String node, long connections) {
    Manifest manifest =
        new Manifest(
            RELEASE,
            Optional.empty(),
            "ana",
            "i",
            AT,
            "70000000",
            Map.of(),
            "2.6.12",
            Set.of(),
            List.of(),
            List.of());
    return new NodePlan.Change(
        new Name(node),
        new Release(manifest, Map.of(), Map.of()),
        Optional.empty(),
        Map.of(),
        List.of(),
        new BlastRadius(true, List.of(), connections, List.of()),
        List.of(),
        List.of(),
        Optional.empty(),
        ServerOverrides.none());
  }

  @Test
  void tellsTimesToTheSecondAndKeepsThemWholeInTheDocument() {
    List<Journal.Run> runs = List.of(run("r7", End.DONE, "edge-1"));

    commands(false).history(runs);
    assertThat(lines().getFirst()).isEqualTo("r7  2026-11-24T02:16:35Z  ana@desk  deploy");
    said.reset();
    commands(true).history(runs);
    assertThat(String.join("", lines())).contains("\"2026-11-24T02:16:35.123456789Z\"");
  }

  @Test
  void saysWhichLaterRunsGoBackWithOne() {
    List<Journal.Run> runs =
        List.of(
            run("r5", End.DONE, "edge-1"),
            run("r4", End.REVERTED, "edge-1"),
            run("r3", End.DONE, "edge-7"),
            run("r2", End.DONE, "edge-1", "edge-2"),
            run("r1", End.DONE, "edge-1"));

    commands(false).tellWhatElseGoesBack("r5", plan(1), runs);
    commands(false).tellWhatElseGoesBack(RELEASE.value(), plan(1), runs);
    assertThat(lines()).isEmpty();

    commands(false).tellWhatElseGoesBack("r1", plan(1), runs);
    assertThat(lines())
        .containsExactly(
            "Run r1 is not the last one on these nodes: what r2, r5 deployed there goes back as"
                + " well.");
  }

  @Test
  void advisesOnlyWithOptionsThatTheCommandHas() throws Exception {
    assertThat(commands(false).carryOut(plan("deploy", 1), DeployOptions.allAtOnce())).isEqualTo(3);
    assertThat(commands(false).carryOut(plan("revert r1", 1), DeployOptions.allAtOnce()))
        .isEqualTo(3);
    assertThat(lines())
        .containsExactly(
            "Nothing was changed. Leave nodes out by naming the others with --node.",
            "Nothing was changed.");
  }

  @Test
  void countsWhatAPlanChangesAndTheConnectionsThatAreKnown() {
    assertThat(PlanText.summary(plan(40, -1, 1)))
        .isEqualTo("3 to change · 0 unchanged · reload 3 · not plannable 1 · open connections 41");
    assertThat(PlanText.summary(plan(-1)))
        .isEqualTo("1 to change · 0 unchanged · reload 1 · not plannable 1");
  }
}
