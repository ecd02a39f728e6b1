package pointsman.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import pointsman.model.fleet.EngineKind;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;

/// A real sshd on a loopback address of its own, with its own host key, one user key and its own
/// home.
public final class RealSshd implements AutoCloseable {
  static final int PORT = 2222;
  public final Path folder;
  final Path userKey;
  final String address;
  private final List<String> more;
  private Process process;

  public RealSshd(Path folder, String... more) throws Exception {
    this.folder = Files.createDirectories(folder).toAbsolutePath();
    this.more = List.of(more);
    this.userKey = this.folder.resolve("user");
    this.address = freeAddress();
    Files.createDirectories(Path.of("/run/sshd"));
    Files.createDirectories(this.folder.resolve("home"));
    if (!Files.exists(userKey)) {
      newKey(userKey, "ed25519", "");
    }
    newKey(this.folder.resolve("host"), "ed25519", "");
    Files.copy(this.folder.resolve("user.pub"), this.folder.resolve("authorized"));
    process = start();
  }

  static void newKey(Path file, String type, String passphrase) throws Exception {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".pub"));
    run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  static String run(String... command) throws Exception {
    Process ran = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ran.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran.exitValue()).as(out).isZero();
    return out;
  }

  static String freeAddress() throws IOException {
    while (true) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String candidate =
          "127.%d.%d.%d"
              .formatted(random.nextInt(60, 120), random.nextInt(1, 250), random.nextInt(1, 250));
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getByName(candidate), PORT));
        return candidate;
      } catch (IOException e) {
        // Someone has it: another one.
      }
    }
  }

  private Process start() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("ListenAddress " + address + ":" + PORT);
    lines.add("HostKey " + folder.resolve("host"));
    lines.add("PidFile " + folder.resolve("pid"));
    lines.add("AuthorizedKeysFile " + folder.resolve("authorized"));
    lines.add("UsePAM no");
    lines.add("StrictModes no");
    lines.add("PermitRootLogin yes");
    lines.add("PasswordAuthentication no");
    lines.add("MaxStartups 200:30:300");
    if (more.stream().noneMatch(line -> line.startsWith("SetEnv"))) {
      lines.add("SetEnv HOME=" + folder.resolve("home"));
    }
    lines.addAll(more);
    Path config = folder.resolve("sshd_config");
    Files.write(config, lines);
    Process started =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> {
          try (Socket socket = new Socket(address, PORT)) {
            return true;
          } catch (IOException e) {
            assertThat(started.isAlive()).as("sshd: %s", log()).isTrue();
            return false;
          }
        });
    return started;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /// Ends the listener and all its sessions.
  public void stop() throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  public void startAgain() throws Exception {
    process = start();
  }

  /// The processes of its sessions.
  List<ProcessHandle> sessions() {
    return process.descendants().toList();
  }

  public void newHostKey() throws Exception {
    newKey(folder.resolve("host"), "ed25519", "");
  }

  public Node node() {
    return node("node-1", Optional.of(userKey.toString()), false, Privilege.ROOT, Optional.empty());
  }

  public Node node(
      String name,
      Optional<String> identity,
      boolean agent,
      Privilege privilege,
      Optional<Name> jump) {
    return new Node(
        new Name(name),
        new Host(address),
        new Port(PORT),
        System.getProperty("user.name"),
        identity,
        agent,
        jump,
        privilege,
        EngineKind.HAPROXY,
        Optional.empty(),
        Set.of(),
        NodePaths.defaults(EngineKind.HAPROXY));
  }

  @Override
  public void close() throws Exception {
    stop();
  }
}
