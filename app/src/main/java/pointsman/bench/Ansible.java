package pointsman.bench;

import java.io.IOException;
import java.util.Map;

/// Ansible: its copy module with a check, and a handler that reloads.
final class Ansible implements Contender {
  static final String NAME = "ansible";

  private final PlainNodes nodes;
  private final Meter meter;
  private final Playbook playbook;

  Ansible(PlainNodes nodes, Meter meter) throws IOException {
    this.nodes = nodes;
    this.meter = meter;
    this.playbook = new Playbook(nodes, nodes.dir());
    write();
  }

  private void write() throws IOException {
    playbook.write(
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
        """,
        node ->
            Map.of(
                "target", PlainNodes.target(node),
                "check", PlainNodes.check(node),
                "reload", PlainNodes.reload(node)));
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
    return meter.program(playbook.command(), nodes.sockets().toString());
  }
}
