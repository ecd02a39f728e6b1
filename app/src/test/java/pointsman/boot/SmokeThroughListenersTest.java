package pointsman.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pointsman.driver.Certificates;
import pointsman.driver.EngineDriver;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.SmokeEntry;
import pointsman.driver.haproxy.HaproxyDriver;
import pointsman.driver.nginx.NginxDriver;
import pointsman.lab.BalancerTalk;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Tls;
import pointsman.model.node.Frame;
import pointsman.model.traffic.PoolLane;
import pointsman.model.traffic.SmokeSecret;
import pointsman.port.LabNode;

/// Smoke tests through the listeners of real nodes of both engines: they see what users would get,
/// and leave nothing behind.
final class SmokeThroughListenersTest {
  private static final Name POOL = new Name("shop-web");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @AutoClose private static Rig rig;

  @BeforeAll
  static void up() throws Exception {
    rig = Rig.of(2);
    deploy();
  }

  private static void deploy() throws Exception {
    try (Wiring wiring = rig.open()) {
      assertThat(Rig.deploy(wiring).done()).isTrue();
    }
  }

  private static Rig.Ran toGreen(String path) {
    return rig.run("switch", "shop-web", "green", "--smoke", path, "--watch", "1s");
  }

  private static void assertRefused(Rig.Ran ran, String... words) {
    assertThat(ran.code()).as(ran.toString()).isEqualTo(4);
    assertThat(ran.err()).contains("smoke test").contains(words);
    rig.assertServes("blue");
  }

  private static void assertNothingIsLeft() throws Exception {
    LabNode nginx = rig.node(EngineKind.NGINX);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(nginx.state().resolve("smoke")).isEmptyDirectory());
    assertThat(haproxy("show table pointsman.smoke")).contains("used:0");
  }

  private static String haproxy(String command) throws Exception {
    return BalancerTalk.socket(rig.node(EngineKind.HAPROXY), command);
  }

  @Test
  void theCandidateAnswersThroughEveryListenerAndNothingIsLeft() throws Exception {
    Rig.Ran ran = toGreen("/health");
    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(rig.run("canary", "status", "shop-web").out())
        .contains("/health was answered by shop-web.green through 2 listeners");
    assertNothingIsLeft();
    assertThat(rig.run("rollback", "shop-web").code()).isZero();
    rig.assertServes("blue");
  }

  @Test
  void aPathThatUsersTakeElsewhereStopsTheSwitch() {
    assertRefused(
        toGreen("/api/health"), "edge-1", "edge-2", "by shop-api.blue, not by shop-web.green");
    assertRefused(
        rig.run("switch", "shop-api", "green", "--smoke", "/health"),
        "no route of service shop leads /health to shop-api");
  }

  /// Asked past the load balancer its servers are well: only the way through it is broken.
  @Test
  void aCandidateThatOnlyTheLoadBalancerCannotServeStopsTheSwitch() throws Exception {
    withOwnTemplate(
        "<@lanes s=s rules=\"http-request\"/>\n",
        "<@lanes s=s rules=\"http-request\"/>\n"
            + "  http-request deny deny_status 403 if { var(txn.lane) -m str green }\n",
        () -> {
          assertRefused(
              toGreen("/health"), "edge-1: through", "answered 403", "not by shop-web.green");
          assertNothingIsLeft();
        });
  }

  @Test
  void aReleaseWithoutTheEntryIsNeverCalledTested() throws Exception {
    withOwnTemplate(
        "backend pointsman.smoke\n",
        "backend pointsman.other\n",
        () -> assertRefused(toGreen("/health"), "edge-1: its release has no entry for smoke tests"),
        ",in_table(pointsman.smoke)",
        ",in_table(pointsman.other)");
  }

  private interface Body {
    void run() throws Exception;
  }

  private static void withOwnTemplate(String from, String to, Body body, String... more)
      throws Exception {
    Path override = rig.home().resolve("templates/haproxy/haproxy.cfg.ftl");
    Files.createDirectories(override.getParent());
    String ours;
    try (InputStream in = Wiring.class.getResourceAsStream("/templates/haproxy/haproxy.cfg.ftl")) {
      ours = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
    assertThat(ours).contains(from);
    ours = ours.replace(from, to);
    for (int i = 0; i + 1 < more.length; i += 2) {
      ours = ours.replace(more[i], more[i + 1]);
    }
    Files.writeString(override, ours);
    try {
      deploy();
      body.run();
    } finally {
      Files.delete(override);
      deploy();
    }
  }

  @Test
  void throughTlsItIsTheSame() throws Exception {
    Path pem = rig.home().resolve("cert.pem");
    Certificates.write(pem);
    rig.change(fleet -> withListener(fleet, Optional.of(pem)));
    try {
      deploy();
      Rig.Ran ran = toGreen("/health");
      assertThat(ran.code()).as(ran.toString()).isZero();
      assertThat(rig.run("canary", "status", "shop-web").out()).contains("through 2 listeners");
      assertThat(rig.run("rollback", "shop-web").code()).isZero();
    } finally {
      rig.change(fleet -> withListener(fleet, Optional.empty()));
      deploy();
    }
  }

  private static Fleet withListener(Fleet fleet, Optional<Path> pem) {
    Listener listener =
        new Listener(
            Optional.empty(),
            new Port(8080),
            pem.map(file -> new Tls(new FilePath(file.toString()), Optional.empty())),
            false);
    return fleet.withServices(
        fleet.services().stream()
            .map(service ->
                service.name().value().equals("shop")
                    ? new Service(
                        service.name(),
                        service.layer(),
                        List.of(listener),
                        service.on(),
                        service.routes(),
                        service.timeouts(),
                        service.trustedProxies())
                    : service)
            .toList());
  }

  /// A user's lane with a header that looks like a smoke test's.
  private static String lane(LabNode node, SmokeSecret secret) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + node.address() + ":8080/"))
                  .header(SmokeSecret.HEADER, secret.toString())
                  .header("Cookie", "uid=u1")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).as("what the server was told").doesNotContain(secret.token());
      return answer.headers().firstValue("X-Lane").orElse("?")
          + answer.headers().firstValue(SmokeSecret.HEADER).map(told -> " " + told).orElse("");
    }
  }

  private static SmokeSecret secret(LaneColor lane) {
    return SmokeSecret.draw(new PoolLane(POOL, lane), RandomGenerator.getDefault()::nextLong);
  }

  @Test
  void aGuessedHeaderIsAUserLikeAnyOther() throws Exception {
    for (LabNode node : rig.lab().nodes()) {
      assertThat(lane(node, secret(LaneColor.GREEN))).isEqualTo("blue");
    }
  }

  @Test
  void haproxyForgetsASecretByItself() throws Exception {
    LabNode node = rig.node(EngineKind.HAPROXY);
    SmokeSecret secret = secret(LaneColor.GREEN);
    SmokeEntry entry = new HaproxyDriver().shifting().smoke(node(node), secret);
    assertThat(entry).isInstanceOf(SmokeEntry.Runtime.class);
    SmokeEntry.Runtime runtime = (SmokeEntry.Runtime) entry;
    haproxy(runtime.put().command());
    assertThat(lane(node, secret)).isEqualTo("green answered shop-web.green");
    String left = haproxy("show table pointsman.smoke").replaceAll("(?s).* exp=([0-9]+).*", "$1");
    assertThat(Integer.parseInt(left)).as("ms until it is forgotten").isBetween(1, 30_000);
    haproxy(runtime.take().command());
    assertThat(lane(node, secret)).isEqualTo("blue");
    assertNothingIsLeft();
  }

  /// The node's script ends with the connection, however that ends.
  @Test
  void nginxForgetsASecretWithTheConversation() throws Exception {
    LabNode node = rig.node(EngineKind.NGINX);
    EngineDriver driver = new NginxDriver();
    SmokeSecret secret = secret(LaneColor.GREEN);
    SmokeEntry entry = driver.shifting().smoke(node(node), secret);
    assertThat(entry).isInstanceOf(SmokeEntry.Scripted.class);
    Process script =
        new ProcessBuilder("sh", "-c", PackagedScript.text(), "pointsman-node")
            .redirectErrorStream(true)
            .redirectOutput(rig.home().resolve("script.out").toFile())
            .start();
    try (OutputStream in = script.getOutputStream()) {
      send(in, ScriptVerbs.setup(node(node), driver.installing().word()));
      send(in, ((SmokeEntry.Scripted) entry).put());
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> lane(node, secret).equals("green answered shop-web.green"));
    }
    assertThat(script.waitFor()).isZero();
    assertThat(lane(node, secret)).isEqualTo("blue");
    assertNothingIsLeft();
  }

  private static void send(OutputStream in, Frame frame) throws Exception {
    String head = frame.verb() + " " + frame.payload().length;
    in.write((head + " ".repeat(63 - head.length()) + "\n").getBytes(UTF_8));
    in.write(frame.payload());
    in.flush();
  }

  private static Node node(LabNode node) throws Exception {
    try (Wiring wiring = rig.open()) {
      return wiring.inventory().load().findNode(node.name()).orElseThrow();
    }
  }
}
