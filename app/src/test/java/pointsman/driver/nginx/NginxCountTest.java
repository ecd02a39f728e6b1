package pointsman.driver.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pointsman.driver.Counting;
import pointsman.driver.ScriptVerbs;
import pointsman.fleetfile.SmallFleet;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolLane;
import pointsman.model.traffic.TimeCounts;

/// What the node's script adds up from the logs, by the script itself; and beside a real Nginx
/// whose log is turned.
class NginxCountTest {
  private static final PoolLane BLUE = PoolLane.find("web.blue").orElseThrow();
  private static final PoolLane GREEN = PoolLane.find("web.green").orElseThrow();

  @TempDir Path temp;
  private Path state;
  private Path pid;
  private NodeScriptProcess script;
  private final NginxCounting counting = new NginxCounting();
  private final Node node = node();

  /// One desk: where it goes on, and what it has counted.
  private final class Desk {
    private Optional<Counting.Mark> mark = Optional.empty();
    private final Map<PoolLane, LaneCounts> sum = new HashMap<>();
    private Optional<String> missing = Optional.empty();

    boolean look() throws Exception {
      return look(NginxCountTest.this.script);
    }

    boolean look(NodeScriptProcess at) throws Exception {
      Counting.Question.Verb verb = (Counting.Question.Verb) counting.question(node, mark);
      return take(at.ask(verb.frame()));
    }

    boolean take(ScriptAnswer answer) throws FailureException {
      Outcome<String> outcome =
          answer.ok()
              ? new Outcome.Ok<>(answer.text())
              : new Outcome.Failed<>(new Failure.StepFailed(node.name(), "count", answer.text()));
      Counting.Counted counted = counting.read(node, mark, Duration.ofSeconds(1), List.of(outcome));
      mark = Optional.of(counted.next());
      counted.grown().forEach((lane, counts) -> sum.merge(lane, counts, LaneCounts::plus));
      missing = counted.missing().or(() -> missing);
      return counted.late();
    }

    LaneCounts of(PoolLane lane) {
      return sum.getOrDefault(lane, LaneCounts.NONE);
    }

    String words(PoolLane lane) {
      LaneCounts counts = of(lane);
      return "%d tried %d failed %d refused %d answered in %d us"
          .formatted(
              counts.attempts(),
              counts.failed(),
              counts.refused(),
              counts.times().total(),
              counts.times().micros());
    }
  }

  private static Node node() {
    try {
      return SmallFleet.node(EngineKind.NGINX);
    } catch (FailureException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() throws Exception {
    state = Files.createDirectories(temp.resolve("state"));
    Files.createDirectories(state.resolve("log"));
    pid = temp.resolve("nginx.pid");
    Files.writeString(Path.of(pid + ".log-on"), "\"\" 1;\n");
    script = new NodeScriptProcess(state, NginxBox.BINARY, pid);
  }

  @AfterEach
  void stop() throws Exception {
    script.close();
  }

  private Path log(String name) {
    return state.resolve("log").resolve(name);
  }

  private void append(String log, String... lines) throws IOException {
    Files.writeString(
        log(log),
        String.join("", lines),
        StandardCharsets.US_ASCII,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /// Lane, server addresses, their statuses, their seconds, the answer's status.
  private static String request(String words) {
    String[] each = words.split("\\|", -1);
    return "1700000000.123\t%s\t%s\t%s\t%s\t%s\t0.100\tana%n".formatted((Object[]) each);
  }

  @Test
  void countsEveryTryOfARequestAndNoneThatItsClientEnded() throws Exception {
    append("requests.tsv", request("web.blue|10.0.0.1:80|200|9.000|200"));
    Desk desk = new Desk();
    desk.look();
    append(
        "requests.tsv",
        request("web.blue|10.0.0.1:80|200|0.012|200"),
        request("web.blue.b1|10.0.0.1:80, 10.0.0.2:80|502, 200|0.000, 0.030|200"),
        request("web.blue|10.0.0.1:80|404|0.004|404"),
        request("web.blue|10.0.0.1:80|500|0.004|500"),
        request("web.blue|10.0.0.1:80, 10.0.0.2:80|504, -|5.000, 0.200|499"),
        request("web.blue|10.0.0.1:80|-|0.500|499"),
        request("web.green|web.green|502|0.000|502"),
        request("web.green|[2001:db8::1]:80|200|12.000|200"),
        request("-|-|-|-|404"),
        request("|10.0.0.1:80|200|0.001|200"),
        "no line of ours\n");
    desk.look();
    assertThat(desk.words(BLUE)).isEqualTo("6 tried 3 failed 0 refused 3 answered in 46000 us");
    assertThat(desk.words(GREEN)).isEqualTo("2 tried 1 failed 1 refused 1 answered in 12000000 us");
    assertThat(desk.of(GREEN).times().buckets().getLast()).isEqualTo(1);
    assertThat(desk.of(BLUE).times().buckets().get(TimeCounts.LIMITS.indexOf(15))).isEqualTo(1);
    assertThat(desk.missing).isEmpty();
  }

  @Test
  void countsTheConnectionsOfLayerFour() throws Exception {
    Desk desk = new Desk();
    desk.look();
    append(
        "connections.tsv",
        request("web.blue|10.0.0.1:80|-|0.001|200"),
        request("web.blue|10.0.0.1:80, 10.0.0.2:80|-|-, 0.001|200"),
        request("web.blue|10.0.0.1:80, 10.0.0.2:80|-|-, -|502"),
        request("web.blue|web.blue|-|-|502"),
        request("web.blue|10.0.0.1:80|-|-|200"),
        request("web.blue|-|-|-|403"));
    desk.look();
    assertThat(desk.words(BLUE)).isEqualTo("6 tried 4 failed 4 refused 0 answered in 0 us");
  }

  @Test
  void leavesALineWhoseEndIsStillToComeForTheNextTime() throws Exception {
    Desk desk = new Desk();
    desk.look();
    String line = request("web.blue|10.0.0.1:80|500|0.001|500");
    append("requests.tsv", line, line.substring(0, 40));
    desk.look();
    assertThat(desk.of(BLUE).attempts()).isEqualTo(1);
    append("requests.tsv", line.substring(40));
    desk.look();
    desk.look();
    assertThat(desk.words(BLUE)).isEqualTo("2 tried 2 failed 0 refused 0 answered in 0 us");
  }

  @Test
  void desksDoNotDisturbEachOtherAndTheNodeKeepsNothing() throws Exception {
    Desk one = new Desk();
    Desk other = new Desk();
    one.look();
    append("requests.tsv", request("web.blue|10.0.0.1:80|200|0.001|200"));
    other.look();
    one.look();
    append("requests.tsv", request("web.blue|10.0.0.1:80|500|0.001|500"));
    try (NodeScriptProcess second = new NodeScriptProcess(state, NginxBox.BINARY, pid)) {
      one.look();
      other.look(second);
    }
    assertThat(one.words(BLUE)).startsWith("2 tried 1 failed");
    assertThat(other.words(BLUE)).startsWith("1 tried 1 failed");
    try (var files = Files.walk(state)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(log("requests.tsv"));
    }
  }

  @Test
  void readsABoundedPartAtATimeAndSaysThatItIsLate() throws Exception {
    Desk desk = new Desk();
    desk.look();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      lines.append(
          request("web." + (i % 10 == 0 ? "green" : "blue") + "|10.0.0.1:80|200|0.001|200"));
    }
    append("requests.tsv", lines.toString());
    assertThat(lines.length()).isBetween(NginxCounting.MOST, 2 * NginxCounting.MOST);
    assertThat(desk.look()).isTrue();
    assertThat(desk.of(BLUE).attempts()).isBetween(40_000L, 80_000L);
    assertThat(desk.look()).isFalse();
    assertThat(desk.of(BLUE).attempts()).isEqualTo(90_000);
    assertThat(desk.of(GREEN).attempts()).isEqualTo(10_000);
  }

  @Test
  void countsWhatIsLeftOfALogThatWasTurnedTwiceAndSaysThatSomeIsMissing() throws Exception {
    append("requests.tsv", request("web.blue|10.0.0.1:80|200|0.001|200"));
    Desk desk = new Desk();
    desk.look();
    for (int i = 0; i < 2; i++) {
      append("requests.tsv", request("web.blue|10.0.0.1:80|200|0.001|200"));
      Path former = log("requests.tsv.1");
      Files.move(log("requests.tsv"), former, StandardCopyOption.REPLACE_EXISTING);
      append("requests.tsv", request("web.blue|10.0.0.1:80|500|0.001|500"));
    }
    desk.look();
    assertThat(desk.words(BLUE)).startsWith("3 tried 2 failed");
    assertThat(desk.missing).isPresent();
    desk.missing = Optional.empty();
    append("requests.tsv", request("web.blue|10.0.0.1:80|200|0.001|200"));
    desk.look();
    assertThat(desk.words(BLUE)).startsWith("4 tried 2 failed");
    assertThat(desk.missing).isEmpty();
  }

  @Test
  void saysThatNothingIsLoggedWhileNoKeeperRuns() throws Exception {
    Files.delete(Path.of(pid + ".log-on"));
    Desk desk = new Desk();
    assertThatThrownBy(desk::look)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("not logged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1 2 3", "1 2 3 4 5", "a 0 0 0", "1 $(id) 0 0", "-1 0 0 0", "1 0 0 ;"})
  void refusesPlacesThatAreNone(String place) throws Exception {
    Frame frame = ScriptVerbs.count(1000, List.of(1, 2), List.of("requests " + place));
    ScriptAnswer answer = script.ask(frame);
    assertThat(answer.ok()).isFalse();
    assertThat(answer.code()).isEqualTo("bad");
  }

  @Test
  void losesNoRequestWhileTheLogOfABusyNginxIsTurned() throws Exception {
    Loopback net = new Loopback();
    try (Backend backend = Backend.http("b1", net.at(11), 9001);
        NginxBox box = new NginxBox(temp)) {
      box.write(
          """
          services: [{name: shop, listen: [{port: 8080}], routes: [{pool: web}]}]
          pools:
            - name: web
              split: {key: {cookie: uid}}
              lanes: {blue: {servers: [{name: b1, address: %s, port: 9001}]}}
          """
              .formatted(net.at(11)),
          net.at(1));
      state = box.state();
      Files.writeString(Path.of(box.pid() + ".log-on"), "\"\" 1;\n");
      box.start();
      AtomicInteger sent = new AtomicInteger();
      Desk desk = new Desk();
      try (NodeScriptProcess live = new NodeScriptProcess(state, NginxBox.BINARY, box.pid())) {
        desk.look(live);
        AtomicBoolean stopped = new AtomicBoolean();
        Thread user = Thread.ofVirtual().start(() -> useUntil(stopped, net, sent));
        for (int turn = 0; turn < 3; turn++) {
          Awaitility.await().until(() -> Files.size(log("requests.tsv")) > 0);
          desk.look(live);
          long counted = Files.size(log("requests.tsv"));
          Awaitility.await().until(() -> Files.size(log("requests.tsv")) > counted);
          Files.move(
              log("requests.tsv"), log("requests.tsv.1"), StandardCopyOption.REPLACE_EXISTING);
          Files.createFile(log("requests.tsv"));
          desk.look(live);
          String master = Files.readString(box.pid()).strip();
          assertThat(new ProcessBuilder("kill", "-USR1", master).start().waitFor()).isZero();
        }
        stopped.set(true);
        user.join();
        assertThat(sent.get()).isGreaterThan(100);
        Awaitility.await()
            .until(() -> {
              desk.look(live);
              return desk.of(BLUE).attempts() >= sent.get();
            });
        desk.look(live);
      }
      assertThat(desk.of(BLUE).attempts()).isEqualTo(sent.get());
      assertThat(desk.missing).isEmpty();
    }
  }

  /// Never in the middle of a request: Nginx would count one that was not counted here.
  private static void useUntil(AtomicBoolean stopped, Loopback net, AtomicInteger sent) {
    try (Wire wire = new Wire(net.at(9), net.at(1), 8080)) {
      while (!stopped.get()) {
        assertThat(wire.get("/", "Cookie: uid=u" + sent.get()).status()).isEqualTo(200);
        sent.incrementAndGet();
        Thread.sleep(2);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAnswerThatIsCutShortIsNoCount() {
    for (String text : List.of("", "lane web.blue 1 1", "lane web.blue x 0 0 0", "at")) {
      assertThatThrownBy(() ->
              counting.read(node, Optional.empty(), Duration.ZERO, List.of(new Outcome.Ok<>(text))))
          .isInstanceOf(FailureException.class);
    }
  }
}
