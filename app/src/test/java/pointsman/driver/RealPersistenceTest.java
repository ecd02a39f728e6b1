package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.driver.BoxFleet.pool;
import static pointsman.driver.BoxFleet.server;
import static pointsman.driver.BoxFleet.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a user on one server, through a real HAProxy.
class RealPersistenceTest {
  private static final String CHECKED =
      "health: {active: {kind: tcp, interval: 200ms, timeout: 200ms, rise: 1, fall: 1}, passive: none}";

  @TempDir private Path folder;

  private static String fleet(String persistence, String more) {
    return service("routes: [{pool: web}]")
        + "pools:\n"
        + pool(
            "web",
            CHECKED + ", balance: roundrobin, persistence: " + persistence,
            server("b1", 11) + ", " + server("b2", 12) + ", " + server("b3", 13),
            server("g1", 21) + more);
  }

  private static Map<String, AutoCloseable> servers(HaproxyBox box) throws Exception {
    Map<String, AutoCloseable> servers = new LinkedHashMap<>();
    for (int i = 1; i <= 3; i++) {
      servers.put("b" + i, box.server("b" + i, 10 + i));
    }
    servers.put("g1", box.server("g1", 21));
    for (String each : servers.keySet()) {
      box.await(each.startsWith("b") ? "web.blue" : "web.green", each, "UP");
    }
    return servers;
  }

  private static Visit get(HaproxyBox box, int from, String... headers) throws Exception {
    return Visit.get(box.at(from), box.at(1), "/", headers);
  }

  @Test
  void aCookieSticksFailsOverAndDoesNotReachTheOtherLane() throws Exception {
    try (HaproxyBox box = new HaproxyBox(folder, fleet("{kind: cookie, name: SRV}", ""))) {
      Map<String, AutoCloseable> servers = servers(box);
      Visit first = get(box, 200);
      assertThat(first.cookie()).isEqualTo("SRV_blue=" + first.server());
      for (int i = 0; i < 6; i++) {
        Visit again = get(box, 200, "Cookie: " + first.cookie());
        assertThat(again.server()).isEqualTo(first.server());
        assertThat(again.cookie()).isEmpty();
        assertThat(again.told("cookie")).as("the cookie is ours alone").isEmpty();
      }

      Objects.requireNonNull(servers.get(first.server())).close();
      box.await("web.blue", first.server(), "DOWN");
      Visit moved = get(box, 200, "Cookie: " + first.cookie());
      assertThat(moved.server()).isNotEqualTo(first.server());
      assertThat(moved.cookie()).isEqualTo("SRV_blue=" + moved.server());

      box.split("web", "10000/0/off");
      Visit green = get(box, 200, "Cookie: " + moved.cookie());
      assertThat(green.server()).isEqualTo("g1");
      assertThat(green.cookie()).isEqualTo("SRV_green=g1");
    }
  }

  @Test
  void anAddressKeepsItsServerByHashAndOthersMoveOnlyWhenTheirsIsLost() throws Exception {
    try (HaproxyBox box = new HaproxyBox(folder, fleet("ip-hash", ""))) {
      Map<String, AutoCloseable> servers = servers(box);
      Map<Integer, String> before = byAddress(box);
      assertThat(new TreeSet<>(before.values())).isEqualTo(Set.of("b1", "b2", "b3"));
      assertThat(byAddress(box)).isEqualTo(before);

      Objects.requireNonNull(servers.get("b2")).close();
      box.await("web.blue", "b2", "DOWN");
      Map<Integer, String> after = byAddress(box);
      before.forEach((from, server) -> {
        if (!server.equals("b2")) {
          assertThat(after).containsEntry(from, server);
        }
      });
      assertThat(after).doesNotContainValue("b2");
    }
  }

  private static Map<Integer, String> byAddress(HaproxyBox box) throws Exception {
    Map<Integer, String> servers = new LinkedHashMap<>();
    for (int from = 200; from < 230; from++) {
      servers.put(from, get(box, from).server());
    }
    return servers;
  }

  @Test
  void aTableKeepsAnAddressOnItsServerThroughAReload() throws Exception {
    String table = "{kind: table, size: 100, expire: 1h}";
    try (HaproxyBox box = new HaproxyBox(folder, fleet(table, ""))) {
      servers(box);
      Map<Integer, String> before = byAddress(box);
      assertThat(new TreeSet<>(before.values())).isEqualTo(Set.of("b1", "b2", "b3"));
      assertThat(byAddress(box)).isEqualTo(before);

      Awaitility.await("5 s after a cold start it is ready to teach")
          .until(() -> box.ask("show peers").contains("resync_timeout=<PAST>"));
      box.reload(fleet(table, ", " + server("g2", 22)));
      box.await("web.green", "g2", "DOWN");
      box.await("web.blue", "b1", "UP");
      assertThat(byAddress(box)).isEqualTo(before);
    }
  }
}
