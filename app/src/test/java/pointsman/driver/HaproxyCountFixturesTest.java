package pointsman.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolLane;

/// Two looks at a real HAProxy, ten seconds apart, whole and damaged, and what is counted between
/// them. A folder is a case.
class HaproxyCountFixturesTest {
  private final Counting counting = Rendered.driver(EngineKind.HAPROXY).counting();

  static Stream<Path> cases() throws IOException {
    return Golden.cases("driver/count/haproxy");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void countsWhatCameBetweenTwoLooks(Path folder) throws Exception {
    String seen;
    try {
      Counting.Counted first = read(folder, "1", Optional.empty());
      assertThat(first.grown()).as("the first look only begins").isEmpty();
      seen = words(read(folder, "2", Optional.of(first.next())));
    } catch (FailureException e) {
      seen = "nothing is known: " + e.failure().summary() + "\n";
    }
    Golden.check(folder.resolve("expected.txt"), seen);
  }

  private Counting.Counted read(Path folder, String look, Optional<Counting.Mark> since)
      throws Exception {
    Node node = SmallFleet.node(EngineKind.HAPROXY);
    List<Outcome<String>> answers = new ArrayList<>();
    for (String part : List.of("info", "stat", "table")) {
      answers.add(
          new Outcome.Ok<>(Files.readString(folder.resolve(look + "-" + part + ".txt"), UTF_8)));
    }
    return counting.read(node, since, Duration.ofSeconds(10), answers);
  }

  private static String words(Counting.Counted counted) {
    StringBuilder text = new StringBuilder();
    counted.grown().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(PoolLane::toString)))
        .forEach(lane -> {
          LaneCounts counts = lane.getValue();
          text.append(
              "%s: %d tried, %d failed, %d of them without a connection; %d answers in %d us%n"
                  .formatted(
                      lane.getKey(),
                      counts.attempts(),
                      counts.failed(),
                      counts.refused(),
                      counts.times().total(),
                      counts.times().micros()));
        });
    counted.missing().ifPresent(lack -> text.append("missing: ").append(lack).append('\n'));
    return text.toString();
  }
}
