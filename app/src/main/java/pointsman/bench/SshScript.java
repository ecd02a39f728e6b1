package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import pointsman.model.fleet.Node;

/// A shell script of one plain `ssh` a node, all at once: each runs its work there with the node's
/// file as its input.
final class SshScript {
  private final PlainNodes nodes;

  SshScript(PlainNodes nodes) {
    this.nodes = nodes;
  }

  /// Options that keep connections open for the next script.
  String kept() {
    return " -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=" + nodes.sockets() + "/%C";
  }

  /// Writes it, and gives the command that runs it. It ends well when every node's work did.
  ///
  /// @param options more options of `ssh`, each with a space before it; may be empty
  /// @param work shell text without a single quote
  List<String> command(String options, Function<Node, String> work) throws IOException {
    StringBuilder text = new StringBuilder("pids=\n");
    for (Node node : nodes.nodes()) {
      text.append("ssh -i ")
          .append(nodes.identity())
          .append(" -p ")
          .append(node.port())
          .append(" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null")
          .append(" -o LogLevel=ERROR")
          .append(options)
          .append(' ')
          .append(node.user())
          .append('@')
          .append(node.address())
          .append(" '")
          .append(work.apply(node))
          .append("' <")
          .append(nodes.file(node))
          .append(" & pids=\"$pids $!\"\n");
    }
    text.append("code=0; for p in $pids; do wait $p || code=1; done; exit $code\n");
    Path script = nodes.dir().resolve("run.sh");
    Files.writeString(script, text);
    return List.of("bash", script.toString());
  }
}
