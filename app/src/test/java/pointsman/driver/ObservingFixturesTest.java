package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.fleetfile.YamlFleetFile;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Fleet;
import pointsman.model.health.NodeSight;
import pointsman.model.health.ServerHealth;
import pointsman.model.health.ServerSight;

/// Answers of real load balancers, whole and damaged, and what is read from them. A folder is a
/// case: the answers in the order of the questions, and what is expected.
class ObservingFixturesTest {
  private static final Path CASES = Path.of("src/test/resources/driver/observe");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> all = Files.walk(CASES, 2)) {
      return all
          .filter(each -> CASES.relativize(each).getNameCount() == 2)
          .map(each -> CASES.relativize(each).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsWhatIsThereAndRefusesWhatIsDamaged(String which) throws Exception {
    String engine = which.substring(0, which.indexOf('/'));
    Fleet fleet =
        new YamlFleetFile()
            .parse(
                GoldenConfigTest.fleet(engine, Files.readString(CASES.resolve(engine + ".yaml"))),
                "fleet.yaml");
    String seen;
    try {
      seen =
          words(
              Rendered.driver(EngineKind.valueOf(engine.toUpperCase(Locale.ROOT)))
                  .observing()
                  .read(fleet.nodes().getFirst(), fleet.pools(), answers(engine, which)));
    } catch (FailureException e) {
      seen = "nothing is known: " + e.failure().summary() + "\n";
    }
    Golden.check(CASES.resolve(which).resolve("expected.txt"), seen);
  }

  private static List<Outcome<String>> answers(String engine, String which) throws IOException {
    List<String> files =
        engine.equals("haproxy")
            ? List.of("info.txt", "stat.txt")
            : List.of("release.txt", "status.txt", "b1.txt", "b2.txt");
    Path folder = CASES.resolve(which);
    List<Outcome<String>> answers = new java.util.ArrayList<>();
    for (String file : files) {
      answers.add(new Outcome.Ok<>(Files.readString(folder.resolve(file), UTF_8)));
    }
    return answers;
  }

  private static String words(NodeSight sight) {
    StringBuilder text =
        new StringBuilder(
            "version '%s' release '%s' pid %d%s uptime %d s connections %d requests %d%n"
                .formatted(
                    sight.version(),
                    sight.release(),
                    sight.pid(),
                    sight.stopping() ? " stopping" : "",
                    sight.uptime().toSeconds(),
                    sight.connections(),
                    sight.requestsTotal()));
    for (ServerSight server : sight.servers()) {
      text.append(
          "%s %s %s %s weight %d sessions %d/%d errors %d: %s%n"
              .formatted(
                  server.pool(),
                  server.lane().word(),
                  server.server(),
                  server.endpoint(),
                  server.weight(),
                  server.sessions(),
                  server.totalSessions(),
                  server.errors5xx(),
                  words(server.health())));
    }
    return text.toString();
  }

  private static String words(ServerHealth health) {
    return switch (health) {
      case ServerHealth.Up _ -> "up";
      case ServerHealth.Degraded degraded -> "degraded, " + degraded.why();
      case ServerHealth.Down down -> "down, " + down.why();
      case ServerHealth.Draining _ -> "draining";
      case ServerHealth.Maintenance _ -> "maintenance";
      case ServerHealth.Stale stale -> "unknown, " + stale.why();
    };
  }
}
