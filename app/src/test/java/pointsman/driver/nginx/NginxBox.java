package pointsman.driver.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import pointsman.driver.Certificates;

/// A folder in which a real Nginx judges or runs what was rendered for a node with the usual paths.
final class NginxBox implements AutoCloseable {
  static final Path BINARY = Path.of("/usr/sbin/nginx");
  private static final String STATE = "/var/lib/pointsman";
  private static final String PID = "/run/nginx.pid";
  private static final String TLS = "/etc/pointsman/tls";

  private final Path folder;
  private Optional<Process> master = Optional.empty();

  NginxBox(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    // Root's Nginx has workers of another user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(state().resolve("log"));
  }

  Path state() {
    return folder.resolve("state");
  }

  Path pid() {
    return folder.resolve("nginx.pid");
  }

  Path config() {
    return folder.resolve("nginx.conf");
  }

  /// What this machine's Nginx tells of its build.
  static String modules() throws IOException, InterruptedException {
    return run(List.of(BINARY.toString(), "-V"));
  }

  /// Puts config and run-time files in place.
  void write(NginxRendered rendered) throws IOException {
    Files.writeString(config(), here(rendered.main()));
    for (Map.Entry<String, String> file : rendered.state().entrySet()) {
      Path path = state().resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, here(file.getValue()));
    }
  }

  /// Renders a node on an address of its own, and puts it in place.
  ///
  /// @param rest services and pools of a fleet file
  NginxRendered write(String rest, String address) throws Exception {
    NginxDriver driver = new NginxDriver();
    NginxRendered rendered =
        NginxRendered.of(
            driver,
            NginxRendered.intent(driver, fleet(rest, address), "1.22.1", modules(), Set.of()));
    assertThat(rendered.findings()).isEmpty();
    write(rendered);
    assertThat(judge()).isEqualTo(flawless());
    return rendered;
  }

  private static String fleet(String rest, String address) {
    return """
    pointsman: 1
    environment: development
    nodes:
      - name: edge-1
        address: 192.0.2.11
        user: root
        engine: nginx
        paths: {bind: %1$s, status: "%1$s:9180"}
    """
            .formatted(address)
        + rest;
  }

  private String here(String text) throws IOException {
    return text.replace(STATE, state().toString())
        .replace(PID, pid().toString())
        .replace(TLS, folder.resolve("tls").toString());
  }

  /// A certificate with its key, as the node's owner would have put it there.
  void certificate(String name) throws Exception {
    Certificates.write(Files.createDirectories(folder.resolve("tls")).resolve(name));
  }

  /// What `nginx -t` says.
  String judge() throws IOException, InterruptedException {
    return run(List.of(BINARY.toString(), "-t", "-c", config().toString()));
  }

  /// What must stand there, and nothing else.
  String flawless() {
    return "nginx: the configuration file "
        + config()
        + " syntax is ok\nnginx: configuration file "
        + config()
        + " test is successful\n";
  }

  /// Starts Nginx, and waits until it serves.
  void start() throws IOException {
    master =
        Optional.of(
            new ProcessBuilder(BINARY.toString(), "-c", config().toString(), "-g", "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start());
    Awaitility.await("Nginx starts").until(() -> !workers().isEmpty());
  }

  /// Has the config taken in by new workers, and waits until the old ones are gone.
  void reload() throws IOException, InterruptedException {
    Set<Long> before = workers();
    signal("HUP");
    Awaitility.await("new workers")
        .until(() -> !workers().isEmpty() && Collections.disjoint(before, workers()));
  }

  void signal(String name) throws IOException, InterruptedException {
    run(List.of("kill", "-s", name, Long.toString(master.orElseThrow().pid())));
  }

  private Set<Long> workers() {
    return master.orElseThrow().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /// What it complained of since it started.
  String complaints() throws IOException {
    return Files.readString(state().resolve("log/error.log"));
  }

  @Override
  public void close() throws InterruptedException {
    if (master.isPresent()) {
      List<ProcessHandle> all = master.get().descendants().toList();
      master.get().destroy();
      if (!master.get().waitFor(10, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
        master.get().destroyForcibly();
      }
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return said;
  }
}
