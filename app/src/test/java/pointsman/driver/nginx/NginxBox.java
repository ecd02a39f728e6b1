package pointsman.driver.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A folder in which a real Nginx judges or runs what was rendered for a node with the usual paths.
final class NginxBox {
  static final Path BINARY = Path.of("/usr/sbin/nginx");
  private static final String STATE = "/var/lib/pointsman";
  private static final String PID = "/run/nginx.pid";
  private static final String TLS = "/etc/pointsman/tls";

  private final Path folder;

  NginxBox(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
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

  private String here(String text) throws IOException {
    return text.replace(STATE, state().toString())
        .replace(PID, pid().toString())
        .replace(TLS, folder.resolve("tls").toString());
  }

  /// A certificate with its key, as the node's owner would have put it there.
  void certificate(String name) throws IOException, InterruptedException {
    Path file = Files.createDirectories(folder.resolve("tls")).resolve(name);
    String made =
        run(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=shop",
                "-keyout",
                file + ".key",
                "-out",
                file.toString()));
    if (!Files.exists(file)) {
      throw new IOException(made);
    }
    Files.writeString(
        file, Files.readString(Path.of(file + ".key")), java.nio.file.StandardOpenOption.APPEND);
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

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return said;
  }
}
