package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder holds a fleet file and the config that it must give on each engine.
class GoldenConfigTest {
  private static final Path CASES = Path.of("src/test/resources/driver/render");
  private static final String NODE =
      """
      nodes:
        - name: edge-1
          address: 192.0.2.11
          user: ops
          privilege: root
          engine: %s
          paths: {root: /golden/etc, state: /golden/var, pid: /golden/run/pid, %s, bind: 127.0.0.1}
      """;

  static Stream<String> cases() throws IOException {
    return Golden.cases("driver/render")
        .map(Path::getFileName)
        .flatMap(name -> Stream.of("haproxy/" + name, "nginx/" + name));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersAsReadByAPersonAndAcceptedByTheEngine(String which, @TempDir Path place)
      throws Exception {
    String engine = which.substring(0, which.indexOf('/'));
    Path folder = CASES.resolve(which.substring(engine.length() + 1));
    Rendered rendered =
        Rendered.of(
            fleet(engine, Files.readString(folder.resolve("fleet.yaml"), UTF_8)),
            Files.exists(folder.resolve("features.txt"))
                ? Set.copyOf(Files.readAllLines(folder.resolve("features.txt")))
                : Rendered.ALL_FEATURES,
            place.resolve("none"));
    Path golden = folder.resolve(engine.equals("haproxy") ? "haproxy.cfg" : "nginx.conf");
    Golden.check(golden, rendered.text());
    assertThat(rendered.findings()).isEmpty();
    if (rendered.text().contains("/golden/cert.pem")) {
      Certificates.write(place.resolve("cert.pem"));
    }
    assertThat(rendered.judgement(place)).isEmpty();
  }

  @Test
  void thereAreCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(14);
  }

  /// A whole fleet file of one node and the services and pools of a case.
  static String fleet(String engine, String rest) {
    String talk =
        engine.equals("haproxy")
            ? "binary: /usr/sbin/haproxy, socket: /golden/run/stats.sock"
            : "binary: /usr/sbin/nginx, status: \"127.0.0.1:9180\"";
    return "pointsman: 1\nenvironment: development\n" + NODE.formatted(engine, talk) + rest;
  }

  static Set<String> engines() {
    return Set.of("haproxy", "nginx");
  }
}
