package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.Phase;
import pointsman.port.Journal;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.DeployRun;
import pointsman.service.node.Desk;
import pointsman.service.node.FanOut;
import pointsman.ui.fx.Logged;

/// On real nodes: what a report says of a node that went back or was lost is what was seen of it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HonestEndsTest {
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(2);
  }

  /// A bare node's release is not one of ours: nothing says what it should answer.
  @Test
  @Order(1)
  void ofAReleaseThatWeDidNotMakeItIsSaidWhatWasSeenAndWhatWasNotCompared() throws Exception {
    DeployResult result;
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (node, phase) -> {
                  if (phase == Phase.VERIFYING) {
                    throw new FailureException(new Failure.NotVerified(node, "not the plan's"));
                  }
                }))) {
      result = Rig.deploy(wiring);
    }

    assertThat(result.nodes())
        .allSatisfy(node -> {
          assertThat(node.end()).as(node.toString()).isEqualTo(End.REVERTED);
          assertThat(node.evidence())
              .noneMatch(line -> line.contains("seen running"))
              .anyMatch(line -> line.matches("former release: its files are back, by sha256"))
              .anyMatch(
                  line -> line.matches("former release: process \\d+ lives, with \\d+ worker.*"))
              .anyMatch(line -> line.startsWith(NodeResult.NOT_COMPARED));
        });
    rig.assertNextRunSettles();
  }

  @Test
  @Order(2)
  void aNodeWhoseThreadDiesIsUnknownWithAReasonAndTheRunEnds() throws Exception {
    rig.newIntent();
    LabNode dying = rig.node(EngineKind.HAPROXY);
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (node, phase) -> {
                  if (phase == Phase.CONFIRMING && node.equals(dying.name())) {
                    throw new IllegalArgumentException("a flaw of ours");
                  }
                }))) {
      DeployPlan plan = Rig.plan(wiring);
      DeployRun run;
      DeployResult result;
      try (Logged logged = new Logged(FanOut.class)) {
        run = wiring.deploys().start(plan, DeployOptions.allAtOnce());
        result = run.await();
        assertThat(logged.lines())
            .containsExactly("ERROR work on " + dying.name() + " ended unexpectedly");
      }

      assertThat(Rig.of(result, rig.node(EngineKind.NGINX)).end()).isEqualTo(End.DONE);
      assertThat(Rig.of(result, dying).end()).isEqualTo(End.UNKNOWN);
      assertThat(Rig.of(result, dying).failure().orElseThrow().summary())
          .contains(dying.name().value(), "a flaw of ours");
      assertThat(run.progress().find().flatMap(DeployProgress::result)).contains(result);
      Journal.Run told = wiring.history().runs(1).getFirst();
      assertThat(told.ended()).isPresent();
      assertThat(told.nodes())
          .anySatisfy(node -> {
            assertThat(node.node()).isEqualTo(dying.name());
            assertThat(node.end()).contains(End.UNKNOWN);
          });
    }
    rig.assertNextRunSettles();
  }

  @Test
  @Order(3)
  void aLoadBalancerThatDiesAfterItsCommitIsTheReasonThatIsTold() throws Exception {
    rig.newIntent();
    LabNode dying = rig.node(EngineKind.HAPROXY);
    try (Wiring wiring =
        rig.open(journal ->
            new StepJournal(
                journal,
                (node, phase) -> {
                  if (phase == Phase.VERIFYING && node.equals(dying.name())) {
                    rig.lab().fault(node, new LabFault.KillBalancer());
                    throw new FailureException(new Failure.NotVerified(node, "it is silent"));
                  }
                }))) {
      NodeResult end = Rig.of(Rig.deploy(wiring), dying);

      assertThat(end.end()).isEqualTo(End.UNKNOWN);
      assertThat(end.failure()).as(end.toString()).containsInstanceOf(Failure.NotRunning.class);
      assertThat(end.release()).isNotEqualTo(Optional.empty());
    } finally {
      rig.lab().undo(dying.name(), new LabFault.KillBalancer());
    }
    rig.assertNextRunSettles();
  }

  /// Neither the reload nor the way back can come: that is the reason that is told.
  @Test
  @Order(4)
  void aLoadBalancerThatIsStoppedInTheCommitIsTheReasonThatIsTold() throws Exception {
    for (EngineKind engine : EngineKind.values()) {
      rig.newIntent();
      LabNode stopped = rig.node(engine);
      try (Wiring wiring =
          rig.open(journal ->
              new StepJournal(
                  journal,
                  (node, phase) -> {
                    if (phase == Phase.COMMITTING && node.equals(stopped.name())) {
                      rig.lab().fault(node, new LabFault.FreezeBalancer());
                    }
                  }))) {
        NodeResult end = Rig.of(Rig.deploy(wiring), stopped);

        assertThat(end.end()).isEqualTo(End.UNKNOWN);
        assertThat(end.failure()).as(end.toString()).containsInstanceOf(Failure.Halted.class);
      } finally {
        rig.lab().undo(stopped.name(), new LabFault.FreezeBalancer());
      }
      rig.assertNextRunSettles();
    }
  }

  /// The commit was confirmed, the program vanished before it wrote that down, and then the load
  /// balancer died: its files alone are no success.
  @Test
  @Order(5)
  void aRunThatIsSettledLaterIsNotToldAsDoneByFilesAlone() throws Exception {
    rig.newIntent();
    LabNode dying = rig.node(EngineKind.HAPROXY);
    try (Wiring wiring = rig.open(HonestEndsTest::neverEnding)) {
      assertThat(Rig.deploy(wiring).done()).isTrue();
    }
    rig.lab().fault(dying.name(), new LabFault.KillBalancer());
    try (Wiring wiring = rig.open()) {
      assertThat(wiring.drift().settle())
          .anySatisfy(settled -> {
            assertThat(settled.node()).isEqualTo(dying.name());
            assertThat(settled.failure()).containsInstanceOf(Failure.NotRunning.class);
          })
          .anySatisfy(settled -> {
            assertThat(settled.node()).isNotEqualTo(dying.name());
            assertThat(settled.settled()).contains("was confirmed before and runs: ", "release");
          });
      assertThat(wiring.history().runs(1).getFirst().ended()).as("it is open still").isEmpty();
    } finally {
      rig.lab().undo(dying.name(), new LabFault.KillBalancer());
    }
    rig.assertNextRunSettles();
    try (Wiring wiring = rig.open()) {
      assertThat(wiring.history().runs(5)).allSatisfy(run -> assertThat(run.ended()).isPresent());
    }
  }

  /// A script around the program that takes its time: the desk gave the check up, and says what it
  /// saw of the node after that.
  @Test
  @Order(6)
  void aNodeThatWasSeenAfterItsCheckWasGivenUpIsNotToldAsUnknown(@TempDir Path dir)
      throws Exception {
    LabNode slow = rig.node(EngineKind.HAPROXY);
    Path wrapper = dir.resolve("haproxy");
    Files.writeString(
        wrapper,
        """
        #!/bin/sh
        case $1 in -c) test -e %s || sleep 4 ;; esac
        exec /usr/sbin/haproxy "$@"
        """
            .formatted(dir.resolve("quick")));
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    String fleet = Files.readString(rig.lab().fleetFile());
    String wrapped = fleet.replace("binary: /usr/sbin/haproxy", "binary: " + wrapper);
    assertThat(wrapped).isNotEqualTo(fleet);
    try (Wiring wiring = rig.open()) {
      wiring.inventory().apply(wrapped, "fleet.yaml", false);
    }
    rig.newIntent();
    Desk.Limits limits =
        new Desk.Limits(
            Rig.LIMITS.connect(),
            Rig.LIMITS.answer(),
            Duration.ofSeconds(2),
            Rig.LIMITS.deadMan(),
            Rig.LIMITS.verify(),
            Rig.LIMITS.recover());
    try (Wiring wiring = new Wiring(rig.home(), limits, journal -> journal)) {
      NodeResult end = Rig.of(Rig.deploy(wiring), slow);

      assertThat(end.end()).as(end.toString()).isEqualTo(End.UNTOUCHED);
      Failure told = end.failure().orElseThrow();
      assertThat(told.summary()).contains("did not answer to 'CHECK' within 2000 ms");
      assertThat(told.action()).contains("was seen after that").doesNotContain("unknown");
    }
    Files.createFile(dir.resolve("quick"));
    rig.assertNextRunSettles();
  }

  private static Journal neverEnding(Journal journal) {
    return (Journal)
        java.lang.reflect.Proxy.newProxyInstance(
            Journal.class.getClassLoader(),
            new Class<?>[] {Journal.class},
            (_, method, arguments) ->
                method.getName().equals("end") ? null : method.invoke(journal, arguments));
  }
}
