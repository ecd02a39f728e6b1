package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import pointsman.lab.BalancerTalk;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Token;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.ServerResult;
import pointsman.model.plan.ServerRuns;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerChange;
import pointsman.model.traffic.ServerPath;
import pointsman.port.LabFault;
import pointsman.port.LabNode;
import pointsman.service.guard.Consent;
import pointsman.service.server.ServerOrder;

/// Servers drained, taken out, weighted and brought back on a real HAProxy and a real Nginx, seen
/// from outside.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ServerAdminTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name LEDGER = new Name("ledger");
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(2);
    rig.change(ServerAdminTest::withCookies);
    deploy();
  }

  private static Fleet withCookies(Fleet fleet) {
    return fleet.withPool(WEB, pool -> pool.with(new Persistence.Cookie(new Token("SRV"))));
  }

  private static void deploy() throws Exception {
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
    }
    assertClean();
  }

  private static void assertClean() throws Exception {
    try (Wiring wiring = rig.open()) {
      for (NodeDrift drift : wiring.drift().drift(Set.of())) {
        assertThat(drift.clean()).as(drift.toString()).isTrue();
      }
    }
  }

  private static ServerResult change(Name pool, String server, ServerChange change)
      throws FailureException {
    return change(pool, server, change, Consent.none());
  }

  private static ServerResult change(Name pool, String server, ServerChange change, Consent consent)
      throws FailureException {
    try (Wiring wiring = rig.open()) {
      return wiring
          .servers()
          .change(new ServerOrder(pool, new Name(server), change, Set.of()), consent);
    }
  }

  private static void done(Name pool, String server, ServerChange change) throws Exception {
    ServerResult result = change(pool, server, change);
    assertThat(result.done()).as(result.toString()).isTrue();
  }

  private static ServerChange to(AdminState state) {
    return new ServerChange.ToState(state);
  }

  /// The servers that users without a cookie come to.
  private static Set<String> newUsers(LabNode node, int port) {
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      HttpResponse<String> answer = rig.get(node, port, "/");
      assertThat(answer.statusCode()).as(node.name() + ":" + port).isEqualTo(200);
      seen.add(answer.headers().firstValue("X-Server").orElse("?"));
    }
    return seen;
  }

  /// The server that a user of `b1` comes to.
  private static String userOf(String server, LabNode node) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + node.address() + ":8080/"))
                  .header("Cookie", "SRV_blue=" + server)
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .headers()
          .firstValue("X-Server")
          .orElse("?");
    }
  }

  private static ServerRuns runs(LabNode node, String server) throws Exception {
    try (Wiring wiring = rig.open()) {
      return wiring.servers().look(Set.of(node.name())).values().stream()
          .flatMap(look -> look.find().orElseThrow().stream())
          .filter(each -> each.at().pool().equals(WEB))
          .filter(each -> each.at().server().value().equals(server))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void onAll(LabFault fault) throws Exception {
    for (LabNode node : rig.lab().nodes()) {
      rig.lab().fault(node.name(), fault);
    }
  }

  private static void assertDrained() throws Exception {
    for (LabNode node : rig.lab().nodes()) {
      assertThat(newUsers(node, 8080)).as(node.name().value()).containsExactly("b2", "b3");
      assertThat(userOf("b1", node)).as("its old user, " + node.name()).isEqualTo("b1");
      assertThat(runs(node, "b1").state()).contains(AdminState.DRAIN);
    }
  }

  @Test
  @Order(1)
  void aDrainedServerGetsNoNewUsersAndKeepsItsOwn() throws Exception {
    done(WEB, "b1", to(AdminState.DRAIN));

    assertDrained();
    assertClean();
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = Rig.plan(wiring);
      assertThat(plan.changes()).as("a drain is no change of the release").isEmpty();
      assertThat(plan.standing())
          .containsExactly(
              Map.entry(
                  "shop-web.blue/b1 drain",
                  rig.lab().nodes().stream().map(LabNode::name).toList()));
      assertThat(wiring.servers().latest(1).getFirst().nodes())
          .allMatch(line -> line.end().equals(Optional.of(NodeResult.End.DONE)));
    }
  }

  @Test
  @Order(2)
  void itStaysOverAReloadByOthersAndAColdStart() throws Exception {
    onAll(new LabFault.OutsideReload());
    assertDrained();
    onAll(new LabFault.RestartBalancer());
    assertDrained();
    assertClean();
  }

  @Test
  @Order(3)
  void itStaysInANewReleaseWithOtherPorts() throws Exception {
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-web",
            servers ->
                servers.stream()
                    .map(one -> Rig.with(one, one.port().value() + 1000, one.weight()))
                    .toList()));
    try (Wiring wiring = rig.open()) {
      assertThat(Rig.plan(wiring).changes())
          .hasSize(2)
          .allSatisfy(plan ->
              assertThat(plan.standing().all())
                  .singleElement()
                  .satisfies(each -> assertThat(each.told()).isEqualTo("shop-web.blue/b1 drain")));
    }
    deploy();
    assertDrained();
    assertThat(runs(rig.node(EngineKind.HAPROXY), "b1").deployed().port().value())
        .isEqualTo(port("b1"));
    onAll(new LabFault.RestartBalancer());
    assertDrained();
    assertClean();
  }

  private static int port(String server) throws Exception {
    try (Wiring wiring = rig.open()) {
      return new ServerPath(WEB, LaneColor.BLUE, new Name(server))
          .in(wiring.inventory().load().pools())
          .map(Server::port)
          .orElseThrow()
          .value();
    }
  }

  @Test
  @Order(4)
  void aServerThatIsReadyAgainStaysSoAtAColdStart() throws Exception {
    done(WEB, "b1", to(AdminState.READY));
    onAll(new LabFault.RestartBalancer());
    for (LabNode node : rig.lab().nodes()) {
      assertThat(newUsers(node, 8080)).as(node.name().value()).containsExactly("b1", "b2", "b3");
      assertThat(runs(node, "b1").asDeployed()).isTrue();
    }
    assertClean();
  }

  @Test
  @Order(5)
  void aWeightStandsOverAReloadAndARestartUntilItIsReset() throws Exception {
    done(WEB, "b2", new ServerChange.ToWeight(7));
    onAll(new LabFault.OutsideReload());
    for (LabNode node : rig.lab().nodes()) {
      assertThat(runs(node, "b2").weight()).isEqualTo(7);
    }
    onAll(new LabFault.RestartBalancer());
    for (LabNode node : rig.lab().nodes()) {
      assertThat(runs(node, "b2").weight()).isEqualTo(7);
      assertThat(runs(node, "b2").state()).contains(AdminState.READY);
    }
    done(WEB, "b2", new ServerChange.AsDeployed());
    assertThat(runs(rig.node(EngineKind.HAPROXY), "b2").asDeployed()).isTrue();
    assertThat(runs(rig.node(EngineKind.NGINX), "b2").asDeployed()).isTrue();
  }

  @Test
  @Order(6)
  void aServerInMaintenanceServesNobodyAtEitherLayer() throws Exception {
    done(WEB, "b3", to(AdminState.MAINT));
    done(LEDGER, "b1", to(AdminState.MAINT));
    for (LabNode node : rig.lab().nodes()) {
      assertThat(newUsers(node, 8080)).as(node.name().value()).containsExactly("b1", "b2");
      assertThat(newUsers(node, 9000)).as(node.name().value()).containsExactly("b2", "b3");
      assertThat(userOf("b3", node)).isNotEqualTo("b3");
    }
    done(LEDGER, "b1", to(AdminState.READY));
  }

  @Test
  @Order(7)
  void theLastServerIsRefusedWithTheNumbersUnlessItIsNamed() throws Exception {
    done(WEB, "b2", to(AdminState.DRAIN));
    assertThatThrownBy(() -> change(WEB, "b1", to(AdminState.DRAIN)))
        .hasMessageContaining("0 of its 2 other servers are up")
        .hasMessageContaining("lane blue");
    assertThatThrownBy(() -> change(WEB, "b1", new ServerChange.ToWeight(0)))
        .hasMessageContaining("0 of its 2");
    assertThat(runs(rig.node(EngineKind.HAPROXY), "b1").asDeployed()).isTrue();

    ServerResult named =
        change(WEB, "b1", to(AdminState.DRAIN), Consent.named("shop-web/b1", "it goes anyway"));

    assertThat(named.done()).as(named.toString()).isTrue();
    done(WEB, "b1", to(AdminState.READY));
    done(WEB, "b2", to(AdminState.READY));
  }

  @Test
  @Order(8)
  void oneNodeThatRefusesIsNamedAndTheOtherIsDone() throws Exception {
    LabNode busy = rig.node(EngineKind.NGINX);
    LabFault held = new LabFault.HoldLock("eve");
    rig.lab().fault(busy.name(), held);
    try {
      ServerResult result = change(WEB, "b1", to(AdminState.DRAIN));
      assertThat(result.behind()).containsExactly(busy.name());
      assertThat(result.asBefore()).isFalse();
      assertThat(result.nodes())
          .filteredOn(node -> node.node().equals(busy.name()))
          .singleElement()
          .satisfies(node -> {
            assertThat(node.end()).isEqualTo(NodeResult.End.UNTOUCHED);
            assertThat(node.failure().orElseThrow().summary()).contains("eve");
          });
      assertThat(runs(busy, "b1").asDeployed()).isTrue();
      assertThat(runs(rig.node(EngineKind.HAPROXY), "b1").state()).contains(AdminState.DRAIN);
    } finally {
      rig.lab().undo(busy.name(), held);
    }
    done(WEB, "b1", new ServerChange.AsDeployed());
  }

  @Test
  @Order(9)
  void whatWasSetByHandIsSeenAndNotTakenForKept() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    BalancerTalk.socket(node, "set server shop-web.blue/b2 state drain");

    ServerRuns byHand = runs(node, "b2");
    assertThat(byHand.state()).contains(AdminState.DRAIN);
    assertThat(byHand.kept()).isFalse();
    done(WEB, "b1", new ServerChange.ToWeight(50));
    assertThat(runs(node, "b2").state()).as("left alone").contains(AdminState.DRAIN);

    done(WEB, "b2", new ServerChange.AsDeployed());
    assertThat(runs(node, "b2").asDeployed()).isTrue();
    done(WEB, "b1", new ServerChange.AsDeployed());
  }

  @Test
  @Order(10)
  void aServerThatIsDeployedNoMoreLeavesNoOverride() throws Exception {
    assertThat(runs(rig.node(EngineKind.NGINX), "b3").state()).contains(AdminState.MAINT);
    rig.change(fleet -> Rig.withBlue(fleet, "shop-web", servers -> servers.subList(0, 2)));
    deploy();
    rig.change(fleet -> Rig.withBlue(fleet, "shop-web", servers -> List.of(servers.get(0))));
    deploy();
    for (LabNode node : rig.lab().nodes()) {
      assertThat(newUsers(node, 8080)).as(node.name().value()).containsExactly("b1");
      assertThat(runs(node, "b1").asDeployed()).isTrue();
    }
  }
}
