package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pointsman.model.fleet.Node;

/// An Ansible playbook on the nodes, with forks 50 and pipelining. Its connections stay open after
/// a run, so that the run after a cold one is warm.
final class Playbook {
  private final PlainNodes nodes;
  private final Path dir;

  /// @param dir for its files; made when missing
  Playbook(PlainNodes nodes, Path dir) throws IOException {
    this.nodes = nodes;
    this.dir = dir;
    Files.createDirectories(dir);
    Files.writeString(
        dir.resolve("ansible.cfg"),
        """
        [defaults]
        forks = 50
        host_key_checking = False
        retry_files_enabled = False
        interpreter_python = /usr/bin/python3
        local_tmp = %s/tmp
        [ssh_connection]
        pipelining = True
        ssh_args = -o ControlMaster=auto -o ControlPersist=600s -o UserKnownHostsFile=/dev/null
        control_path_dir = %s
        """
            .formatted(dir, nodes.sockets()));
  }

  /// Which Ansible is installed, such as `ansible [core 2.14.18]`; empty when none is.
  static Optional<String> version(Meter meter) throws IOException, InterruptedException {
    if (List.of("/usr/bin", "/usr/local/bin").stream()
        .noneMatch(dir -> Files.isExecutable(Path.of(dir, "ansible-playbook")))) {
      return Optional.empty();
    }
    meter.program(List.of("ansible", "--version"), "");
    return meter.said().lines().findFirst();
  }

  /// Writes the play.
  ///
  /// @param play its text; a node's `file` is the file that it is to get
  /// @param variables more of a node's variables, by name
  void write(String play, Function<Node, Map<String, String>> variables) throws IOException {
    Files.writeString(dir.resolve("play.yaml"), play);
    StringBuilder hosts = new StringBuilder("all:\n  hosts:\n");
    for (Node node : nodes.nodes()) {
      hosts
          .append("    " + node.name() + ":\n")
          .append("      ansible_host: " + node.address() + "\n")
          .append("      ansible_port: " + node.port() + "\n")
          .append("      ansible_user: " + node.user() + "\n")
          .append("      ansible_ssh_private_key_file: " + nodes.identity() + "\n")
          .append("      file: " + nodes.file(node) + "\n");
      variables
          .apply(node)
          .forEach((name, value) -> hosts.append("      " + name + ": '" + value + "'\n"));
    }
    Files.writeString(dir.resolve("hosts.yaml"), hosts);
  }

  /// The command that plays it.
  List<String> command() {
    return List.of(
        "env",
        "ANSIBLE_CONFIG=" + dir.resolve("ansible.cfg"),
        "ansible-playbook",
        "-i",
        dir.resolve("hosts.yaml").toString(),
        dir.resolve("play.yaml").toString());
  }
}
