package pointsman.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A real HAProxy that runs what was rendered, on a loopback range of its own, with small real
/// servers behind it. `NET` in a fleet stands for the first three numbers of its addresses; it
/// listens on `NET.1`.
final class HaproxyBox implements AutoCloseable {
  private final Path folder;
  private final String net;
  private final Set<String> features;
  private final Deque<AutoCloseable> servers = new ArrayDeque<>();
  private Rendered rendered;
  private Process master;

  /// Starts it.
  HaproxyBox(Path folder, String fleet) throws Exception {
    this(folder, fleet, Rendered.ALL_FEATURES);
  }

  /// Starts it with a config for what an older one can do.
  HaproxyBox(Path folder, String fleet, Set<String> features) throws Exception {
    this.features = features;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    this.folder = folder.toRealPath();
    this.net = "127." + random.nextInt(30, 120) + "." + random.nextInt(1, 250);
    this.rendered = put(fleet);
    this.master =
        new ProcessBuilder("/usr/sbin/haproxy", "-W", "-db", "-f", config().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    Awaitility.await("HAProxy starts")
        .until(() -> Files.exists(socket()) && ask("show info").contains("Pid: "));
  }

  private Path config() {
    return folder.resolve("haproxy.cfg");
  }

  private Path socket() {
    return folder.resolve("s");
  }

  /// An address of the range.
  String at(int host) {
    return net + "." + host;
  }

  /// The config that runs.
  String text() {
    return rendered.text();
  }

  private Rendered put(String fleet) throws Exception {
    Rendered made =
        Rendered.of(
            """
            pointsman: 1
            environment: development
            nodes:
              - name: edge-1
                address: 192.0.2.11
                user: ops
                engine: haproxy
                paths: {root: %1$s, state: %1$s/var, pid: %1$s/pid, socket: %1$s/s, binary: /usr/sbin/haproxy, bind: %2$s.1}
            """
                    .formatted(folder, net)
                + fleet.replace("NET", net),
            features,
            folder.resolve("none"));
    assertThat(made.findings()).isEmpty();
    for (Map.Entry<String, String> file : made.state().entrySet()) {
      Path path = folder.resolve("var").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      if (!Files.exists(path)) {
        Files.writeString(path, file.getValue());
      }
    }
    Files.writeString(config(), made.text());
    return made;
  }

  /// Has another config taken in by a new worker.
  void reload(String fleet) throws Exception {
    rendered = put(fleet);
    String before = pid();
    new ProcessBuilder("kill", "-USR2", Long.toString(master.pid())).start().waitFor();
    Awaitility.await("a new worker").ignoreExceptions().until(() -> !pid().equals(before));
  }

  private String pid() throws IOException {
    return ask("show info").lines().filter(line -> line.startsWith("Pid: ")).findFirst().orElse("");
  }

  /// Asks the stats socket.
  String ask(String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket()));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(ISO_8859_1)));
      return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
    }
  }

  /// Changes a pool's split as Pointsman does: `2500/salt/off`.
  void split(String pool, String split) throws IOException {
    commit(pool, lay(pool, split));
  }

  /// Lays a split beside the one in use.
  ///
  /// @return its version
  String lay(String pool, String split) throws IOException {
    String said = ask("prepare map " + map(pool));
    String version = said.substring(said.lastIndexOf(' ') + 1).strip();
    assertThat(ask("add map @" + version + " " + map(pool) + " " + pool + " " + split)).isBlank();
    return version;
  }

  /// Takes one in that was laid before.
  void commit(String pool, String version) throws IOException {
    assertThat(ask("commit map @" + version + " " + map(pool)).strip()).isEmpty();
  }

  String map(String pool) {
    return folder.resolve("var/split-" + pool + ".map").toString();
  }

  /// A server that tells its name, and what reached it, on port 80 of an address.
  AutoCloseable server(String name, int host) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(at(host)), 80), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          StringBuilder told = new StringBuilder("server: " + name + "\n");
          exchange
              .getRequestHeaders()
              .forEach((key, values) ->
                  told.append(key.toLowerCase(Locale.ROOT))
                      .append(": ")
                      .append(String.join(" | ", values))
                      .append('\n'));
          byte[] body = told.toString().getBytes(ISO_8859_1);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    AutoCloseable closing = () -> server.stop(0);
    servers.push(closing);
    return closing;
  }

  /// Waits until HAProxy holds a server for what is said, such as `UP`.
  void await(String backend, String server, String status) {
    Awaitility.await(server + " " + status)
        .until(() ->
            ask("show stat")
                .lines()
                .anyMatch(line ->
                    line.startsWith(backend + "," + server + ",")
                        && line.contains("," + status + ",")));
  }

  @Override
  public void close() throws Exception {
    var all = master.descendants().toList();
    master.destroy();
    if (!master.waitFor(10, TimeUnit.SECONDS)) {
      all.forEach(ProcessHandle::destroyForcibly);
      master.destroyForcibly();
    }
    while (!servers.isEmpty()) {
      servers.pop().close();
    }
  }
}
