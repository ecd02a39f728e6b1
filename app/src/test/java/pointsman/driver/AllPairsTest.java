package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every two options together, rendered, checked by the driver, and judged by the real engine.
class AllPairsTest {

  static Map<String, List<String>> http() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("balance", List.of("roundrobin", "leastconn", "source", "uri", "random"));
    factors.put(
        "persistence",
        List.of(
            "none",
            "{kind: cookie, name: S-R_V}",
            "ip-hash",
            "{kind: table, size: 100, expire: 1h}"));
    factors.put(
        "active",
        List.of(
            "none",
            "{kind: tcp}",
            "{kind: http}",
            "{kind: http, path: \"/h?a=b&c=d\", expect: 204, interval: 1s, timeout: 900ms, rise: 1, fall: 1}"));
    factors.put("passive", List.of("none", "{failures: 1, window: 1s}"));
    factors.put(
        "key", List.of("", "cookie: u_id", "cookie: u-id", "header: X-User", "bucket-cookie: BKT"));
    factors.put(
        "audience",
        List.of(
            "",
            "{header: {name: X-Staff, equals: 'a b'}, lane: candidate}",
            "{cookie: {name: st-aff, equals: 'yes'}, lane: live}",
            "{cidr: [10.0.0.0/8, 'fd00::/8'], lane: blue}",
            "{device: desktop, lane: green}, {device: android, lane: candidate}",
            "{users: [ana, 'b@c.de'], lane: candidate}"));
    factors.put(
        "route",
        List.of(
            "",
            "{path: /a-b/c.d, pool: p}",
            "{host: a.example, pool: p}",
            "{header: {name: X-Beta, equals: '1'}, cookie: {name: b, equals: '2'}, pool: p}"));
    factors.put("proxy", List.of("false", "true"));
    factors.put("tls", List.of("", ", tls: {certificate: /golden/cert.pem}"));
    factors.put("trusted", List.of("", "[192.0.2.0/24, 'fd00::/8']"));
    factors.put("server", List.of("10.0.0.1", "'2001:db8::1'", "localhost"));
    factors.put("weight", List.of("100", "0", "1", "256"));
    factors.put("maxconn", List.of("", ", maxconn: 10"));
    factors.put("backup", List.of("false", "true"));
    factors.put("standby", List.of("false", "true"));
    factors.put("live", List.of("blue", "green"));
    factors.put("features", List.of("all", "none"));
    return factors;
  }

  static Map<String, List<String>> layerFour() {
    Map<String, List<String>> factors = new LinkedHashMap<>(http());
    List.of("key", "audience", "route", "tls", "features", "active").forEach(factors::remove);
    factors.put("balance", List.of("roundrobin", "leastconn", "source", "random"));
    factors.put("persistence", List.of("none", "ip-hash", "{kind: table, size: 100, expire: 1h}"));
    factors.put("active", List.of("none", "{kind: tcp}"));
    factors.put("audience", List.of("", "{cidr: [10.0.0.0/8], lane: candidate}"));
    return factors;
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx"})
  void everyTwoHttpOptionsMakeAConfigThatTheEngineTakes(String engine, @TempDir Path place)
      throws Exception {
    Certificates.write(place.resolve("cert.pem"));
    assertThat(refused(engine, "http", Pairs.rows(http()), place)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"haproxy", "nginx"})
  void everyTwoLayerFourOptionsMakeAConfigThatTheEngineTakes(String engine, @TempDir Path place)
      throws Exception {
    assertThat(refused(engine, "tcp", Pairs.rows(layerFour()), place)).isEmpty();
  }

  @Test
  void theRowsHoldEveryPair() {
    List<Map<String, String>> rows =
        Pairs.rows(
            Map.of(
                "a", List.of("1", "2", "3"), "b", List.of("x", "y"), "c", List.of("p", "q", "r")));
    for (String a : List.of("1", "2", "3")) {
      for (String c : List.of("p", "q", "r")) {
        assertThat(rows).anyMatch(row -> a.equals(row.get("a")) && c.equals(row.get("c")));
      }
    }
    assertThat(rows).hasSizeLessThan(18);
  }

  private static List<String> refused(
      String engine, String layer, List<Map<String, String>> rows, Path place) throws Exception {
    assertThat(rows).hasSizeGreaterThan(10);
    List<String> refused = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Rendered rendered =
          Rendered.of(
              GoldenConfigTest.fleet(engine, fleet(layer, row)),
              "none".equals(row.get("features")) ? Set.of() : Rendered.ALL_FEATURES,
              place.resolve("none"));
      String said = rendered.judgement(place);
      if (!said.isEmpty() || !rendered.findings().isEmpty()) {
        refused.add(row + "\n" + said + "\n" + rendered.findings());
      }
    }
    return refused;
  }

  static String fleet(String layer, Map<String, String> row) {
    String route = of(row, "route");
    String key = of(row, "key");
    String live = of(row, "live");
    String servers =
        "[{name: %s1, address: %s, port: 80, weight: %s%s, backup: %s, standby: %s},"
            + " {name: %s2, address: 10.0.0.2, port: 80}]";
    return """
    services:
      - name: s
        layer: %s
        listen: [{port: 8443, proxy-protocol: %s%s}]
        on: {nodes: [edge-1]}
        routes: [%s{pool: p}]
    %spools:
      - name: p
        balance: %s
        persistence: %s
        health: {active: %s, passive: %s}
        live: %s
        lanes:
          blue: {version: "1.0", servers: %s}
          green: {version: "1.1", servers: %s}
    %s%s
    """
        .formatted(
            layer,
            of(row, "proxy"),
            of(row, "tls"),
            route.isEmpty() ? "" : route + ", ",
            line("    trusted-proxies: ", of(row, "trusted"), ""),
            of(row, "balance"),
            of(row, "persistence"),
            of(row, "active"),
            of(row, "passive"),
            live,
            lane(servers, "b", row),
            lane(servers, "g", row),
            line("    split: {key: {", key, "}}"),
            line("    audience: [", of(row, "audience"), "]"));
  }

  private static String line(String before, String value, String after) {
    return value.isEmpty() ? "" : before + value + after + "\n";
  }

  private static String lane(String servers, String name, Map<String, String> row) {
    return servers.formatted(
        name,
        of(row, "server"),
        of(row, "weight"),
        of(row, "maxconn"),
        of(row, "backup"),
        of(row, "standby"),
        name);
  }

  private static String of(Map<String, String> row, String factor) {
    return row.getOrDefault(factor, "");
  }
}
