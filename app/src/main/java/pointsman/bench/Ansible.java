package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pointsman.model.fleet.Node;

/// Ansible with forks 50 and pipelining: its copy module with a check, and a handler that reloads.
final class Ansible implements Contender {
  private final PlainNodes nodes;
  private final Meter meter;

  Ansible(PlainNodes nodes, Meter meter) throws IOException {
    this.nodes = nodes;
    this.meter = meter;
    write();
  }

  /// Whether it is installed.
  static boolean installed() {
    return List.of("/usr/bin", "/usr/local/bin").stream()
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "ansible-playbook")));
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
        ssh_args = -o ControlMaster=auto -o ControlPersist=120s -o UserKnownHostsFile=/dev/null
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
                validate: "/usr/sbin/haproxy -c -f %s"
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
          .append("      reload: '" + PlainNodes.reload(node) + "'\n");
    }
    Files.writeString(nodes.dir().resolve("hosts.yaml"), hosts);
  }

  @Override
  public String name() {
    return "ansible";
  }

  @Override
  public Meter.Taken cold(int weight) throws Exception {
    end();
    nodes.intend(weight);
    return play();
  }

  @Override
  public Meter.Taken warm(int weight) throws Exception {
    play();
    nodes.intend(weight);
    return play();
  }

  @Override
  public Meter.Taken unchanged() throws Exception {
    return play();
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

  /// Ends kept connections, so that the next run begins cold.
  void end() throws IOException, InterruptedException {
    KeptConnections.end(nodes.sockets());
  }
}
