package pointsman.boot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pointsman.lab.BalancerTalk;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.SmokeSecret;
import pointsman.port.LabFault;
import pointsman.port.LabNode;

/// What becomes of a smoke test's secrets when the program or the load balancer vanishes in the
/// middle of it, on real nodes of both engines.
final class SmokeSecretOnNodesTest {
  private static final Name API = new Name("shop-api");
  private static final String READY = "/api/ready-for-users";
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Pattern SECRET = Pattern.compile("shop-api\\.green\\.[0-9a-f]{32}");

  private static Rig rig;
  private static AskedServer server;

  @BeforeAll
  static void up() throws Exception {
    server = new AskedServer();
    rig = Rig.of(2);
    rig.change(fleet ->
        fleet.withPool(
            API,
            pool ->
                pool.withLane(
                    LaneColor.GREEN,
                    lane -> lane.with(List.of(server.in(lane.servers().getFirst()))))));
    rig.deploy();
  }

  @AfterAll
  static void down() throws Exception {
    server.letGo();
    rig.close();
    server.close();
  }

  @BeforeEach
  void candidateIsUp() throws Exception {
    rig.awaitCapacity(API);
  }

  private static String table() throws Exception {
    return BalancerTalk.socket(rig.node(EngineKind.HAPROXY), "show table pointsman.smoke");
  }

  private static List<String> files() throws Exception {
    try (var files = Files.list(rig.node(EngineKind.NGINX).state().resolve("smoke"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /// Who answers a user that has a secret.
  private static String lane(LabNode node, String secret) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + node.address() + ":8080/api/x"))
                  .header(SmokeSecret.HEADER, secret)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("X-Lane")
          .orElse("?");
    }
  }

  /// Where one of these stands below the program's home or a node's folders.
  private static List<Path> found(List<String> secrets) throws Exception {
    List<Path> roots = new ArrayList<>(List.of(rig.home()));
    rig.lab().nodes().forEach(node -> roots.add(node.folder()));
    List<Path> found = new ArrayList<>();
    for (Path root : roots) {
      try (var files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(file, ISO_8859_1);
          if (secrets.stream().anyMatch(text::contains)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }

  private static Process program() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--home",
            rig.home().toString(),
            "switch",
            API.value(),
            "green",
            "--smoke",
            READY)
        .redirectErrorStream(true)
        .redirectOutput(rig.home().resolve("killed.out").toFile())
        .start();
  }

  @Test
  void aProgramThatIsKilledInASmokeTestLeavesNoSecretThatLasts() throws Exception {
    server.hold();
    Process program = program();
    try {
      Awaitility.await().atMost(LIMIT).until(() -> server.waiting() == 2);
      // Its requests end by themselves after 5 s: what they need is read before all else.
      String known = table();
      List<String> names = files();
      program.destroyForcibly().waitFor();
      Matcher inTable = SECRET.matcher(known);
      assertThat(inTable.find()).as("HAProxy knew one: %s", known).isTrue();
      assertThat(names).as("Nginx knew one").hasSize(1).allMatch(SECRET.asMatchPredicate());
      String ofNginx = names.getFirst();
      List<String> secrets = List.of(inTable.group(), ofNginx);
      for (LabNode node : rig.lab().nodes()) {
        assertThat(rig.get(node, 8080, "/api/x").headers().firstValue("X-Lane")).contains("blue");
      }

      server.letGo();
      Awaitility.await().atMost(LIMIT).until(() -> files().isEmpty());
      assertThat(lane(rig.node(EngineKind.NGINX), ofNginx)).isEqualTo("blue");

      long left = left();
      assertThat(left).as("ms until HAProxy forgets it").isBetween(1L, 30_000L);
      assertThat(lane(rig.node(EngineKind.HAPROXY), secrets.getFirst())).isEqualTo("green");
      assertThat(left()).as("its use does not renew it").isLessThan(left);
      assertThat(found(secrets)).as("where a secret is written down").isEmpty();
      assertThat(server.headers()).doesNotContain("x-pointsman-smoke");
    } finally {
      server.letGo();
      program.destroyForcibly().waitFor();
      System.out.println(Files.readString(rig.home().resolve("killed.out")));
    }
    BalancerTalk.socket(rig.node(EngineKind.HAPROXY), "clear table pointsman.smoke");
    rig.assertServes("blue");
    assertThat(rig.run("rollback", API.value()).err()).contains("has no rollout");
  }

  private static long left() throws Exception {
    Matcher left = Pattern.compile("exp=([0-9]+)").matcher(table());
    assertThat(left.find()).as(table()).isTrue();
    return Long.parseLong(left.group(1));
  }

  @Test
  void aLoadBalancerThatStopsInASmokeTestIsNamedWithoutTheSecret() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    LabFault fault = new LabFault.FreezeBalancer();
    server.before(() -> {
      try {
        rig.lab().fault(node.name(), fault);
      } catch (FailureException e) {
        throw new AssertionError(e);
      }
    });
    Rig.Ran ran;
    try {
      ran = rig.run("switch", API.value(), "green", "--smoke", READY, "--watch", "1s");
    } finally {
      rig.lab().undo(node.name(), fault);
    }
    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err()).contains("edge-1").doesNotContainPattern(SECRET);
    BalancerTalk.socket(node, "clear table pointsman.smoke");
    rig.assertServes("blue");
  }

  /// Smoke test in which HAProxy's socket is gone when the answers come.
  private static Rig.Ran withoutTakingItBack(Runnable before) throws Exception {
    Path socket = rig.node(EngineKind.HAPROXY).socket();
    Path aside = socket.resolveSibling("aside");
    server.hold();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Rig.Ran> running =
          thread.submit(
              () -> rig.run("switch", API.value(), "green", "--smoke", READY, "--watch", "1s"));
      Awaitility.await().atMost(LIMIT).until(() -> server.waiting() == 2);
      Files.move(socket, aside);
      before.run();
      server.letGo();
      return running.get();
    } finally {
      server.letGo();
      server.answer(200);
      if (Files.exists(aside)) {
        Files.move(aside, socket);
      }
      BalancerTalk.socket(rig.node(EngineKind.HAPROXY), "clear table pointsman.smoke");
    }
  }

  @Test
  void aSecretThatIsNotTakenBackIsToldAndNobodyGoes() throws Exception {
    Rig.Ran ran = withoutTakingItBack(() -> {});

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err())
        .contains("edge-1: the load balancer did not take the test's secret back")
        .doesNotContain("cannot be reached", "edge-2")
        .doesNotContainPattern(SECRET);
    rig.assertServes("blue");
  }

  @Test
  void theAnswersAreToldFirstWhenTheSecretIsNotTakenBack() throws Exception {
    Rig.Ran ran = withoutTakingItBack(() -> server.answer(404));

    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err())
        .containsSubsequence(
            "edge-1: through ",
            "answered 404 from shop-api.green",
            "edge-1: the load balancer did not take the test's secret back",
            "edge-2: through ",
            "answered 404 from shop-api.green")
        .doesNotContainPattern(SECRET);
    rig.assertServes("blue");
  }
}
