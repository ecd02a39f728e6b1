package pointsman.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static pointsman.driver.BoxFleet.BALANCE;
import static pointsman.driver.BoxFleet.pool;
import static pointsman.driver.BoxFleet.server;
import static pointsman.driver.BoxFleet.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who the client is, and what the servers are told of it, through a real HAProxy.
class RealClientTest {
  private static final String POOL = "pools:\n" + pool("web", BALANCE, server("b1", 11), "");

  @TempDir private Path folder;

  private HaproxyBox box(String more, String listen) throws Exception {
    HaproxyBox box =
        new HaproxyBox(
            folder, service("routes: [{pool: web}]" + more).replace("{port: 8080}", listen) + POOL);
    box.server("b1", 11);
    return box;
  }

  @Test
  void aStrangerCannotSayWhoItIs() throws Exception {
    try (HaproxyBox box = box(", trusted-proxies: [NET.250/32]", "{port: 8080}")) {
      Visit visit =
          Visit.get(
              box.at(200),
              box.at(1),
              "/",
              "X-Forwarded-For: 203.0.113.7",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: evil.example");
      assertThat(visit.told("x-forwarded-for")).isEqualTo(box.at(200));
      assertThat(visit.told("x-forwarded-proto")).isEqualTo("http");
      assertThat(visit.told("x-forwarded-host")).isEqualTo("shop.example");
    }
  }

  @Test
  void aTrustedProxyTellsTheClientAndAClientCannotPretendThroughIt() throws Exception {
    try (HaproxyBox box = box(", trusted-proxies: [NET.250/32, 203.0.113.0/24]", "{port: 8080}")) {
      assertThat(forwarded(box, "198.51.100.7")).isEqualTo("198.51.100.7");
      assertThat(forwarded(box, "6.6.6.6, 198.51.100.7")).isEqualTo("198.51.100.7");
      assertThat(forwarded(box, "6.6.6.6, 198.51.100.7, 203.0.113.9"))
          .as("through two proxies of ours")
          .isEqualTo("198.51.100.7");
      assertThat(forwarded(box, "2001:db8::7")).isEqualTo("2001:db8::7");
      assertThat(forwarded(box, "nonsense")).isEqualTo(box.at(250));
      assertThat(
              Visit.get(
                      box.at(250),
                      box.at(1),
                      "/",
                      "X-Forwarded-For: 198.51.100.7",
                      "X-Forwarded-Proto: https")
                  .told("x-forwarded-proto"))
          .isEqualTo("https");
      assertThat(
              Visit.get(box.at(250), box.at(1), "/", "X-Forwarded-Proto: a'b")
                  .told("x-forwarded-proto"))
          .isEqualTo("http");
    }
  }

  /// A proxy of ours sends the requests of many clients over one connection.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachRequestOfAConnectionHasItsOwnClient(boolean current) throws Exception {
    Set<String> features = current ? Rendered.ALL_FEATURES : Set.of();
    String fleet = service("routes: [{pool: web}], trusted-proxies: [NET.250/32]") + POOL;
    try (HaproxyBox box = new HaproxyBox(folder, fleet, features)) {
      box.server("b1", 11);
      String first = Visit.request("/", "X-Forwarded-For: 198.51.100.7").replace("close", "keep");
      String second = Visit.request("/", "X-Forwarded-For: 198.51.100.8").replace("close", "keep");
      String last = Visit.request("/");
      assertThat(Visit.raw(box.at(250), box.at(1), 8080, first + second + last).text().lines())
          .filteredOn(line -> line.startsWith("x-forwarded-for: "))
          .containsExactly(
              "x-forwarded-for: 198.51.100.7",
              "x-forwarded-for: 198.51.100.8",
              "x-forwarded-for: " + box.at(250));
    }
  }

  private static String forwarded(HaproxyBox box, String header) throws IOException {
    return Visit.get(box.at(250), box.at(1), "/", "X-Forwarded-For: " + header)
        .told("x-forwarded-for");
  }

  @Test
  void theProxyProtocolTellsTheClient() throws Exception {
    try (HaproxyBox box = box("", "{port: 8080, proxy-protocol: true}")) {
      assertThat(proxied(box, 200).told("x-forwarded-for")).isEqualTo("198.51.100.7");
      assertThat(Visit.raw(box.at(200), box.at(1), 8080, Visit.request("/")).text())
          .as("a connection without it is closed")
          .isEmpty();
    }
  }

  @Test
  void theProxyProtocolIsBelievedFromTrustedProxiesOnly() throws Exception {
    try (HaproxyBox box =
        box(
            ", trusted-proxies: [NET.250/32]",
            "{port: 8080, proxy-protocol: true}, {port: 8081}")) {
      assertThat(proxied(box, 250).told("x-forwarded-for")).isEqualTo("198.51.100.7");
      assertThat(proxied(box, 200).text()).as("refused").isEmpty();
      assertThat(
              Visit.raw(box.at(200), box.at(1), 8081, Visit.request("/")).told("x-forwarded-for"))
          .isEqualTo(box.at(200));
    }
  }

  private static Visit proxied(HaproxyBox box, int from) throws IOException {
    return Visit.raw(
        box.at(from),
        box.at(1),
        8080,
        "PROXY TCP4 198.51.100.7 192.0.2.1 4711 8080\r\n" + Visit.request("/"));
  }
}
