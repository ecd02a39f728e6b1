package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.UrlPath;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodeDrift;
import pointsman.model.plan.NodePlan;
import pointsman.port.LabNode;
import pointsman.port.TextDiff;
import pointsman.service.deploy.DeployOptions;
import pointsman.service.deploy.PlanRequest;

/// The main job on real nodes, step by step, each seen from outside.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeployFlowTest {
  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(4);
  }

  private static List<String> changedLines(DeployPlan plan, EngineKind engine) {
    NodePlan.Change change =
        plan.changes().stream()
            .filter(each -> each.node().equals(rig.node(engine).name()))
            .findFirst()
            .orElseThrow();
    assertThat(change.changes()).hasSize(1);
    FileChange file = change.changes().getFirst();
    return new pointsman.diff.LineDiff()
        .compare(file.before(), file.after(), 0).stream()
            .filter(line -> line.kind() != TextDiff.Kind.GAP)
            .filter(line -> !line.text().contains(change.release().id().value()))
            .filter(
                line -> !change.against().map(r -> line.text().contains(r.value())).orElse(false))
            .map(line -> (line.kind() == TextDiff.Kind.ADDED ? "+ " : "- ") + line.text().strip())
            .toList();
  }

  private static DeployResult deployAndSettle() throws Exception {
    try (Wiring wiring = rig.open()) {
      DeployResult result = Rig.deploy(wiring);
      assertThat(result.done()).as(result.toString()).isTrue();
      assertThat(Rig.plan(wiring).changes()).as("a plan right after a deploy").isEmpty();
      for (NodeDrift drift : wiring.drift().drift(Set.of())) {
        assertThat(drift.clean()).as(drift.toString()).isTrue();
      }
      rig.assertRunsWhatIsInPlace();
      return result;
    }
  }

  private static void takeBack(DeployResult result) throws Exception {
    try (Wiring wiring = rig.open()) {
      DeployPlan back = wiring.history().planRevert(result.run());
      DeployResult reverted = wiring.deploys().start(back, DeployOptions.allAtOnce()).await();
      assertThat(reverted.done()).as(reverted.toString()).isTrue();
    }
    rig.assertRunsWhatIsInPlace();
  }

  private static Set<String> serversSeen(LabNode node, int port, String path) {
    Set<String> seen = new java.util.TreeSet<>();
    for (int i = 0; i < 60; i++) {
      HttpResponse<String> answer = rig.get(node, port, path);
      assertThat(answer.statusCode()).isEqualTo(200);
      seen.add(answer.headers().firstValue("X-Server").orElse("?"));
    }
    return seen;
  }

  @Test
  @Order(1)
  void bringsABareFleetUpAndANewProcessFindsNothingToDo() throws Exception {
    try (Wiring wiring = rig.open()) {
      assertThat(Rig.plan(wiring).changes()).hasSize(4);
    }
    deployAndSettle();
    rig.assertServes("blue");
  }

  @Test
  @Order(2)
  void aChangedWeightIsAllThatChangesAndGoesBack() throws Exception {
    Fleet before = fleet();
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-web",
            servers -> edit(servers, "b1", one -> Rig.with(one, one.port().value(), 7))));
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = Rig.plan(wiring);
      assertThat(changedLines(plan, EngineKind.HAPROXY))
          .hasSize(2)
          .anyMatch(line -> line.endsWith("weight 7"));
      assertThat(changedLines(plan, EngineKind.NGINX))
          .hasSize(2)
          .anyMatch(line -> line.contains("weight=7"));
    }
    Map<Name, List<NamedLimit>> limits = new HashMap<>();
    try (Wiring wiring = rig.open()) {
      Rig.plan(wiring).changes().forEach(change -> limits.put(change.node(), change.limits()));
    }
    DeployResult result = deployAndSettle();
    try (Wiring wiring = rig.open()) {
      assertThat(wiring.history().planRevert(result.run()).changes())
          .as("a way back tells what a deploy tells")
          .hasSize(4)
          .allMatch(change -> change.radius().connections() >= 0)
          .allMatch(change -> change.limits().equals(limits.get(change.node())))
          .anyMatch(change -> !change.limits().isEmpty());
    }
    takeBack(result);
    try (Wiring wiring = rig.open()) {
      assertThat(Rig.plan(wiring).changes()).as("the inventory still wants the weight").hasSize(4);
    }
    restore(before);
    try (Wiring wiring = rig.open()) {
      assertThat(Rig.plan(wiring).changes())
          .as("the revert brought exactly the former state")
          .isEmpty();
    }
  }

  @Test
  @Order(3)
  void aNewServerIsAddedAndServes() throws Exception {
    Fleet before = fleet();
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "shop-api",
            servers ->
                List.of(
                    new Server(
                        new Name("b9"),
                        servers.getFirst().address(),
                        new Port(servers.getFirst().port().value() + 1000),
                        100,
                        Optional.empty(),
                        false,
                        false),
                    Rig.with(servers.get(1), servers.get(1).port().value(), 0),
                    Rig.with(servers.get(2), servers.get(2).port().value(), 0))));
    DeployResult result = deployAndSettle();
    for (LabNode node : rig.lab().nodes()) {
      assertThat(serversSeen(node, 8080, "/api/x")).as(node.name().value()).containsExactly("b1");
    }
    takeBack(result);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(serversSeen(node, 8080, "/api/x"))
          .as(node.name().value())
          .contains("b1", "b2", "b3");
    }
    restore(before);
  }

  @Test
  @Order(4)
  void aChangedPortAndANewRouteAreFollowed() throws Exception {
    Fleet before = fleet();
    rig.change(fleet ->
        Rig.withBlue(
            fleet,
            "ledger",
            servers ->
                servers.stream()
                    .map(one -> Rig.with(one, one.port().value() + 1000, one.weight()))
                    .toList()));
    deployAndSettle();
    rig.assertServes("blue");
    rig.change(fleet ->
        withService(
            fleet,
            "shop",
            service -> {
              List<Route> routes = new ArrayList<>(service.routes());
              routes.add(
                  0,
                  new Route(
                      List.of(new Condition.PathPrefix(new UrlPath("/ledger"))),
                      new Name("shop-api")));
              return routes;
            }));
    for (LabNode node : rig.lab().nodes()) {
      assertThat(rig.get(node, 8080, "/ledger").headers().firstValue("X-Pool"))
          .contains("shop-web");
    }
    DeployResult route = deployAndSettle();
    for (LabNode node : rig.lab().nodes()) {
      assertThat(rig.get(node, 8080, "/ledger").headers().firstValue("X-Pool"))
          .contains("shop-api");
    }
    takeBack(route);
    for (LabNode node : rig.lab().nodes()) {
      assertThat(rig.get(node, 8080, "/ledger").headers().firstValue("X-Pool"))
          .contains("shop-web");
    }
    restore(before);
    deployAndSettle();
  }

  @Test
  @Order(5)
  void aRemovedServiceStopsListeningAndTheOtherStays() throws Exception {
    Fleet before = fleet();
    rig.change(fleet ->
        new Fleet(
            fleet.environment(),
            fleet.nodes(),
            fleet.services().stream()
                .filter(each -> !each.name().value().equals("ledger"))
                .toList(),
            fleet.pools()));
    DeployResult removed = deployAndSettle();
    for (LabNode node : rig.lab().nodes()) {
      assertThat(rig.get(node, 8080, "/").statusCode()).isEqualTo(200);
      assertThat(listens(node, 9000)).as("%s still listens on 9000", node.name()).isFalse();
    }
    takeBack(removed);
    rig.assertServes("blue");
    restore(before);
  }

  @Test
  @Order(6)
  void oneServiceIsDeployedAndTheOtherStaysAsLastDeployed() throws Exception {
    Fleet before = fleet();
    rig.change(fleet ->
        Rig.withBlue(
            Rig.withBlue(
                fleet,
                "ledger",
                servers ->
                    servers.stream()
                        .map(one -> Rig.with(one, one.port().value() + 1000, one.weight()))
                        .toList()),
            "shop-web",
            servers -> edit(servers, "b2", one -> Rig.with(one, one.port().value(), 9))));
    try (Wiring wiring = rig.open()) {
      DeployPlan plan = wiring.deploys().plan(new PlanRequest(Set.of(new Name("shop")), Set.of()));
      assertThat(plan.changes())
          .allSatisfy(change -> {
            assertThat(change.leftOut()).containsExactly(new Name("ledger"));
            assertThat(change.radius().services()).containsExactly(new Name("shop"));
          });
      assertThat(wiring.deploys().start(plan, DeployOptions.allAtOnce()).await().done()).isTrue();
      assertThat(Rig.plan(wiring).changes()).as("ledger still waits").hasSize(4);
    }
    restore(before);
    deployAndSettle();
  }

  private static Fleet fleet() throws Exception {
    try (Wiring wiring = rig.open()) {
      return wiring.inventory().load();
    }
  }

  private static void restore(Fleet before) throws Exception {
    rig.change(_ -> before);
  }

  private static List<Server> edit(
      List<Server> servers, String name, UnaryOperator<Server> change) {
    return servers.stream()
        .map(server -> server.name().value().equals(name) ? change.apply(server) : server)
        .toList();
  }

  private static Fleet withService(
      Fleet fleet, String name, java.util.function.Function<Service, List<Route>> routes) {
    return new Fleet(
        fleet.environment(),
        fleet.nodes(),
        fleet.services().stream()
            .map(each ->
                each.name().value().equals(name)
                    ? new Service(
                        each.name(),
                        each.layer(),
                        each.listen(),
                        each.on(),
                        routes.apply(each),
                        each.timeouts(),
                        each.trustedProxies())
                    : each)
            .toList(),
        fleet.pools());
  }

  private static boolean listens(LabNode node, int port) {
    try (java.net.Socket socket = new java.net.Socket()) {
      socket.connect(new java.net.InetSocketAddress(node.address(), port), 2000);
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
