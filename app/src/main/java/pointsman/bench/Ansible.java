package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Node;

/// Ansible with forks 50 and pipelining: its copy module with a check, and a handler that reloads.
/// Its connections stay open after a run, so that the run after a cold one is warm.
final class Ansible implements Contender {
  static final String NAME = "ansible";

  private final PlainNodes nodes;
  private final Meter meter;

  Ansible(PlainNodes nodes, Meter meter) throws IOException {
    this.nodes = nodes;
    this.meter = meter;
    write();
  }

  /// Which one is installed, such as `ansible [core 2.14.18]`; empty when none is.
  static Optional<String> version(Meter meter) throws IOException, InterruptedException {
    if (List.of("/usr/bin", "/usr/local/bin").stream()
        .noneMatch(dir -> Files.isExecutable(Path.of(dir, "ansible-playbook")))) {
      return Optional.empty();
    }
    meter.program(List.of("ansible", "--version"), "");
    return meter.said().lines().findFirst();
  }

  private void write() throws IOException {
    Files.writeString(
        nodes.dir().resolve("ansible.cfg"),
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
            .formatted(nodes.dir(), nodes.sockets()));
    Files.writeString(
        nodes.dir().resolve("play.yaml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - name: config
              ansible.builtin.copy:
                src: "{{ file }}"
                dest: "{{ target }}"
                validate: "{{ check }} %s"
              notify: reload
          handlers:
            - name: reload
              ansible.builtin.shell: "{{ reload }}"
        """);
    StringBuilder hosts = new StringBuilder("all:\n  hosts:\n");
    for (Node node : nodes.nodes()) {
      hosts
          .append("    " + node.name() + ":\n")
          .append("      ansible_host: " + node.address() + "\n")
          .append("      ansible_port: " + node.port() + "\n")
          .append("      ansible_user: " + node.user() + "\n")
          .append("      ansible_ssh_private_key_file: " + nodes.identity() + "\n")
          .append("      file: " + nodes.file(node) + "\n")
          .append("      target: " + PlainNodes.target(node) + "\n")
          .append("      check: " + PlainNodes.check(node) + "\n")
          .append("      reload: '" + PlainNodes.reload(node) + "'\n");
    }
    Files.writeString(nodes.dir().resolve("hosts.yaml"), hosts);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Meter.Taken cold(int weight) throws Exception {
    KeptConnections.end(nodes.sockets());
    nodes.intend(weight);
    return change();
  }

  @Override
  public Meter.Taken warm(int weight) throws Exception {
    nodes.intend(weight);
    return change();
  }

  @Override
  public Meter.Taken unchanged() throws Exception {
    Meter.Taken taken = play();
    requireRecap("changed=0");
    return taken;
  }

  private Meter.Taken change() throws IOException, InterruptedException {
    Meter.Taken taken = play();
    nodes.requireArrived();
    requireRecap("changed=2"); // the file and the reload
    return taken;
  }

  /// Fails unless the last run says this of every node.
  private void requireRecap(String word) throws IOException {
    long said = meter.said().lines().filter(line -> line.contains(" " + word)).count();
    if (said != nodes.nodes().size()) {
      throw new IOException("not every node of ansible's run has " + word + ": " + meter.said());
    }
  }

  private Meter.Taken play() throws IOException, InterruptedException {
    return meter.program(
        List.of(
            "env",
            "ANSIBLE_CONFIG=" + nodes.dir().resolve("ansible.cfg"),
            "ansible-playbook",
            "-i",
            nodes.dir().resolve("hosts.yaml").toString(),
            nodes.dir().resolve("play.yaml").toString()),
        nodes.sockets().toString());
  }
}
