package pointsman.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HAProxy's master ignores the signal to reload while it loads a config. A way back that comes
/// just then is not lost: here each load takes half a second.
final class ReloadWhileLoadingTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private int port;
  private long master;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("slow.lua"),
        "local began = os.clock() while os.clock() - began < 0.5 do end\n");
    release("former", 201);
    release("newer", 202);
    Files.createDirectories(folder.resolve("state/deadman"));
    Files.createSymbolicLink(folder.resolve("current"), Path.of("releases/former"));
    run(
        "haproxy",
        "-W",
        "-D",
        "-p",
        pidFile(),
        "-f",
        folder.resolve("current/haproxy.cfg").toString());
    Path pid = Path.of(pidFile());
    Awaitility.await().atMost(LIMIT).until(() -> !Files.readString(pid).isBlank());
    master = Long.parseLong(Files.readString(pid).strip());
    Awaitility.await().atMost(LIMIT).until(() -> answer() == 201);
  }

  @AfterEach
  void stop() {
    ProcessHandle.of(master).ifPresent(ProcessHandle::destroy);
  }

  @Test
  void aWayBackInTheMidstOfAReloadComesAfterIt() throws Exception {
    Files.delete(folder.resolve("current"));
    Files.createSymbolicLink(folder.resolve("current"), Path.of("releases/newer"));
    Files.writeString(folder.resolve("state/deadman/pending"), "release newer\nprevious former\n");

    run("kill", "-USR2", Long.toString(master));
    run(
        "sh",
        "-c",
        PackagedScript.text(),
        "pointsman-node",
        "--dead-man",
        "haproxy",
        folder.toString(),
        folder.resolve("state").toString(),
        "haproxy",
        pidFile(),
        "0",
        "newer",
        "former");

    assertThat(folder.resolve("state/deadman/fired"))
        .content()
        .contains("result went back to former\n");
    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(answer()).isEqualTo(201));
  }

  private void release(String name, int status) throws IOException {
    Path release = Files.createDirectories(folder.resolve("releases").resolve(name));
    Files.writeString(
        release.resolve("haproxy.cfg"),
        """
        global
          lua-load %s
        defaults
          mode http
          timeout client 5s
          timeout connect 5s
          timeout server 5s
        frontend asked
          bind 127.0.0.1:%d
          http-request return status %d
        """
            .formatted(folder.resolve("slow.lua"), port, status));
  }

  private String pidFile() {
    return folder.resolve("pid").toString();
  }

  private int answer() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).timeout(LIMIT).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor()).as(command[0]).isZero();
  }
}
