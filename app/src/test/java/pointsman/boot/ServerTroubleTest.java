package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeResult.End;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;
import pointsman.model.traffic.ServerPath;
import pointsman.port.LabNode;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;

/// Changes of servers that do not come out as wished, on a real HAProxy and a real Nginx.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ServerTroubleTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name B1 = new Name("b1");
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(2);
    own("haproxy/haproxy.cfg.ftl", "  balance ${p.balance}", "  balance static-rr");
    own("nginx/nginx.conf.ftl", "\\$pm_now_\\$\\{[lp]\\.word}(_blue|_green)?", "");
    deploy();
  }

  /// A template of the operator's own: Pointsman's with something else in the place of a pattern.
  private static void own(String name, String pattern, String other) throws IOException {
    String ours;
    try (InputStream in = Wiring.class.getResourceAsStream("/templates/" + name)) {
      ours = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String theirs =
        ours.contains(pattern) ? ours.replace(pattern, other) : ours.replaceAll(pattern, other);
    assertThat(theirs).isNotEqualTo(ours);
    Path file = rig.home().resolve("templates").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, theirs);
  }

  private static void deploy() throws Exception {
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
    }
  }

  private static NodeResult change(LabNode node, ServerChange change) throws Exception {
    try (Wiring wiring = rig.open()) {
      return wiring
          .servers()
          .change(new ServerOrder(WEB, B1, change, Set.of(node.name())), Consent.none())
          .nodes()
          .getFirst();
    }
  }

  private static ServerRuns runs(LabNode node) throws Exception {
    try (Wiring wiring = rig.open()) {
      return wiring.servers().look(Set.of(node.name())).values().stream()
          .flatMap(look -> look.find().orElseThrow().stream())
          .filter(each -> each.at().equals(new ServerPath(WEB, LaneColor.BLUE, B1)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static NodeDrift drift(LabNode node) throws Exception {
    try (Wiring wiring = rig.open()) {
      return wiring.drift().drift(Set.of(node.name())).getFirst();
    }
  }

  private static List<String> left(LabNode node) throws IOException {
    try (Stream<Path> files = Files.list(node.state())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".was") || name.endsWith(".turn"))
          .toList();
    }
  }

  private static Set<String> users(LabNode node) {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      seen.add(rig.get(node, 8080, "/").headers().firstValue("X-Server").orElse("?"));
    }
    return seen;
  }

  /// With such a balance HAProxy takes no weight but 0 and the deployed one.
  @Test
  @Order(1)
  void whatTheLoadBalancerRefusesIsTakenBackAndItsReasonTold() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);

    NodeResult end = change(node, new ServerChange.ToWeight(7));

    assertThat(end.end()).as(end.toString()).isEqualTo(End.UNTOUCHED);
    assertThat(end.failure().orElseThrow().summary()).contains("set server", "static LB algorithm");
    assertThat(left(node)).isEmpty();
    assertThat(runs(node).asDeployed()).isTrue();
    assertThat(drift(node).clean()).as(drift(node).toString()).isTrue();
  }

  /// Nothing in such a config listens to what is set.
  @Test
  @Order(2)
  void anOwnTemplateThatReadsNothingOfItIsNamedAndNoSuccessIsClaimed() throws Exception {
    LabNode node = rig.node(EngineKind.NGINX);

    NodeResult end = change(node, new ServerChange.ToState(AdminState.MAINT));

    assertThat(users(node)).contains("b1");
    assertThat(end.end()).as(end.toString()).isEqualTo(End.UNTOUCHED);
    assertThat(end.failure().orElseThrow().summary())
        .contains(node.name().value(), "$pm_now_shop_web_blue");
    assertThat(left(node)).isEmpty();
    assertThat(drift(node).clean()).as(drift(node).toString()).isTrue();
  }

  /// The files are in their places, the socket is told nothing yet or just now.
  @Test
  @Order(3)
  void aProgramThatIsKilledBetweenFilesAndSocketLeavesNothingHalfDone() throws Exception {
    for (String name : List.of("haproxy/haproxy.cfg.ftl", "nginx/nginx.conf.ftl")) {
      Files.delete(rig.home().resolve("templates").resolve(name));
    }
    deploy();
    LabNode node = rig.node(EngineKind.HAPROXY);
    boolean between = false;
    // A kill that comes after the word to go is a change that was made.
    for (int i = 0; i < 8 && !between; i++) {
      killOnItsWay(node);
      between = runs(node).standing().isNone();
      assertThat(drift(node).clean())
          .as("what runs otherwise than it is kept is named: " + drift(node))
          .isEqualTo(runs(node).kept());
      NodeResult again = change(node, new ServerChange.AsDeployed());
      assertThat(again.end()).as(again.toString()).isIn(End.DONE, End.UNCHANGED);
      assertThat(users(node)).containsExactly("b1", "b2", "b3");
    }
    assertThat(between).as("killed between files and the word to go, and taken back").isTrue();
  }

  /// Kills a program that takes a server out once its files are in their places.
  private static void killOnItsWay(LabNode node) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VanishingServerChange.class.getName(),
                rig.home().toString(),
                node.name().value())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> left(node).stream().anyMatch(name -> name.endsWith(".was")));
    } finally {
      program.destroyForcibly().waitFor();
    }
    Awaitility.await()
        .untilAsserted(() -> assertThat(left(node)).as("the node ends what was begun").isEmpty());
  }
}
