package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running Nginx logs, and that its logs stay bounded: by the script's keeper, beside a real
/// Nginx under load.
class NginxLogsTest {
  private static final int BOUND = 60_000;
  private static final Path SCRIPT = Path.of("../installer/node/pointsman-node");

  @TempDir Path temp;
  private final Loopback net = new Loopback();
  private NginxBox box;
  private Backend backend;
  private Optional<Process> keeper = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    backend = Backend.http("b1", net.at(11), 9001);
    box = new NginxBox(temp);
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
  }

  @AfterEach
  void stop() throws Exception {
    if (keeper.isPresent()) {
      keeper.get().destroy();
      keeper.get().waitFor(10, TimeUnit.SECONDS);
    }
    box.close();
    backend.close();
  }

  private void keep() throws IOException {
    keeper =
        Optional.of(
            new ProcessBuilder(
                    "sh",
                    "-c",
                    Files.readString(SCRIPT),
                    "pointsman-node",
                    "--log-keeper",
                    box.state().toString(),
                    NginxBox.BINARY.toString(),
                    box.pid().toString(),
                    Integer.toString(BOUND))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("keeper").toFile())
                .start());
  }

  /// What the script writes when a keeper runs.
  private void logsAreOn() throws IOException {
    Files.writeString(Path.of(box.pid() + ".log-on"), "\"\" 1;\n");
    Files.writeString(
        Path.of(box.pid() + ".errors-on"),
        "error_log " + box.state().resolve("log/error.log") + " error;\n");
  }

  private Path log(String name) {
    return box.state().resolve("log").resolve(name);
  }

  private long size() throws IOException {
    try (Stream<Path> logs = Files.list(log(""))) {
      long size = 0;
      for (Path each : logs.filter(path -> path.toString().contains(".tsv")).toList()) {
        size += Files.size(each);
      }
      return size;
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.exists(log(name)) ? Files.readAllLines(log(name), US_ASCII) : List.of();
  }

  @Test
  void tellsTimeLaneServerStatusesSecondsAndUserOfEveryRequest() throws Exception {
    logsAreOn();
    box.start();
    try (Wire wire = new Wire(net.at(9), net.at(1), 8080)) {
      assertThat(wire.get("/a", "Cookie: uid=an\"na").status()).isEqualTo(200);
      assertThat(wire.get("/b").status()).isEqualTo(200);
    }
    Awaitility.await().until(() -> lines("requests.tsv").size() == 2);
    assertThat(lines("requests.tsv").getFirst())
        .matches(
            "[0-9]{10}\\.[0-9]{3}\tweb\\.blue\t"
                + net.at(11)
                + ":9001\t200\t0\\.[0-9]{3}\t200\t0\\.[0-9]{3}\tan\\\\x22na");
    assertThat(lines("requests.tsv").getLast()).endsWith("\t" + net.at(9));
  }

  @Test
  void logsNothingWhileNoKeeperRuns() throws Exception {
    box.start();
    try (Wire wire = new Wire(net.at(9), net.at(1), 8080)) {
      assertThat(wire.get("/a").status()).isEqualTo(200);
      backend.close();
      assertThat(wire.get("/a").status()).isEqualTo(502);
    }
    box.reload();
    assertThat(size()).isZero();
    assertThat(box.complaints()).isEmpty();
  }

  @Test
  void tellsOfFailedServersWhileAKeeperRuns() throws Exception {
    logsAreOn();
    box.start();
    backend.close();
    try (Wire wire = new Wire(net.at(9), net.at(1), 8080)) {
      assertThat(wire.get("/a").status()).isEqualTo(502);
    }
    Awaitility.await().until(() -> box.complaints().contains("Connection refused"));
  }

  @Test
  void staysWithinItsBoundAndLosesNoRequestAndNoLine() throws Exception {
    logsAreOn();
    box.start();
    keep();
    List<Long> sizes = new ArrayList<>();
    int batch = 300;
    long longest = 0;
    int sent = 0;
    try (Wire wire = new Wire(net.at(9), net.at(1), 8080)) {
      for (int round = 0; round < 8; round++) {
        for (int i = 0; i < batch; i++) {
          assertThat(wire.get("/", "Cookie: uid=u" + "%06d".formatted(sent++)).status())
              .isEqualTo(200);
        }
        int all = sent;
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            // For a moment the log is renamed and not yet made anew.
            .ignoreExceptionsInstanceOf(NoSuchFileException.class)
            .until(() ->
                Files.size(log("requests.tsv")) <= BOUND
                    && last().equals("u" + "%06d".formatted(all - 1)));
        sizes.add(size());
        longest = Math.max(longest, size());
      }
    }
    assertThat(log("requests.tsv.1")).exists();
    assertThat(longest).isLessThanOrEqualTo(2L * BOUND + batch * 100L);
    assertThat(sizes).as("it has grown past the bound").anyMatch(size -> size > BOUND);
    List<String> users = new ArrayList<>();
    Stream.concat(lines("requests.tsv.1").stream(), lines("requests.tsv").stream())
        .forEach(line -> users.add(line.substring(line.lastIndexOf('\t') + 1)));
    assertThat(users).isSorted().doesNotHaveDuplicates();
    assertThat(users.getLast()).isEqualTo("u" + "%06d".formatted(sent - 1));
    assertThat(users.getFirst()).isEqualTo("u" + "%06d".formatted(sent - users.size()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log("requests.tsv"))))
        .isEqualTo("rw-r-----");
  }

  private String last() throws IOException {
    List<String> lines = lines("requests.tsv");
    if (lines.isEmpty()) {
      lines = lines("requests.tsv.1");
    }
    return lines.isEmpty() ? "" : lines.getLast().substring(lines.getLast().lastIndexOf('\t') + 1);
  }

  @Test
  void aKeeperEndsWhenItsFolderIsGoneOrANewerOneCame() throws Exception {
    keep();
    Process first = keeper.orElseThrow();
    Awaitility.await().until(() -> Files.exists(log("keeper")));
    Files.writeString(log("keeper"), "1\n");
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
    keep();
    Process second = keeper.orElseThrow();
    logsAreOn();
    Awaitility.await().until(() -> lines("keeper").getFirst().equals(Long.toString(second.pid())));
    Files.move(box.state(), temp.resolve("elsewhere"));
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Path.of(box.pid() + ".log-on")).doesNotExist();
  }
}
