package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.lab.BalancerTalk;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.UrlPath;
import pointsman.model.traffic.RolloutPolicy;
import pointsman.port.DemoKnob;
import pointsman.port.LabNode;
import pointsman.service.guard.Consent;

/// What `--smoke` asks of a candidate, and what it stops, on a HAProxy and an Nginx node with users
/// on them.
final class SmokeOfServersTest {
  private static final Name WEB = new Name("shop-web");
  private static final Name API = new Name("shop-api");
  private static final Name LEDGER = new Name("ledger");
  private static final String READY = "/api/ready-for-users";

  private static Rig rig;
  private static AskedServer first;
  private static AskedServer second;

  @BeforeAll
  static void up() throws Exception {
    first = new AskedServer();
    second = new AskedServer();
    rig = Rig.deployed(2, SmokeOfServersTest::withAskedServers);
  }

  @AfterAll
  static void down() throws Exception {
    rig.close();
    first.close();
    second.close();
  }

  /// Two of the candidate's servers tell what they were asked; it has no others.
  private static Fleet withAskedServers(Fleet fleet) {
    return fleet.withPool(
        API,
        pool ->
            pool.withLane(
                LaneColor.GREEN,
                lane ->
                    lane.with(
                        List.of(
                            first.in(lane.servers().get(0)), second.in(lane.servers().get(1))))));
  }

  @BeforeEach
  void begin() throws Exception {
    well();
    for (Name pool : List.of(WEB, API, LEDGER)) {
      rig.awaitCapacity(pool);
    }
    first.forget();
    second.forget();
  }

  @AfterEach
  void well() throws FailureException {
    for (Name pool : List.of(WEB, LEDGER)) {
      rig.lab()
          .turn(
              DemoKnob.of(pool, LaneColor.GREEN)
                  .withErrors(0)
                  .withDelay(Duration.ZERO)
                  .withDown(false));
    }
    first.answer(200);
    second.answer(200);
  }

  /// Everything that is kept below the nodes' config and state, and HAProxy's maps.
  private static Map<String, String> kept() throws IOException {
    Map<String, String> kept = new TreeMap<>();
    for (LabNode node : rig.lab().nodes()) {
      for (Path root : List.of(node.etc(), node.state())) {
        try (var files = Files.walk(root)) {
          for (Path file : files.toList()) {
            String name = node.name() + " " + root.relativize(file);
            if (!name.contains(" log/") && !name.contains(" lock")) {
              kept.put(name, Files.isRegularFile(file) ? Files.readString(file) : "a folder");
            }
          }
        }
      }
    }
    LabNode haproxy = rig.node(EngineKind.HAPROXY);
    for (String line : BalancerTalk.socket(haproxy, "show map").lines().toList()) {
      if (line.matches("[0-9]+ .*")) {
        String number = line.substring(0, line.indexOf(' '));
        kept.put("map " + line, BalancerTalk.socket(haproxy, "show map #" + number));
      }
    }
    return kept;
  }

  private static void assertNoRollout(Name pool) {
    Rig.Ran ran = rig.run("rollback", pool.value());
    assertThat(ran.err()).contains("Pool " + pool + " has no rollout");
  }

  @Test
  void everyServerOfTheCandidateIsAskedForThePathBeforeAnyUserGoesThere() {
    try (ApiUsers users = new ApiUsers(rig)) {
      Rig.Ran ran = rig.run("switch", API.value(), "green", "--smoke", READY, "--watch", "1s");
      assertThat(ran.code()).as(ran.toString()).isZero();
      for (AskedServer server : List.of(first, second)) {
        Awaitility.await().until(() -> server.asked().contains(ApiUsers.PATH));
        List<String> asked = server.asked();
        assertThat(asked.subList(0, asked.indexOf(ApiUsers.PATH)))
            .as("what it was asked before the first user came")
            .hasSizeGreaterThanOrEqualTo(rig.lab().nodes().size())
            .containsOnly(READY);
      }
      assertThat(users.failed()).isEmpty();
    } finally {
      Rig.Ran back = rig.run("rollback", API.value());
      assertThat(back.code()).as(back.toString()).isZero();
    }
  }

  @Test
  void oneServerOfThreeThatAnswersBadlyIsNamedByEveryNodeAndNobodyIsMoved() throws Exception {
    Map<String, String> before = kept();
    rig.lab().turn(DemoKnob.of(WEB, LaneColor.GREEN).only(new Name("g2")).withErrors(10_000));
    Rig.Ran ran;
    try (StickyUsers users = new StickyUsers(rig.lab().nodes(), 20)) {
      users.settle();
      ran = rig.run("switch", "shop-web", "green", "--smoke", "/", "--watch", "1s");
      users.close();
      assertThat(users.later()).as("what users got").containsOnly("blue");
    }
    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err())
        .contains("smoke test", "edge-1: g2 answered 500", "edge-2: g2 answered 500")
        .contains("No user went there")
        .doesNotContain("g1", "g3");
    assertThat(kept()).as("left on the nodes").isEqualTo(before);
    assertNoRollout(WEB);
  }

  @Test
  void aRedirectIsAGoodAnswer() {
    second.answer(302);
    Rig.Ran ran = rig.run("switch", API.value(), "green", "--smoke", READY, "--watch", "1s");
    assertThat(ran.code()).as(ran.toString()).isZero();
    Rig.Ran back = rig.run("rollback", API.value());
    assertThat(back.code()).as(back.toString()).isZero();
  }

  /// Why a canary does not begin. Nobody follows one that does, so that a wrong one ends at once.
  private static String refusal(Name pool, String smoke) throws Exception {
    try (Wiring wiring = rig.open()) {
      FailureException thrown =
          catchThrowableOfType(
              FailureException.class,
              () ->
                  wiring
                      .rollouts()
                      .begin(
                          pool,
                          RolloutPolicy.canary(Duration.ofMinutes(5)),
                          Optional.of(new UrlPath(smoke)),
                          Consent.yes()));
      assertThat(thrown).as("refused").isNotNull();
      assertThat(thrown.failure())
          .isInstanceOfSatisfying(
              Failure.Refused.class, no -> assertThat(no.guard()).isEqualTo("smoke test"));
      System.out.println(thrown.failure());
      return thrown.failure().summary();
    } finally {
      assertNoRollout(pool);
    }
  }

  @Test
  void aBadAnswerStopsACanaryAndTheServerIsAskedOnceByEachNode() throws Exception {
    Map<String, String> before = kept();
    second.answer(404);
    assertThat(refusal(API, READY))
        .contains("edge-1: g2 answered 404", "edge-2: g2 answered 404")
        .doesNotContain("g1");
    assertThat(second.asked())
        .as("a server that failed is not warmed up")
        .hasSize(rig.lab().nodes().size());
    assertThat(kept()).as("left on the nodes").isEqualTo(before);
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsNamedByEveryNode() throws Exception {
    Duration tooLong = Duration.ofSeconds(6);
    rig.lab().turn(DemoKnob.of(WEB, LaneColor.GREEN).only(new Name("g2")).withDelay(tooLong));
    assertThat(refusal(WEB, "/"))
        .contains("edge-1: g2", "edge-2: g2", "within 5000 ms")
        .doesNotContain("g1", "g3", "..");
  }

  @Test
  void onLayerFourAConnectionThatDoesNotStandStopsACanary() throws Exception {
    rig.lab().turn(DemoKnob.of(LEDGER, LaneColor.GREEN).only(new Name("g2")).withDown(true));
    assertThat(refusal(LEDGER, "/not-asked-here"))
        .contains("edge-1: g2", "edge-2: g2", "refused")
        .doesNotContain("g1", "g3", "not-asked-here", "..");
    rig.assertServes("blue");
  }

  /// A pool that no release knows yet, with the first pool's servers, on the Nginx node.
  private static void withFresh(Layer layer, String words) throws Exception {
    Name fresh = new Name("fresh");
    LabNode node = rig.node(EngineKind.NGINX);
    Listener listener = new Listener(Optional.empty(), new Port(8090), Optional.empty(), false);
    rig.change(fleet -> {
      Pool web = fleet.findPool(WEB).orElseThrow();
      Service shop = fleet.services().getFirst();
      Service service =
          new Service(
              fresh,
              layer,
              List.of(listener),
              new Placement(Set.of(node.name()), Set.of(), Set.of()),
              List.of(new Route(List.of(), fresh)),
              shop.timeouts(),
              List.of());
      Pool pool =
          new Pool(
              fresh,
              web.balance(),
              web.persistence(),
              new HealthChecks(Optional.empty(), web.health().passive()),
              web.live(),
              web.blue(),
              web.green(),
              new SplitKey.ClientAddress(),
              List.of());
      return fleet
          .withPools(Stream.concat(fleet.pools().stream(), Stream.of(pool)).toList())
          .withServices(Stream.concat(fleet.services().stream(), Stream.of(service)).toList());
    });
    try {
      assertThat(refusal(fresh, "/")).contains(words);
    } finally {
      rig.change(fleet ->
          fleet
              .withServices(
                  fleet.services().stream().filter(each -> !each.name().equals(fresh)).toList())
              .withPools(
                  fleet.pools().stream().filter(each -> !each.name().equals(fresh)).toList()));
    }
  }

  @Test
  void aReleaseThatDoesNotLeadThereYetIsNeverCalledTested() throws Exception {
    withFresh(Layer.HTTP, "edge-2: no listener of its release leads to fresh; deploy first");
  }

  @Test
  void serversOfDatagramsAreNotSaidToRefuseConnections() throws Exception {
    withFresh(Layer.UDP, "nobody can ask the servers of fresh: they answer datagrams only");
  }
}
