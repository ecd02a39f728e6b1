package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import pointsman.model.fleet.FilePath;

/// A real HAProxy, master and worker, with a stats socket, a small map and servers that do not
/// exist.
final class RealHaproxy implements AutoCloseable {
  final FilePath socket;
  private final Path folder;
  private final Process process;

  /// @param patience how long it keeps an idle line, such as `10s`
  RealHaproxy(Path folder, String address, String patience) throws Exception {
    this.folder = Files.createDirectories(folder).toAbsolutePath();
    this.socket = new FilePath(this.folder.resolve("stats.sock").toString());
    Files.writeString(this.folder.resolve("split.map"), "shop 10\n");
    Files.writeString(
        this.folder.resolve("haproxy.cfg"),
        """
        global
          stats socket %s mode 600 level admin expose-fd listeners
          stats timeout %s
          pidfile %s
        defaults
          mode http
          timeout connect 1s
          timeout client 5s
          timeout server 5s
        frontend in
          bind %s:8088
          http-request set-var(txn.x) str(shop),map(%s,0)
          http-request return status 200 content-type text/plain lf-string "hello %%[path]"
        backend b
          server s1 127.0.0.1:1
          server s2 127.0.0.1:2
        """
            .formatted(
                socket,
                patience,
                this.folder.resolve("pid"),
                address,
                this.folder.resolve("split.map")));
    process =
        new ProcessBuilder(
                "/usr/sbin/haproxy", "-W", "-f", this.folder.resolve("haproxy.cfg").toString())
            .redirectErrorStream(true)
            .redirectOutput(this.folder.resolve("log").toFile())
            .start();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.exists(Path.of(socket.value())));
  }

  /// Reloads and waits for the new worker.
  void reload() throws Exception {
    long before = newestWorker();
    RealSshd.run("kill", "-USR2", Long.toString(process.pid()));
    Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> newestWorker() > before);
    assertThat(process.isAlive()).isTrue();
  }

  private long newestWorker() {
    return process.children().mapToLong(ProcessHandle::pid).max().orElse(0);
  }

  void stop() throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
