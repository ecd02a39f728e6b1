package pointsman.bench;

import java.io.IOException;
import pointsman.model.fleet.Node;

/// One `ssh` a node, all at once: the least that does the work.
final class PlainSsh implements Contender {
  static final String NAME = "plain ssh";

  private final PlainNodes nodes;
  private final Meter meter;
  private final SshScript script;

  PlainSsh(PlainNodes nodes, Meter meter) {
    this.nodes = nodes;
    this.meter = meter;
    this.script = new SshScript(nodes);
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
    return run(script.kept());
  }

  @Override
  public Meter.Taken unchanged() throws Exception {
    keepOpen();
    return meter.program(script.command(script.kept(), PlainSsh::compare), mark());
  }

  private String mark() {
    return nodes.sockets().toString();
  }

  private void keepOpen() throws IOException, InterruptedException {
    meter.program(script.command(script.kept(), _ -> "true"), "");
  }

  private Meter.Taken run(String options) throws IOException, InterruptedException {
    Meter.Taken taken =
        meter.program(script.command(options, PlainSsh::work), options.isEmpty() ? "" : mark());
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
}
