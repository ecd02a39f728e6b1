package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;

/// The change of a split as other tools would do it on HAProxy: the map's file to its place, then
/// `set map` through socat, then a stamp beside it. No lock, no check, no read-back.
final class PlainSwitch {
  private static final String POOL = "shop-web";

  private final PlainNodes nodes;
  private final Meter meter;

  PlainSwitch(PlainNodes nodes, Meter meter) {
    this.nodes = nodes;
    this.meter = meter;
  }

  /// A tool's run.
  ///
  /// @param taken what it took
  /// @param skew from the first to the last node, by their own stamps
  record Switched(Meter.Taken taken, Duration skew) {}

  /// Plain `ssh`, all nodes at once.
  ///
  /// @param open over connections that are open already
  Switched ssh(int percent, boolean open) throws Exception {
    String kept =
        " -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=" + nodes.sockets() + "/%C";
    if (open) {
      meter.program(script(kept, _ -> "cat >/dev/null"), "");
    }
    write(percent);
    forgetStamps();
    Meter.Taken taken = meter.program(script(open ? kept : "", node -> work(node, percent)), "");
    return new Switched(taken, skew());
  }

  /// Ansible's copy module and a shell task.
  Switched ansible(int percent, boolean open) throws Exception {
    Path dir = nodes.dir().resolve("w");
    Files.createDirectories(dir);
    configure(dir, percent);
    if (!open) {
      KeptConnections.end(nodes.sockets());
    }
    write(percent);
    forgetStamps();
    Meter.Taken taken =
        meter.program(
            List.of(
                "env",
                "ANSIBLE_CONFIG=" + dir.resolve("ansible.cfg"),
                "ansible-playbook",
                "-i",
                dir.resolve("hosts.yaml").toString(),
                dir.resolve("play.yaml").toString()),
            "");
    return new Switched(taken, skew());
  }

  private void configure(Path dir, int percent) throws IOException {
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
    Files.writeString(
        dir.resolve("play.yaml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - ansible.builtin.copy: {src: "{{ file }}", dest: "{{ target }}"}
            - ansible.builtin.shell: "{{ told }}"
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
          .append("      target: " + map(node) + "\n")
          .append("      told: '" + tell(node, percent) + "'\n");
    }
    Files.writeString(dir.resolve("hosts.yaml"), hosts);
  }

  private static String map(Node node) {
    return node.paths().state() + "/split-" + POOL + ".map";
  }

  private static String value(int percent) {
    return percent * 100 + "/bench/green";
  }

  private static Path stamp(Node node) {
    FilePath state = node.paths().state();
    return Path.of(state + "/bench-stamp");
  }

  private static String tell(Node node, int percent) {
    return "[ -z \"$(echo set map "
        + map(node)
        + " "
        + POOL
        + " "
        + value(percent)
        + " | socat - UNIX-CONNECT:"
        + node.paths().socket()
        + ")\" ] && date +%s%N >"
        + stamp(node);
  }

  private static String work(Node node, int percent) {
    String to = map(node);
    return "cat >" + to + ".plain && mv " + to + ".plain " + to + " && " + tell(node, percent);
  }

  private void write(int percent) throws IOException {
    for (Node node : nodes.nodes()) {
      Files.writeString(nodes.file(node), POOL + " " + value(percent) + "\n");
    }
  }

  private void forgetStamps() throws IOException {
    for (Node node : nodes.nodes()) {
      Files.deleteIfExists(stamp(node));
    }
  }

  private Duration skew() throws IOException {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (Node node : nodes.nodes()) {
      long at = Long.parseLong(Files.readString(stamp(node)).strip());
      least = Math.min(least, at);
      most = Math.max(most, at);
    }
    return Duration.ofNanos(most - least);
  }

  private interface Work {
    String on(Node node);
  }

  private List<String> script(String options, Work work) throws IOException {
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
          .append(work.on(node))
          .append("' <")
          .append(nodes.file(node))
          .append(" & pids=\"$pids $!\"\n");
    }
    text.append("code=0; for p in $pids; do wait $p || code=1; done; exit $code\n");
    Path script = nodes.dir().resolve("switch.sh");
    Files.writeString(script, text);
    return List.of("bash", script.toString());
  }
}
