package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Real users through a real Nginx: who goes to which lane, and stays there.
class NginxSplitTest extends RealNginx {
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
    try (Wire wire = client()) {
      assertThat(wire.get("/", "Cookie: be-ta=on").server())
          .as("before anybody switched them on")
          .startsWith("b");
    }
    for (boolean on : new boolean[] {true, false}) {
      if (on) {
        shares.set(0, "0");
      } else {
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
    assertThat(tcp(201)).as("before anybody switched the rules on").isEqualTo("b1");
    shares.set(0, "k3x9");
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
    Awaitility.await().until(() -> Files.size(log) > 0);
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
