package pointsman.fleetfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Placement;
import pointsman.model.fleet.Port;
import pointsman.model.fleet.Privilege;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Timeouts;

/// Writes a fleet: always the same text for an equal fleet, defaults left out.
final class FleetWriter {
  private final StringBuilder text = new StringBuilder();

  private FleetWriter() {}

  static String write(Fleet fleet) {
    FleetWriter writer = new FleetWriter();
    writer.line("pointsman: 1");
    writer.line("environment: " + Words.of(fleet.environment()));
    if (!fleet.nodes().isEmpty()) {
      writer.line("nodes:");
      fleet.nodes().forEach(writer::node);
    }
    if (!fleet.services().isEmpty()) {
      writer.line("services:");
      fleet.services().forEach(writer::service);
    }
    if (!fleet.pools().isEmpty()) {
      writer.line("pools:");
      fleet.pools().forEach(pool -> new PoolWriter(writer).write(pool));
    }
    return writer.text.toString();
  }

  void line(String line) {
    text.append(line).append('\n');
  }

  /// A text as YAML reads it back: quoted, unless it is a plain word.
  static String quote(String value) {
    boolean plain = value.matches("[A-Za-z/~*][A-Za-z0-9_./~-]*") && !value.toLowerCase(Locale.ROOT).matches("true|false|null|yes|no|on|off|y|n|~") && !value.startsWith("*");
    return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String names(Iterable<Name> names) {
    return names(java.util.stream.StreamSupport.stream(names.spliterator(), false).toList());
  }

  private static String names(List<Name> names) {
    return "[" + names.stream().map(name -> quote(name.value())).collect(Collectors.joining(", ")) + "]";
  }

  private void node(Node node) {
    line("  - name: " + quote(node.name().value()));
    line("    address: " + quote(node.address().value()));
    if (!node.port().equals(new Port(22))) {
      line("    port: " + node.port());
    }
    line("    user: " + quote(node.user()));
    node.identity().ifPresent(path -> line("    identity: " + quote(path)));
    if (node.agent()) {
      line("    agent: true");
    }
    node.jump().ifPresent(name -> line("    jump: " + quote(name.value())));
    Privilege usual = node.user().equals("root") ? Privilege.ROOT : Privilege.SUDO;
    if (node.privilege() != usual) {
      line("    privilege: " + Words.of(node.privilege()));
    }
    line("    engine: " + Words.of(node.engine()));
    node.region().ifPresent(name -> line("    region: " + quote(name.value())));
    if (!node.tags().isEmpty()) {
      line("    tags: " + names(node.tags()));
    }
    paths(node);
  }

  private void paths(Node node) {
    NodePaths paths = node.paths();
    NodePaths usual = NodePaths.defaults(node.engine());
    if (paths.equals(usual)) {
      return;
    }
    line("    paths:");
    path("root", paths.root(), usual.root());
    path("state", paths.state(), usual.state());
    path("binary", paths.binary(), usual.binary());
    path("pid", paths.pid(), usual.pid());
    path("socket", paths.socket(), usual.socket());
    path("status", paths.status(), usual.status());
    paths.bind().ifPresent(host -> path("bind", host, Optional.empty()));
  }

  private void path(String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      line("      " + key + ": " + quote(value.toString()));
    }
  }

  private void service(Service service) {
    line("  - name: " + quote(service.name().value()));
    line("    layer: " + Words.of(service.layer()));
    line("    listen:");
    service.listen().forEach(this::listener);
    placement(service.on());
    line("    routes:");
    service.routes().forEach(this::route);
    Timeouts usual = Timeouts.defaults();
    if (!service.timeouts().equals(usual)) {
      line("    timeouts:");
      line("      connect: " + Words.duration(service.timeouts().connect()));
      line("      client: " + Words.duration(service.timeouts().client()));
      line("      server: " + Words.duration(service.timeouts().server()));
      line("      old-workers: " + Words.duration(service.timeouts().oldWorkers()));
    }
    if (!service.trustedProxies().isEmpty()) {
      line(
          "    trusted-proxies: ["
              + service.trustedProxies().stream().map(each -> quote(each.value())).collect(Collectors.joining(", "))
              + "]");
    }
  }

  private void listener(Listener listener) {
    line("      - address: " + listener.address().map(host -> quote(host.value())).orElse("\"*\""));
    line("        port: " + listener.port());
    listener
        .tls()
        .ifPresent(
            tls -> {
              line("        tls:");
              line("          certificate: " + quote(tls.certificate().value()));
              tls.key().ifPresent(key -> line("          key: " + quote(key.value())));
            });
    if (listener.proxyProtocol()) {
      line("        proxy-protocol: true");
    }
  }

  private void placement(Placement on) {
    if (on.equals(Placement.everywhere())) {
      return;
    }
    line("    on:");
    if (!on.nodes().isEmpty()) {
      line("      nodes: " + names(on.nodes()));
    }
    if (!on.tags().isEmpty()) {
      line("      tags: " + names(on.tags()));
    }
    if (!on.regions().isEmpty()) {
      line("      regions: " + names(on.regions()));
    }
  }

  private void route(Route route) {
    StringBuilder flow = new StringBuilder("      - {");
    for (pointsman.model.fleet.Condition condition : route.when()) {
      flow.append(
          switch (condition) {
            case pointsman.model.fleet.Condition.PathPrefix path -> "path: " + quote(path.prefix().value());
            case pointsman.model.fleet.Condition.HostIs host -> "host: " + quote(host.host().value());
            case pointsman.model.fleet.Condition.HeaderIs header -> "header: " + pair(header.name().value(), header.equals().value());
            case pointsman.model.fleet.Condition.CookieIs cookie -> "cookie: " + pair(cookie.name().value(), cookie.equals().value());
          });
      flow.append(", ");
    }
    line(flow.append("pool: ").append(quote(route.pool().value())).append('}').toString());
  }

  static String pair(String name, String equals) {
    return "{name: " + quote(name) + ", equals: " + quote(equals) + "}";
  }
}
