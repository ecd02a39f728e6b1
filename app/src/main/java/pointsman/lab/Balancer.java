package pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import pointsman.model.FailureException;
import pointsman.model.fleet.EngineKind;
import pointsman.port.LabNode;

/// A node's load balancer.
final class Balancer {
  private final LabNode node;
  private final Commands commands;

  Balancer(LabNode node, Commands commands) {
    this.node = node;
    this.commands = commands;
  }

  /// Starts it on the release in use; returns when it has gone into the background.
  void start() throws FailureException {
    String config = BareRelease.current(node).toString();
    List<String> command =
        switch (node.engine()) {
          case HAPROXY ->
              List.of(
                  Commands.load("haproxy", "haproxy").toString(),
                  "-W",
                  "-D",
                  "-f",
                  config,
                  "-p",
                  node.pidFile().toString());
          case NGINX ->
              List.of(
                  Commands.load("nginx", "nginx").toString(),
                  "-c",
                  config,
                  "-e",
                  node.run().resolve("nginx.log").toString(),
                  "-g",
                  // The lab may stand in a folder that is closed to the user of root's workers.
                  Owner.find().isRoot() ? "user root;" : "");
        };
    commands.run(command, node.run(), log());
  }

  /// Where its start says what goes wrong.
  Path log() {
    return node.run().resolve("start.log");
  }

  /// Its processes: the master first, then the workers, also those whose master is gone.
  List<Long> processes(ProcessTable table) {
    List<Long> masters = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    String comm = node.engine() == EngineKind.HAPROXY ? "haproxy" : "nginx";
    for (ProcessTable.Seen seen : table.living()) {
      if (seen.comm().equals(comm) && isOfNode(seen)) {
        boolean below =
            table.find(seen.parent()).filter(parent -> parent.comm().equals(comm)).isPresent();
        (below ? others : masters).add(seen.pid());
      }
    }
    masters.addAll(others);
    return masters;
  }

  private boolean isOfNode(ProcessTable.Seen seen) {
    return seen.command().contains(node.etc() + "/") || seen.folder().equals(node.run().toString());
  }

  /// The master's process id, from its pid file; empty when it does not run.
  Optional<Long> master(ProcessTable table) {
    try {
      long pid = Long.parseLong(Files.readString(node.pidFile()).strip());
      return table.find(pid).filter(this::isOfNode).map(ProcessTable.Seen::pid);
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// The signal on which it reloads.
  String reloadSignal() {
    return switch (node.engine()) {
      case HAPROXY -> "USR2";
      case NGINX -> "HUP";
    };
  }

  /// The release that the running process says it serves; empty when it does not answer in time.
  Optional<String> release(Duration patience) {
    FutureTask<Optional<String>> asking =
        new FutureTask<>(() ->
            switch (node.engine()) {
              case HAPROXY -> askSocket();
              case NGINX -> askStatus((int) patience.toMillis());
            });
    Thread thread = Thread.ofPlatform().daemon().name("ask " + node.name()).start(asking);
    try {
      return asking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      thread.interrupt();
      return Optional.empty();
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<String> askSocket() throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(node.socket()));
      channel.write(ByteBuffer.wrap("show info\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
      while (channel.read(answer) > 0) {
        // until it closes, as it does after one command
      }
      String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.startsWith("description: "))
          .map(line -> line.substring("description: ".length()).strip())
          .findFirst();
    }
  }

  private Optional<String> askStatus(int limit) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(limit);
      socket.connect(new InetSocketAddress(node.address(), LabNode.STATUS_PORT), limit);
      socket
          .getOutputStream()
          .write(
              "GET /pointsman/release HTTP/1.0\r\nHost: lab\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.startsWith("HTTP/1.1 200")
          ? text.lines().dropWhile(line -> !line.isEmpty()).skip(1).findFirst()
          : Optional.empty();
    }
  }

  /// Whether none of its processes runs.
  boolean isGone() {
    return processes(ProcessTable.read()).isEmpty();
  }
}
