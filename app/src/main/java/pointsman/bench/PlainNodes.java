package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import pointsman.model.fleet.Node;

/// The lab's nodes as other tools see them: an address, a key, and files that each is to get. The
/// same text as Pointsman's own, so that the work is the same.
final class PlainNodes {
  /// Waits for a worker that was not there before, with the pauses of Pointsman's own script.
  private static final String RELOAD =
      "M=$(cat %s) && old=\" $(cat /proc/$M/task/$M/children) \" && kill -%s $M || exit 1;"
          + " i=0; while [ $i -lt 250 ]; do for w in $(cat /proc/$M/task/$M/children); do"
          + " case \"$old\" in *\" $w \"*) ;; *) exit 0 ;; esac; done; sleep 0.04; i=$((i+1)); done;"
          + " exit 1";

  private final List<Node> nodes;
  private final Path dir;
  private final Path identity;

  /// @param nodes each with a first release
  /// @param dir for their files; short, since sockets of kept connections lie there too
  /// @param identity the key that all of them accept
  PlainNodes(List<Node> nodes, Path dir, Path identity) throws IOException {
    this.nodes = List.copyOf(nodes);
    this.dir = dir;
    this.identity = identity;
    Files.createDirectories(dir.resolve("f"));
    Files.createDirectories(
        dir.resolve("c"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  List<Node> nodes() {
    return nodes;
  }

  Path dir() {
    return dir;
  }

  Path identity() {
    return identity;
  }

  /// Where the sockets of kept connections lie.
  Path sockets() {
    return dir.resolve("c");
  }

  /// The file that a node is to get.
  Path file(Node node) {
    return dir.resolve("f").resolve(node.name() + ".cfg");
  }

  /// Where it goes there.
  static String target(Node node) {
    return node.paths().root()
        + switch (node.engine()) {
          case HAPROXY -> "/current/haproxy.cfg";
          case NGINX -> "/current/nginx.conf";
        };
  }

  /// The command that has a file judged by the node's engine; the file's name follows.
  static String check(Node node) {
    return node.paths().binary()
        + switch (node.engine()) {
          case HAPROXY -> " -c -f";
          case NGINX -> " -t -c";
        };
  }

  /// Shell text that reloads a node's engine and ends well once a new worker is there.
  static String reload(Node node) {
    String signal =
        switch (node.engine()) {
          case HAPROXY -> "USR2";
          case NGINX -> "HUP";
        };
    return RELOAD.formatted(node.paths().pid(), signal);
  }

  /// Writes every node's file with another weight of its first servers.
  void intend(int weight) throws IOException {
    for (Node node : nodes) {
      String text = Files.readString(Path.of(target(node)));
      String wanted =
          switch (node.engine()) {
            case HAPROXY -> text.replaceAll("(server b1 \\S+ weight) [0-9]+", "$1 " + weight);
            case NGINX -> text.replaceFirst("( weight=)[0-9]+", "$1" + weight);
          };
      if (wanted.equals(text)) {
        throw new IOException(node.name() + " has no server whose weight could change");
      }
      Files.writeString(file(node), wanted);
    }
  }

  /// Fails unless every node has the file that it was to get.
  void requireArrived() throws IOException {
    for (Node node : nodes) {
      if (Files.mismatch(file(node), Path.of(target(node))) >= 0) {
        throw new IOException(node.name() + " did not get its file");
      }
    }
  }
}
