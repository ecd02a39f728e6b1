package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;

/// The change of a split as other tools would do it on HAProxy: the map's file to its place, then
/// `set map` through socat, then a stamp beside it. No lock, no check, no read-back.
final class PlainSwitch {
  private static final String POOL = "shop-web";

  private final PlainNodes nodes;
  private final Meter meter;
  private final SshScript script;

  PlainSwitch(PlainNodes nodes, Meter meter) {
    this.nodes = nodes;
    this.meter = meter;
    this.script = new SshScript(nodes);
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
    if (open) {
      meter.program(script.command(script.kept(), _ -> "cat >/dev/null"), "");
    }
    write(percent);
    forgetStamps();
    Meter.Taken taken =
        meter.program(script.command(open ? script.kept() : "", node -> work(node, percent)), "");
    return new Switched(taken, skew());
  }

  /// Ansible's copy module and a shell task.
  Switched ansible(int percent, boolean open) throws Exception {
    Playbook playbook = new Playbook(nodes, nodes.dir().resolve("w"));
    playbook.write(
        """
        - hosts: all
          gather_facts: false
          tasks:
            - ansible.builtin.copy: {src: "{{ file }}", dest: "{{ target }}"}
            - ansible.builtin.shell: "{{ told }}"
        """,
        node -> Map.of("target", map(node), "told", tell(node, percent)));
    if (!open) {
      KeptConnections.end(nodes.sockets());
    }
    write(percent);
    forgetStamps();
    Meter.Taken taken = meter.program(playbook.command(), "");
    return new Switched(taken, skew());
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
}
