package pointsman.fleetfile;

import java.util.List;
import java.util.Locale;
import pointsman.fleetfile.YamlText.Block;
import pointsman.fleetfile.YamlText.Line;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Timeouts;

/// Writes fleets: always the same order, what is as usual left out.
final class FleetWriter {
  private final StringBuilder out = new StringBuilder();

  /// A whole file.
  String whole(Fleet fleet) {
    out.append("# written by pointsman export\n");
    Block top = new Block(out, 0, false);
    top.raw("pointsman", FleetReader.FORMAT);
    top.raw("environment", word(fleet.environment()));
    return lists(fleet);
  }

  /// Only the lists that have something in them.
  String lists(Fleet fleet) {
    Block top = new Block(out, 0, false);
    if (!fleet.nodes().isEmpty()) {
      top.below("nodes");
      fleet.nodes().forEach(this::node);
    }
    if (!fleet.services().isEmpty()) {
      top.below("services");
      fleet.services().forEach(this::service);
    }
    if (!fleet.pools().isEmpty()) {
      top.below("pools");
      PoolWriter pools = new PoolWriter(out);
      fleet.pools().forEach(pools::pool);
    }
    return out.toString();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void node(Node node) {
    Block block = new Block(out, 4, true);
    block.text("name", node.name()).text("address", node.address());
    if (node.port().value() != 22) {
      block.raw("port", node.port());
    }
    block.text("user", node.user());
    node.identity().ifPresent(path -> block.text("identity", path));
    if (node.agent()) {
      block.raw("agent", true);
    }
    node.jump().ifPresent(jump -> block.text("jump", jump));
    if (node.privilege() != NodeReader.privilege(node.user())) {
      block.raw("privilege", word(node.privilege()));
    }
    block.raw("engine", word(node.engine()));
    node.region().ifPresent(region -> block.text("region", region));
    if (!node.tags().isEmpty()) {
      block.raw("tags", YamlText.list(node.tags()));
    }
    NodePaths usual = NodePaths.defaults(node.engine());
    if (!node.paths().equals(usual)) {
      block.below("paths");
      paths(node.paths(), usual);
    }
  }

  private void paths(NodePaths paths, NodePaths usual) {
    Block block = new Block(out, 6, false);
    unless(block, "root", paths.root(), usual.root());
    unless(block, "state", paths.state(), usual.state());
    unless(block, "binary", paths.binary(), usual.binary());
    unless(block, "pid", paths.pid(), usual.pid());
    unless(block, "socket", paths.socket(), usual.socket());
    unless(block, "status", paths.status(), usual.status());
    paths.bind().ifPresent(bind -> block.text("bind", bind));
  }

  private static void unless(Block block, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      block.text(key, value);
    }
  }

  private void service(Service service) {
    Block block = new Block(out, 4, true);
    block.text("name", service.name());
    if (service.layer() != Layer.HTTP) {
      block.raw("layer", word(service.layer()));
    }
    block.raw("listen", service.listen().stream().map(FleetWriter::listener).toList());
    if (!service.on().equals(Placement.everywhere())) {
      block.raw("on", placement(service.on()));
    }
    block.below("routes");
    for (Route route : service.routes()) {
      out.append("      - ").append(route(route)).append('\n');
    }
    Timeouts usual = Timeouts.defaults();
    if (!service.timeouts().equals(usual)) {
      block.raw("timeouts", timeouts(service.timeouts(), usual));
    }
    if (!service.trustedProxies().isEmpty()) {
      block.raw("trusted-proxies", YamlText.list(service.trustedProxies()));
    }
  }

  private static Line listener(Listener listener) {
    Line line = new Line();
    listener.address().ifPresent(address -> line.text("address", address));
    line.raw("port", listener.port());
    listener
        .tls()
        .ifPresent(tls -> {
          Line below = new Line().text("certificate", tls.certificate());
          tls.key().ifPresent(key -> below.text("key", key));
          line.raw("tls", below);
        });
    return listener.proxyProtocol() ? line.raw("proxy-protocol", true) : line;
  }

  private static Line placement(Placement on) {
    Line line = new Line();
    if (!on.nodes().isEmpty()) {
      line.raw("nodes", YamlText.list(on.nodes()));
    }
    if (!on.tags().isEmpty()) {
      line.raw("tags", YamlText.list(on.tags()));
    }
    if (!on.regions().isEmpty()) {
      line.raw("regions", YamlText.list(on.regions()));
    }
    return line;
  }

  private static Line route(Route route) {
    Line line = new Line();
    List<Line> headers = new java.util.ArrayList<>();
    List<Line> cookies = new java.util.ArrayList<>();
    for (Condition condition : route.when()) {
      switch (condition) {
        case Condition.PathPrefix path -> line.text("path", path.prefix());
        case Condition.HostIs host -> line.text("host", host.host());
        case Condition.HeaderIs header -> headers.add(pair(header.name(), header.equals()));
        case Condition.CookieIs cookie -> cookies.add(pair(cookie.name(), cookie.equals()));
      }
    }
    if (!headers.isEmpty()) {
      line.raw("header", headers.size() == 1 ? headers.getFirst() : headers);
    }
    if (!cookies.isEmpty()) {
      line.raw("cookie", cookies.size() == 1 ? cookies.getFirst() : cookies);
    }
    return line.text("pool", route.pool());
  }

  /// A name and what it equals.
  static Line pair(Object name, Object equals) {
    return new Line().text("name", name).text("equals", equals);
  }

  private static Line timeouts(Timeouts timeouts, Timeouts usual) {
    Line line = new Line();
    if (!timeouts.connect().equals(usual.connect())) {
      line.raw("connect", DurationText.write(timeouts.connect()));
    }
    if (!timeouts.client().equals(usual.client())) {
      line.raw("client", DurationText.write(timeouts.client()));
    }
    if (!timeouts.server().equals(usual.server())) {
      line.raw("server", DurationText.write(timeouts.server()));
    }
    if (!timeouts.oldWorkers().equals(usual.oldWorkers())) {
      line.raw("old-workers", DurationText.write(timeouts.oldWorkers()));
    }
    return line;
  }
}
