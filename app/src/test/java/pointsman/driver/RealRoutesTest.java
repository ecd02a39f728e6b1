package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.driver.BoxFleet.BALANCE;
import static pointsman.driver.BoxFleet.pool;
import static pointsman.driver.BoxFleet.server;
import static pointsman.driver.BoxFleet.service;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real requests through a real HAProxy that runs what is rendered.
class RealRoutesTest {
  @TempDir private Path folder;

  @Test
  void routesByPathHostHeaderAndCookieFirstMatchWins() throws Exception {
    String fleet =
        service(
                """
                routes: [
                  {path: /api, header: {name: X-Beta, equals: "1"}, pool: both}, {path: /api, pool: api},
                  {host: beta.example, pool: beta}, {cookie: {name: team, equals: red}, pool: red}, {pool: web}]\
                """)
            + "pools:\n"
            + pool("both", BALANCE, server("b1", 11), "")
            + pool("api", BALANCE, server("b2", 12), "")
            + pool("beta", BALANCE, server("b3", 13), "")
            + pool("red", BALANCE, server("b4", 14), "")
            + pool("web", BALANCE, server("b5", 15), "");
    try (HaproxyBox box = new HaproxyBox(folder, fleet)) {
      for (int i = 1; i <= 5; i++) {
        box.server("b" + i, 10 + i);
      }
      assertThat(get(box, "/api/x", "X-Beta: 1").server()).isEqualTo("b1");
      assertThat(get(box, "/api", "X-Beta: 2").server()).isEqualTo("b2");
      assertThat(get(box, "/api/x").server()).isEqualTo("b2");
      assertThat(get(box, "/apiary").server()).isEqualTo("b5");
      assertThat(get(box, "/", "Host: beta.example:8080").server()).isEqualTo("b3");
      assertThat(get(box, "/", "Host: not-beta.example").server()).isEqualTo("b5");
      assertThat(get(box, "/", "Cookie: a=b; team=red").server()).isEqualTo("b4");
      assertThat(get(box, "/", "Cookie: team=reddish").server()).isEqualTo("b5");
    }
  }

  @Test
  void anAddressOfIpv6IsAHostWithAndWithoutItsPort() throws Exception {
    String fleet =
        service("routes: [{host: \"2001:db8::1\", pool: api}, {pool: web}]")
            + "pools:\n"
            + pool("api", BALANCE, server("b1", 11), "")
            + pool("web", BALANCE, server("b2", 12), "");
    try (HaproxyBox box = new HaproxyBox(folder, fleet)) {
      box.server("b1", 11);
      box.server("b2", 12);
      assertThat(get(box, "/", "Host: [2001:db8::1]").server()).isEqualTo("b1");
      assertThat(get(box, "/", "Host: [2001:DB8::1]:8080").server()).isEqualTo("b1");
      assertThat(get(box, "/", "Host: [2001:db8::12]").server()).isEqualTo("b2");
      assertThat(get(box, "/", "Host: 2001:db8::1").server()).isEqualTo("b2");
    }
  }

  @Test
  void whatNoRouteMatchesIsNotFound() throws Exception {
    String fleet =
        service("routes: [{path: /a, pool: web}]")
            + "pools:\n"
            + pool("web", BALANCE, server("b1", 11), "");
    try (HaproxyBox box = new HaproxyBox(folder, fleet)) {
      box.server("b1", 11);
      assertThat(get(box, "/a").status()).isEqualTo(200);
      assertThat(get(box, "/b").status()).isEqualTo(404);
    }
  }

  @Test
  void comparesPathsAsTheyAreSent() throws Exception {
    StringBuilder fleet = new StringBuilder(service(SentPaths.ROUTES) + "pools:\n");
    for (int i = 0; i < SentPaths.POOLS.size(); i++) {
      String name = SentPaths.POOLS.get(i);
      fleet.append(pool(name, BALANCE, server(name, 11 + i), ""));
    }
    try (HaproxyBox box = new HaproxyBox(folder, fleet.toString())) {
      for (int i = 0; i < SentPaths.POOLS.size(); i++) {
        box.server(SentPaths.POOLS.get(i), 11 + i);
      }
      for (SentPaths.Sent sent : SentPaths.all()) {
        assertThat(get(box, sent.path()).server()).as(sent.path()).isEqualTo(sent.pool());
      }
    }
  }

  private static Visit get(HaproxyBox box, String path, String... headers) throws Exception {
    return Visit.get(box.at(200), box.at(1), path, headers);
  }
}
