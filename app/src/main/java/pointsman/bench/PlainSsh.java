package pointsman.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pointsman.model.fleet.Node;

/// One `ssh` a node, all at once: the least that does the work.
final class PlainSsh implements Contender {
  static final String NAME = "plain ssh";

  private final PlainNodes nodes;
  private final Meter meter;

  PlainSsh(PlainNodes nodes, Meter meter) {
    this.nodes = nodes;
    this.meter = meter;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Meter.Taken cold(int weight) throws Exception {
    nodes.intend(weight);
    return run("");
  }

  @Override
  public Meter.Taken warm(int weight) throws Exception {
    keepOpen();
    nodes.intend(weight);
    return run(kept());
  }

  @Override
  public Meter.Taken unchanged() throws Exception {
    keepOpen();
    return meter.program(script(kept(), PlainSsh::compare), mark());
  }

  private String mark() {
    return nodes.sockets().toString();
  }

  private String kept() {
    return " -o ControlMaster=auto -o ControlPersist=600 -o ControlPath=" + mark() + "/%C";
  }

  private void keepOpen() throws IOException, InterruptedException {
    meter.program(script(kept(), _ -> "true"), "");
  }

  private Meter.Taken run(String options) throws IOException, InterruptedException {
    Meter.Taken taken =
        meter.program(script(options, PlainSsh::work), options.isEmpty() ? "" : mark());
    nodes.requireArrived();
    return taken;
  }

  /// Its input is the wanted file, so that both sums are taken there.
  private static String compare(Node node) {
    return "[ \"$(sha256sum)\" = \"$(sha256sum <" + PlainNodes.target(node) + ")\" ]";
  }

  private static String work(Node node) {
    String to = PlainNodes.target(node);
    return "cat >"
        + to
        + ".new && "
        + PlainNodes.check(node)
        + " "
        + to
        + ".new >/dev/null 2>&1 && mv "
        + to
        + ".new "
        + to
        + " && { "
        + PlainNodes.reload(node)
        + "; }";
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
    Path script = nodes.dir().resolve("run.sh");
    Files.writeString(script, text);
    return List.of("bash", script.toString());
  }
}
