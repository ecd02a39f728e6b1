package pointsman.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pointsman.port.LabNode;

/// Asks a node's load balancer what it runs, as anybody on the node could: through HAProxy's stats
/// socket or Nginx's status server, not through the program's drivers. Blocks.
public final class BalancerTalk {
  private BalancerTalk() {}

  /// What HAProxy's stats socket answers to a command, stripped.
  public static String socket(LabNode node, String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(node.socket()));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
      // It closes after one command.
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    }
  }

  /// The release that the running process says it serves; empty when it names none.
  ///
  /// @param limit for Nginx's answer, in ms
  static Optional<String> release(LabNode node, int limit) throws IOException {
    return switch (node.engine()) {
      case HAPROXY ->
          socket(node, "show info")
              .lines()
              .filter(line -> line.startsWith("description: "))
              .map(line -> line.substring("description: ".length()).strip())
              .findFirst();
      case NGINX -> status(node, limit);
    };
  }

  private static Optional<String> status(LabNode node, int limit) throws IOException {
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
}
