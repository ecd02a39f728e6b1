package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.DriftService;
import pointsman.service.deploy.PlanRequest;

/// The link is cut, sshd killed, the program killed or frozen at every named step of the journal,
/// on both engines at once: after each, every node serves from a complete valid config, nothing
/// claims a success that is not there, and the next run settles it.
final class FaultAtEveryStepTest {
  private static final List<Phase> STEPS =
      List.of(
          Phase.UPLOADING,
          Phase.CHECKING,
          Phase.PREPARED,
          Phase.COMMITTING,
          Phase.VERIFYING,
          Phase.CONFIRMING);

  @AutoClose private static Rig rig;
  private static int weight = 10;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.deployed(STEPS.size() * 2);
  }

  /// One node of each engine for every step.
  private static Map<LabNode, Phase> assignment() {
    Map<LabNode, Phase> assignment = new LinkedHashMap<>();
    for (EngineKind engine : EngineKind.values()) {
      List<LabNode> nodes =
          rig.lab().nodes().stream().filter(node -> node.engine() == engine).toList();
      for (int i = 0; i < STEPS.size(); i++) {
        assignment.put(nodes.get(i), STEPS.get(i));
      }
    }
    return assignment;
  }

  private static void newIntent() throws FailureException {
    weight++;
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-web",
            servers ->
                servers.stream().map(one -> Rig.with(one, one.port().value(), weight)).toList()));
  }

  @Test
  void sshdKilledAtEveryStep() throws Exception {
    newIntent();
    Map<LabNode, NodeResult> results = faultAtSteps(new LabFault.KillSessions());
    assertHonest(results);
    settleAndDeploy();
  }

  @Test
  void linkCutAtEveryStep() throws Exception {
    newIntent();
    assertHonest(faultAtSteps(new LabFault.CutLink()));
    settleAndDeploy();
  }

  @Test
  void programKilledAtEveryStep() throws Exception {
    newIntent();
    Map<Phase, Process> programs = vanish("kill");
    try {
      for (Process program : programs.values()) {
        assertThat(program.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(137);
      }
    } finally {
      end(programs);
    }
    rig.assertServes("blue");
    for (Phase phase : STEPS) {
      try (Wiring wiring = new Wiring(homeOf(phase), Rig.LIMITS, journal -> journal)) {
        assertThat(wiring.drift().settle())
            .as("the next start tells of the run that vanished at %s", phase)
            .hasSize(2)
            .allSatisfy(settled -> assertThat(settled.failure()).isEmpty());
        assertThat(wiring.history().runs(50))
            .allSatisfy(run -> assertThat(run.ended()).isPresent());
      }
    }
    settleAndDeploy();
  }

  private static java.nio.file.Path homeOf(Phase phase) {
    return rig.home().resolveSibling("home-kill-" + phase);
  }

  @Test
  void programFrozenAtEveryStep() throws Exception {
    newIntent();
    Map<Phase, Process> programs = vanish("freeze");
    try {
      assertNodesGiveUp(programs);
      assertFrozenRunsAreLeftAlone();
    } finally {
      end(programs);
    }
    settleAndDeploy();
  }

  private static void assertNodesGiveUp(Map<Phase, Process> programs) throws Exception {
    for (Process program : programs.values()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> {
            assertThat(program.isAlive()).as("a program ended before it froze").isTrue();
            return state(program) == 'T';
          });
    }
    // Silence: the script gives up after 20 s, a dead-man fires after 15 s.
    for (LabNode node : rig.lab().nodes()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            assertThat(node.state().resolve("deadman/pending")).doesNotExist();
            assertThat(node.state().resolve("lock.holder")).isEmptyFile();
          });
    }
    rig.assertServes("blue");
  }

  /// Whoever sleeps has not vanished: its run is told as under way.
  private static void assertFrozenRunsAreLeftAlone() throws Exception {
    for (Phase phase : STEPS) {
      List<String> living = new ArrayList<>();
      try (Wiring wiring =
          new Wiring(
              rig.home().resolveSibling("home-freeze-" + phase), Rig.LIMITS, journal -> journal)) {
        assertThat(wiring.drift().settle(run -> living.add(run.id()))).isEmpty();
        assertThat(living)
            .as("frozen at %s", phase)
            .containsExactly(wiring.history().runs(1).getFirst().id());
      }
    }
  }

  private static char state(Process process) throws Exception {
    String stat =
        java.nio.file.Files.readString(java.nio.file.Path.of("/proc/" + process.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private static Map<Phase, Process> vanish(String how) throws Exception {
    Map<Phase, Process> programs = new LinkedHashMap<>();
    Map<LabNode, Phase> assignment = assignment();
    for (Phase phase : STEPS) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  VanishingDeploy.class.getName(),
                  homeOf(phase, how).toString(),
                  phase.name(),
                  how));
      assignment.forEach((node, at) -> {
        if (at == phase) {
          command.add(node.name().value());
        }
      });
      programs.put(
          phase,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(rig.home().resolve(phase + "-" + how + ".log").toFile())
              .start());
    }
    return programs;
  }

  /// A home of its own for each program, with the same inventory: a frozen one must not hold the
  /// others' database.
  private static java.nio.file.Path homeOf(Phase phase, String how) throws Exception {
    return copyOfHome(how + "-" + phase);
  }

  private static java.nio.file.Path copyOfHome(String name) throws Exception {
    java.nio.file.Path home = rig.home().resolveSibling("home-" + name);
    java.nio.file.Files.createDirectories(home);
    try (var files = java.nio.file.Files.list(rig.home())) {
      for (java.nio.file.Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
        java.nio.file.Files.copy(
            file,
            home.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return home;
  }

  private static void end(Map<Phase, Process> programs) {
    programs.values().forEach(Process::destroyForcibly);
  }

  private static Map<LabNode, NodeResult> faultAtSteps(LabFault fault) throws Exception {
    Map<LabNode, Future<NodeResult>> running = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assignment()
          .forEach((node, phase) -> running.put(node, threads.submit(oneNode(node, phase, fault))));
    }
    Map<LabNode, NodeResult> results = new LinkedHashMap<>();
    for (Map.Entry<LabNode, Future<NodeResult>> each : running.entrySet()) {
      results.put(each.getKey(), each.getValue().get());
    }
    return results;
  }

  private static Callable<NodeResult> oneNode(LabNode node, Phase phase, LabFault fault) {
    return () -> {
      AtomicBoolean done = new AtomicBoolean();
      try (Wiring wiring =
          rig.open(journal ->
              new StepJournal(
                  journal,
                  (_, at) -> {
                    if (at == phase && done.compareAndSet(false, true)) {
                      put(node, fault);
                    }
                  }))) {
        DeployResult result =
            wiring
                .deploys()
                .start(
                    wiring.deploys().plan(new PlanRequest(Set.of(), Set.of(node.name()))),
                    DeployOptions.allAtOnce())
                .await();
        assertThat(done).as("the fault was put at %s: %s", phase, result).isTrue();
        return result.nodes().getFirst();
      }
    };
  }

  private static void put(LabNode node, LabFault fault) {
    try {
      rig.lab().fault(node.name(), fault);
      if (!fault.once()) {
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(Duration.ofSeconds(12)); // how long the link is cut
                rig.lab().undo(node.name(), fault);
              } catch (InterruptedException | FailureException e) {
                throw new IllegalStateException(e);
              }
            });
      }
    } catch (FailureException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A node that is said to be done runs the new weight, one that is said to be as before the old
  /// one.
  private static void assertHonest(Map<LabNode, NodeResult> results) throws Exception {
    for (Map.Entry<LabNode, NodeResult> each : results.entrySet()) {
      LabNode node = each.getKey();
      NodeResult result = each.getValue();
      String current = node.etc().resolve("current").toRealPath().getFileName().toString();
      rig.assertValidConfig(node);
      rig.assertServes(node, "blue");
      boolean fresh = fresh(node);
      switch (result.end()) {
        case DONE, UNCHANGED ->
            assertThat(fresh).as("%s claims success: %s", node.name(), result).isTrue();
        case UNTOUCHED, REVERTED ->
            assertThat(fresh).as("%s claims to be as before: %s", node.name(), result).isFalse();
        case UNKNOWN -> {}
      }
      if (result.end() != NodeResult.End.UNKNOWN) {
        rig.assertRunsWhatIsInPlace(node);
      }
      if (result.end() != NodeResult.End.DONE) {
        assertThat(result.failure()).as("%s names no reason", node.name()).isPresent();
        assertThat(result.failure().get().summary()).contains(node.name().value());
      }
      result.release().ifPresent(seen -> assertThat(seen.value()).isEqualTo(current));
    }
  }

  /// Whether the node's load balancer runs with the newest weight, by its own word.
  private static boolean fresh(LabNode node) throws FailureException {
    return rig.runs(node).weighs(weight);
  }

  private static void settleAndDeploy() throws Exception {
    try (Wiring wiring = rig.open()) {
      for (DriftService.Settled settled : wiring.drift().settle()) {
        assertThat(settled.failure()).as(settled.toString()).isEmpty();
      }
      Set<Name> all = Set.of();
      for (DriftService.Settled settled : wiring.drift().settle(all)) {
        assertThat(settled.failure()).as(settled.toString()).isEmpty();
      }
      for (LabNode node : rig.lab().nodes()) {
        rig.assertValidConfig(node);
      }
      rig.assertServes("blue");
      rig.assertRunsWhatIsInPlace();
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
      rig.assertRunsWhatIsInPlace();
      for (LabNode node : rig.lab().nodes()) {
        assertThat(fresh(node)).as("%s runs the new weight", node.name()).isTrue();
      }
      assertThat(Rig.plan(wiring).changes()).isEmpty();
      assertThat(wiring.history().runs(50)).allSatisfy(run -> assertThat(run.ended()).isPresent());
    }
  }
}
