package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real requests through a real Nginx to real servers: what the config says is what happens.
class NginxTrafficTest {
  private static final int PORT = 9001;

  @TempDir Path temp;
  private final Loopback net = new Loopback();
  private final List<Backend> backends = new ArrayList<>();
  private NginxBox box;

  @BeforeEach
  void newBox() throws Exception {
    box = new NginxBox(temp);
  }

  @AfterEach
  void stop() throws Exception {
    box.close();
    for (Backend each : backends) {
      each.close();
    }
  }

  /// Servers b1, b2 on blue and g1, g2 on green.
  private String lanes() throws Exception {
    for (int i = 0; i < 4; i++) {
      backends.add(Backend.http(server(i), net.at(11 + i), PORT));
    }
    return """
        lanes:
          blue: {servers: [%s, %s]}
          green: {servers: [%s, %s]}
    """
        .formatted(declared(0), declared(1), declared(2), declared(3));
  }

  private static String server(int i) {
    return List.of("b1", "b2", "g1", "g2").get(i);
  }

  private String declared(int i) {
    return "{name: %s, address: %s, port: %d}".formatted(server(i), net.at(11 + i), PORT);
  }

  private void serve(String rest) throws Exception {
    box.write(rest, net.at(1));
    box.start();
  }

  private Wire client() throws Exception {
    return new Wire(net.at(200), net.at(1), 8080);
  }

  @Test
  void sendsEachRequestByTheFirstRouteThatMatches() throws Exception {
    List<String> names = List.of("api", "admin", "beta", "web");
    StringBuilder pools = new StringBuilder("pools:\n");
    for (int i = 0; i < names.size(); i++) {
      backends.add(Backend.http(names.get(i), net.at(11 + i), PORT));
      pools.append(
          "  - {name: %1$s, lanes: {blue: {servers: [{name: %1$s, address: %2$s, port: 9001}]}}}\n"
              .formatted(names.get(i), net.at(11 + i)));
    }
    serve(
        """
        services:
          - name: shop
            listen: [{port: 8080}]
            routes:
              - {path: /api, pool: api}
              - {host: admin.example.org, cookie: {name: two-factor, equals: "yes"}, pool: admin}
              - {header: {name: X_Beta, equals: a.b}, pool: beta}
              - {path: "/x%20y", pool: beta}
              - {path: /web, pool: web}
        """
            + pools);
    try (Wire wire = client()) {
      assertThat(wire.get("/api").server()).isEqualTo("api");
      assertThat(wire.get("/api/x?y=1").server()).isEqualTo("api");
      assertThat(wire.get("/apix").status()).isEqualTo(404);
      assertThat(wire.get("/web/api", "X_Beta: a.b").server()).isEqualTo("beta");
      assertThat(wire.get("/web/api", "X_Beta: axb").server()).isEqualTo("web");
      assertThat(wire.get("/web", "X_Beta: A.B").server()).isEqualTo("web");
      assertThat(wire.get("/x%20y/z").server()).isEqualTo("beta");
      assertThat(
              wire.get("/", "Host: ADMIN.example.org:8080", "Cookie: a=b; two-factor=yes").server())
          .isEqualTo("admin");
      assertThat(wire.get("/", "Host: admin.example.org", "Cookie: not-two-factor=yes").status())
          .isEqualTo(404);
      assertThat(wire.get("/", "Host: admin.example.org", "Cookie: two-factor=yess").status())
          .isEqualTo(404);
      assertThat(wire.get("/api", "Host: admin.example.org", "Cookie: two-factor=yes").server())
          .isEqualTo("api");
    }
  }

  @Test
  void keepsAUserOnAServerByCookieAndTakesAnotherWhenItFails() throws Exception {
    serve(
        """
        services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
        pools:
          - name: web
            persistence: {kind: cookie, name: SRV-X}
        """
            + lanes());
    try (Wire wire = client()) {
      Wire.Answer first = wire.get("/");
      String set = first.find("Set-Cookie").orElseThrow();
      assertThat(set).isEqualTo("SRV-X_blue=" + first.server() + "; Path=/; HttpOnly");
      for (String own : List.of("b1", "b2")) {
        for (int i = 0; i < 10; i++) {
          Wire.Answer again = wire.get("/", "Cookie: a=1; SRV-X_blue=" + own);
          assertThat(again.server()).isEqualTo(own);
          assertThat(again.find("Set-Cookie")).isEmpty();
        }
      }
      backends.getFirst().close();
      Wire.Answer moved = wire.get("/", "Cookie: SRV-X_blue=b1");
      assertThat(moved.server()).isEqualTo("b2");
      assertThat(moved.find("Set-Cookie")).contains("SRV-X_blue=b2; Path=/; HttpOnly");
      assertThat(wire.get("/", "Cookie: SRV-X_blue=gone").server()).isEqualTo("b2");
    }
  }

  @Test
  void keepsAUserOnAServerByAddress() throws Exception {
    serve(
        """
        services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
        pools:
          - name: web
            persistence: ip-hash
        """
            + lanes());
    Set<String> seen = new HashSet<>();
    for (int host = 100; host < 130; host++) {
      Set<String> own = new HashSet<>();
      try (Wire wire = new Wire(net.at(host), net.at(1), 8080)) {
        for (int i = 0; i < 4; i++) {
          own.add(wire.get("/").server());
        }
      }
      assertThat(own).hasSize(1);
      seen.addAll(own);
    }
    assertThat(seen).containsExactlyInAnyOrder("b1", "b2");
  }

  @Test
  void splitsUsersStickilyAndMonotonously() throws Exception {
    NginxShares shares = new NginxShares(box, "web");
    serve(
        """
        services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
        pools:
          - name: web
            split: {key: {cookie: u-id}}
        """
            + lanes());
    assertThat(shares.green(this::client, "u-id")).isEmpty();
    shares.set(1000, "k3x9");
    Set<String> tenth = shares.green(this::client, "u-id");
    assertThat(tenth).hasSizeBetween(120, 280);
    assertThat(shares.green(this::client, "u-id")).isEqualTo(tenth);
    shares.set(5000, "k3x9");
    Set<String> half = shares.green(this::client, "u-id");
    assertThat(half).hasSizeBetween(900, 1100).containsAll(tenth);
    shares.set(5000, "other");
    Set<String> others = new TreeSet<>(shares.green(this::client, "u-id"));
    others.retainAll(half);
    assertThat(others).as("another salt, other users").hasSizeBetween(380, 620);
    shares.set(10_000, "other");
    assertThat(shares.green(this::client, "u-id")).hasSize(NginxShares.USERS);
  }

  @Test
  void splitsByTheBucketCookieToTheSingleUser() throws Exception {
    NginxShares shares = new NginxShares(box, "web");
    serve(
        """
        services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
        pools:
          - name: web
            split: {key: {bucket-cookie: BKT}}
        """
            + lanes());
    for (String salt : List.of("0", "k3x9", "zz")) {
      for (int share : new int[] {1, 250, 5000, 9999}) {
        shares.set(share, salt);
        assertThat(shares.greenBuckets(this::client, "BKT", share, salt))
            .isEqualTo(NginxShares.RIGHT);
      }
    }
  }

  @Test
  void drawsABucketOnceAndEvenly() throws Exception {
    serve(
        """
        services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
        pools:
          - name: web
            split: {key: {bucket-cookie: BKT}}
        """
            + lanes());
    int[][] digits = new int[4][10];
    Set<String> drawn = new HashSet<>();
    int draws = 4000;
    try (Wire wire = client()) {
      for (int i = 0; i < draws; i++) {
        String set =
            wire.get("/", "Cookie: BKT=" + (i % 2 == 0 ? "" : "12x4"))
                .find("Set-Cookie")
                .orElseThrow();
        assertThat(set).matches("BKT=[0-9]{4}; Path=/; Max-Age=31536000; HttpOnly");
        drawn.add(set.substring(4, 8));
        for (int d = 0; d < 4; d++) {
          digits[d][set.charAt(4 + d) - '0']++;
        }
      }
      assertThat(wire.get("/", "Cookie: BKT=0042").find("Set-Cookie")).isEmpty();
    }
    // Of 10,000 buckets, 4,000 even draws hit 3,297 +- 33.
    assertThat(drawn).hasSizeBetween(3130, 3460);
    for (int[] place : digits) {
      for (int count : place) {
        assertThat(count).isBetween(300, 500);
      }
    }
  }

  @Test
  void sendsAnAudienceToItsLaneUnlessItIsOff() throws Exception {
    serve(
        """
        services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
        pools:
          - name: web
            split: {key: {cookie: uid}}
            audience:
              - {header: {name: X-Staff, equals: "1"}, lane: live}
              - {cookie: {name: be-ta, equals: "on"}, lane: candidate}
              - {cidr: [%s/32], lane: green}
              - {device: ios, lane: candidate}
              - {users: [anna], lane: candidate}
        """
                .formatted(net.at(201))
            + lanes());
    NginxShares shares = new NginxShares(box, "web");
    for (boolean on : new boolean[] {true, false}) {
      if (!on) {
        shares.off();
      }
      String lane = on ? "g" : "b";
      try (Wire wire = client();
          Wire other = new Wire(net.at(201), net.at(1), 8080)) {
        assertThat(wire.get("/").server()).startsWith("b");
        assertThat(wire.get("/", "Cookie: be-ta=on").server()).startsWith(lane);
        assertThat(wire.get("/", "Cookie: be-ta=off").server()).startsWith("b");
        assertThat(wire.get("/", "Cookie: be-ta=on", "X-Staff: 1").server()).startsWith("b");
        assertThat(other.get("/").server()).startsWith(lane);
        assertThat(wire.get("/", "User-Agent: Mozilla (iPhone; x)").server()).startsWith(lane);
        assertThat(wire.get("/", "Cookie: uid=anna").server()).startsWith(lane);
        assertThat(wire.get("/", "Cookie: uid=Anna").server()).startsWith("b");
      }
    }
  }

  @Test
  void believesOnlyTrustedProxies() throws Exception {
    serve(
        """
        services:
          - name: shop
            listen: [{port: 8080}, {port: 8081, proxy-protocol: true}]
            trusted-proxies: [%s/32, 192.0.2.0/24]
            routes: [{pool: web}]
        pools:
          - name: web
        """
                .formatted(net.at(201))
            + lanes());
    String[] forged = {"X-Forwarded-For: 198.51.100.7, 192.0.2.9", "X-Forwarded-Proto: https"};
    try (Wire untrusted = client();
        Wire trusted = new Wire(net.at(201), net.at(1), 8080)) {
      Wire.Answer answer = untrusted.get("/", forged);
      assertThat(answer.told("x-forwarded-for")).isEqualTo(net.at(200));
      assertThat(answer.told("x-forwarded-proto")).isEqualTo("http");
      assertThat(answer.told("x-forwarded-host")).isEqualTo("shop.example.org:8080");
      assertThat(answer.told("host")).isEqualTo("shop.example.org:8080");
      answer = trusted.get("/", forged);
      assertThat(answer.told("x-forwarded-for")).isEqualTo("198.51.100.7");
      assertThat(answer.told("x-forwarded-proto")).isEqualTo("https");
      assertThat(trusted.get("/", "X-Forwarded-Proto: javascript").told("x-forwarded-proto"))
          .isEqualTo("http");
    }
    try (Wire trusted = new Wire(net.at(201), net.at(1), 8081);
        Wire untrusted = new Wire(net.at(200), net.at(1), 8081)) {
      trusted.say("PROXY TCP4 203.0.113.5 192.0.2.1 4711 80\r\n");
      assertThat(trusted.get("/", forged).told("x-forwarded-for")).isEqualTo("203.0.113.5");
      untrusted.say("PROXY TCP4 203.0.113.5 192.0.2.1 4711 80\r\n");
      assertThat(untrusted.get("/", forged).told("x-forwarded-for")).isEqualTo(net.at(200));
    }
  }

  @Test
  void balancesLayerFourWithSplitAndAudience() throws Exception {
    for (int i = 0; i < 4; i += 2) {
      backends.add(Backend.tcp(server(i), net.at(11 + i), PORT));
    }
    serve(
        """
        services: [{name: ledger, layer: tcp, listen: [{port: 9000}], routes: [{pool: web}]}]
        pools:
          - name: web
            audience: [{cidr: [%s/32], lane: candidate}]
            lanes: {blue: {servers: [%s]}, green: {servers: [%s]}}
        """
            .formatted(net.at(201), declared(0), declared(2)));
    NginxShares shares = new NginxShares(box, "web");
    assertThat(tcp(200)).isEqualTo("b1");
    assertThat(tcp(201)).isEqualTo("g1");
    shares.set(5000, "k3x9");
    Set<Integer> half = new TreeSet<>();
    for (int host = 20; host < 140; host++) {
      if (tcp(host).equals("g1")) {
        half.add(host);
      }
    }
    assertThat(half).hasSizeBetween(35, 85);
    shares.set(10_000, "k3x9");
    assertThat(tcp(200)).isEqualTo("g1");
    Files.writeString(Path.of(box.pid() + ".log-on"), "\"\" 1;\n");
    box.reload();
    assertThat(tcp(200)).isEqualTo("g1");
    Path log = box.state().resolve("log/connections.tsv");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.size(log) > 0);
    assertThat(Files.readString(log))
        .matches(
            "[0-9.]+\tweb\\.green\t"
                + net.at(13)
                + ":9001\t-\t[0-9.]+\t200\t[0-9.]+\t"
                + net.at(200)
                + "\n");
  }

  private String tcp(int host) throws Exception {
    try (Wire wire = new Wire(net.at(host), net.at(1), 9000)) {
      return wire.rest();
    }
  }
}
