package pointsman.ssh;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;

/// The lines to a node's Unix sockets over one session, and how they are opened there: forwarded by
/// sshd, or, where that is refused, through a program on the node. Which of the two is found out
/// once.
final class NodeSockets {
  private final Link link;
  private final ConcurrentHashMap<FilePath, SocketLine> lines = new ConcurrentHashMap<>();
  private volatile boolean forwards;
  private volatile Optional<Relay> relay = Optional.empty();

  NodeSockets(Link link) {
    this.link = link;
  }

  /// The line to a socket; it is opened when first asked.
  SocketLine line(FilePath path) {
    return lines.computeIfAbsent(path, p -> new SocketLine(link, this, p));
  }

  /// Opens a new line.
  PromptLine open(Node node, FilePath path, Deadline deadline) throws Exception {
    if (relay.isPresent()) {
      return relayed(node, path, relay.get(), deadline);
    }
    try {
      PromptLine line = PromptLine.open(link.local(path.value(), deadline), deadline);
      forwards = true;
      return line;
    } catch (ChannelRefused e) {
      return afterRefusal(node, path, e, deadline);
    }
  }

  /// sshd gives the same answer whether it does not forward sockets or nobody listens on this one.
  private PromptLine afterRefusal(
      Node node, FilePath path, ChannelRefused refusal, Deadline deadline) throws Exception {
    Relay.Sight sight = Relay.look(link, path, deadline);
    return switch (sight.kind()) {
      case "missing" -> throw failed(node, path, "there is no such socket", refusal);
      case "other" -> throw failed(node, path, "it is not a socket", refusal);
      case "closed" -> throw failed(node, path, node.user() + " may not write to it", refusal);
      default -> {
        if (forwards && !refusal.prohibited()) {
          throw failed(node, path, "nobody listens on it", refusal);
        }
        PromptLine line =
            relayed(node, path, sight.relay().orElseThrow(() -> noWay(node)), deadline);
        relay = sight.relay();
        yield line;
      }
    };
  }

  private PromptLine relayed(Node node, FilePath path, Relay program, Deadline deadline)
      throws Exception {
    Strand strand = link.exec(program.to(path), deadline);
    try {
      return PromptLine.open(strand, deadline);
    } catch (TimeoutException | InterruptedException e) {
      throw e;
    } catch (IOException e) {
      if (link.broke()) {
        throw e;
      }
      String said = strand.complaints();
      throw failed(node, path, said.isEmpty() ? "nobody listens on it" : said, e);
    }
  }

  private static FailureException noWay(Node node) {
    return new FailureException(
        new Failure.Unsupported(
            node.name().value(),
            "its sshd does not forward sockets, and it has none of socat, nc -U, perl and python3",
            "Set 'AllowStreamLocalForwarding local' in its sshd_config, or install socat."));
  }

  /// Asking a socket failed for a reason that has been found out.
  static FailureException failed(Node node, FilePath path, String why, Exception cause) {
    return SshTrouble.stepFailed(node, "ask the socket " + path, why, cause);
  }
}
