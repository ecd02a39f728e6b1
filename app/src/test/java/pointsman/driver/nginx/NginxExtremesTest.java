package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The longest, the most and the oddest that a fleet file can say; the real Nginx takes all of it.
class NginxExtremesTest {
  private static final String HEAD =
      """
      pointsman: 1
      environment: development
      nodes:
        - {name: edge-1, address: 192.0.2.11, user: root, engine: nginx}
      """;

  @TempDir Path temp;
  private NginxBox box;

  @BeforeEach
  void newBox() throws Exception {
    box = new NginxBox(temp);
  }

  private void nginxTakes(String fleet) throws Exception {
    NginxDriver driver = new NginxDriver();
    NginxRendered rendered =
        NginxRendered.of(
            driver, NginxRendered.intent(driver, fleet, "1.22.1", NginxBox.modules(), Set.of()));
    assertThat(rendered.findings()).isEmpty();
    box.write(rendered);
    assertThat(box.judge()).isEqualTo(box.flawless());
  }

  @Test
  void takesTheLongestNamesAndValues() throws Exception {
    String longest = "x-".repeat(31) + "y";
    String token = "T-".repeat(31) + "Yz";
    String host = ("h".repeat(59) + ".").repeat(4) + "example";
    nginxTakes(
        HEAD
            + """
            services:
              - name: %1$s
                listen: [{port: 8080}]
                routes:
                  - {path: /%4$s, host: %3$s, header: {name: %2$s, equals: %5$s}, cookie: {name: %2$s, equals: %5$s}, pool: %1$s}
                  - {pool: %1$s}
            pools:
              - name: %1$s
                persistence: {kind: cookie, name: %2$s}
                split: {key: {bucket-cookie: %2$s}}
                audience: [{header: {name: %2$s, equals: %5$s}}, {users: [%5$s]}]
                lanes: {blue: {version: %5$s, servers: [{name: %1$s, address: 127.0.0.1, port: 9001}]}}
            """
                .formatted(longest, token, host, "p".repeat(510), "v".repeat(128)));
  }

  /// Each has a meaning of its own in a map of Nginx.
  @ParameterizedTest
  @ValueSource(strings = {"default", "include", "hostnames", "volatile", "combined", "main"})
  void takesNamesThatNginxKeepsForItself(String name) throws Exception {
    nginxTakes(
        HEAD
            + """
            services:
              - name: %1$s
                listen: [{port: 8080}]
                routes:
                  - {host: %1$s, pool: %1$s}
                  - {header: {name: %1$s, equals: %1$s}, cookie: {name: %1$s, equals: %1$s}, pool: %1$s}
            pools:
              - name: %1$s
                persistence: {kind: cookie, name: %1$s}
                split: {key: {cookie: %1$s}}
                audience: [{users: [%1$s]}, {cookie: {name: %1$s, equals: %1$s}}]
                lanes: {blue: {servers: [{name: %1$s, address: 127.0.0.1, port: 9001}]}}
            """
                .formatted(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"roundrobin", "leastconn", "source", "uri", "random"})
  void takesManyServersInALane(String balance) throws Exception {
    String servers =
        IntStream.range(0, 400)
            .mapToObj(i ->
                "{name: s%d, address: '2001:db8:1111:2222:3333:4444:%x:7777', port: 60001}"
                    .formatted(i, 0x1000 + i))
            .collect(Collectors.joining(", "));
    nginxTakes(
        HEAD
            + """
            services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
            pools:
              - name: web
                balance: %s
                lanes: {blue: {servers: [%s]}}
            """
                .formatted(balance, servers));
  }

  @Test
  void takesManyServersThatPinTheirUsers() throws Exception {
    String servers =
        IntStream.range(0, 60)
            .mapToObj(i -> "{name: s%d, address: 10.0.0.%d, port: 80}".formatted(i, i + 1))
            .collect(Collectors.joining(", "));
    nginxTakes(
        HEAD
            + """
            services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
            pools:
              - name: web
                persistence: {kind: cookie, name: SRV}
                lanes: {blue: {servers: [%s]}}
            """
                .formatted(servers));
  }

  @Test
  void takesManyServicesAndRoutes() throws Exception {
    String services =
        IntStream.range(0, 40)
            .mapToObj(i ->
                """
                  - name: shop-%1$d
                    layer: %3$s
                    listen: [{port: %2$d}]
                    routes: [%4$s{pool: %5$s}]
                """
                    .formatted(
                        i,
                        8000 + i,
                        i % 4 == 0 ? "tcp" : "http",
                        i % 4 == 0
                            ? ""
                            : IntStream.range(0, 20)
                                .mapToObj(
                                    r -> "{path: /r%d, host: h%d, pool: web}, ".formatted(r, r))
                                .collect(Collectors.joining()),
                        i % 4 == 0 ? "ledger" : "web"))
            .collect(Collectors.joining());
    nginxTakes(
        HEAD
            + "services:\n"
            + services
            + """
            pools:
              - {name: web, lanes: {blue: {servers: [{name: b1, address: 127.0.0.1, port: 9001}]}}}
              - {name: ledger, lanes: {blue: {servers: [{name: b1, address: 127.0.0.1, port: 9001}]}}}
            """);
  }
}
