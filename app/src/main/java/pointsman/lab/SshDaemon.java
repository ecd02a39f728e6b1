package pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pointsman.model.FailureException;
import pointsman.port.LabNode;

/// A node's sshd.
final class SshDaemon {
  private final LabFolder folder;
  private final LabNode node;
  private final Commands commands;

  SshDaemon(LabFolder folder, LabNode node, Commands commands) {
    this.folder = folder;
    this.node = node;
    this.commands = commands;
  }

  /// Writes its config and makes its host key where there is none.
  ///
  /// @param extra further lines that this sshd understands
  void prepare(Owner owner, List<String> extra) throws FailureException, IOException {
    Files.createDirectories(folder.home(node));
    Files.createDirectories(folder.sshdConfig(node).getParent());
    Path key = folder.hostKey(node);
    if (!Files.exists(key)) {
      generate(key, "lab " + node.name());
    }
    Files.writeString(
        folder.sshdConfig(node),
        config(owner, key) + String.join("", extra.stream().map(line -> line + "\n").toList()));
  }

  private String config(Owner owner, Path key) {
    return """
    ListenAddress %s
    Port %d
    HostKey %s
    PidFile %s
    AuthorizedKeysFile %s.pub
    AllowUsers %s
    PermitRootLogin prohibit-password
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    UsePAM %s
    StrictModes no
    UseDNS no
    PrintMotd no
    PrintLastLog no
    AllowTcpForwarding yes
    AllowStreamLocalForwarding yes
    StreamLocalBindUnlink yes
    AllowAgentForwarding no
    X11Forwarding no
    MaxStartups 100
    LoginGraceTime 30
    LogLevel INFO
    Subsystem sftp internal-sftp
    SetEnv HOME=%s %s=%s
    """
        .formatted(
            node.address(),
            LabNode.SSH_PORT,
            key,
            pidFile(),
            folder.identity(),
            owner.name(),
            owner.locked() ? "yes" : "no",
            folder.home(node),
            LabFolder.MARK,
            folder.dir());
  }

  /// Makes a key pair.
  void generate(Path key, String comment) throws FailureException {
    commands.run(
        List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", key.toString()),
        folder.dir(),
        folder.demoLog());
  }

  private Path pidFile() {
    return node.run().resolve("sshd.pid");
  }

  /// Starts it; returns when it has gone into the background.
  void start() throws FailureException {
    commands.run(
        List.of(
            Commands.load("sshd", "openssh-server").toString(),
            "-f",
            folder.sshdConfig(node).toString(),
            "-E",
            log().toString()),
        node.run(),
        node.run().resolve("start.log"));
  }

  /// Whether it greets. One connection is given all the patience: each makes sshd start a process,
  /// so that impatience on a busy computer makes it busier.
  boolean greets(Duration patience) {
    int limit = (int) patience.toMillis();
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(limit);
      socket.connect(new InetSocketAddress(node.address(), LabNode.SSH_PORT), limit);
      byte[] first = socket.getInputStream().readNBytes(4);
      return new String(first, StandardCharsets.US_ASCII).equals("SSH-");
    } catch (IOException _) {
      return false;
    }
  }

  /// Where it says what goes wrong.
  Path log() {
    return node.run().resolve("sshd.log");
  }

  /// The listening process, if it runs; its command line names its config.
  List<Long> listener(ProcessTable table) {
    List<Long> found = new ArrayList<>();
    for (ProcessTable.Seen seen : table.living()) {
      boolean parentIsOne = table.find(seen.parent()).filter(ProcessTable.Seen::isSshd).isPresent();
      if (seen.isSshd()
          && !parentIsOne
          && seen.command().contains(folder.sshdConfig(node).toString())) {
        found.add(seen.pid());
      }
    }
    return found;
  }

  /// The processes of its sessions: sshd's own, not the commands that run in them. Also those whose
  /// listener is gone: they are known by their connection.
  List<Long> sessions(ProcessTable table) {
    Set<Long> listeners = new HashSet<>(listener(table));
    Set<Long> found = table.withChildren(listeners);
    TcpTable sockets = TcpTable.read();
    Set<String> inodes = new HashSet<>();
    for (TcpTable.Row row : sockets.sockets()) {
      if (row.local().equals(node.address()) && row.port() == LabNode.SSH_PORT) {
        inodes.add(row.inode());
      }
    }
    inodes.remove("0");
    for (ProcessTable.Seen seen : table.living()) {
      if (seen.isSshd()
          && !found.contains(seen.pid())
          && ProcessTable.sockets(seen.pid()).stream().anyMatch(inodes::contains)) {
        found.add(seen.pid());
      }
    }
    found.removeAll(listeners);
    return found.stream()
        .filter(pid -> table.find(pid).filter(ProcessTable.Seen::isSshd).isPresent())
        .toList();
  }
}
