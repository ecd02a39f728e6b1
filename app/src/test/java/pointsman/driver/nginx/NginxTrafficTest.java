package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pointsman.driver.SentPaths;

/// Real requests through a real Nginx to real servers: what the config says is what happens.
class NginxTrafficTest extends RealNginx {
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
  void comparesPathsAsTheyAreSent() throws Exception {
    StringBuilder pools = new StringBuilder("pools:\n");
    for (int i = 0; i < SentPaths.POOLS.size(); i++) {
      String name = SentPaths.POOLS.get(i);
      backends.add(Backend.http(name, net.at(11 + i), PORT));
      pools.append(
          "  - {name: %1$s, lanes: {blue: {servers: [{name: %1$s, address: %2$s, port: 9001}]}}}\n"
              .formatted(name, net.at(11 + i)));
    }
    serve("services: [{name: shop, listen: [{port: 8080}], " + SentPaths.ROUTES + "}]\n" + pools);
    try (Wire wire = client()) {
      for (SentPaths.Sent sent : SentPaths.all()) {
        assertThat(wire.get(sent.path()).server()).as(sent.path()).isEqualTo(sent.pool());
      }
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
}
