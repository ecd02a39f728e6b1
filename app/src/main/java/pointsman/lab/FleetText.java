package pointsman.lab;

import java.util.List;
import java.util.Locale;
import pointsman.model.fleet.LaneColor;
import pointsman.port.LabNode;

/// Writes the lab's fleet file.
final class FleetText {
  /// The port of the service `shop` on every node.
  static final int HTTP_PORT = 8080;

  /// The port of the service `ledger` on every node.
  static final int TCP_PORT = 9000;

  private final LabFolder folder;
  private final Owner owner;

  FleetText(LabFolder folder, Owner owner) {
    this.folder = folder;
    this.owner = owner;
  }

  String write(List<LabNode> nodes, List<DemoPlace> servers) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # The lab in %s, as started. Taken down with: pointsman lab down --dir %s
        pointsman: 1
        environment: development
        nodes:
        """
            .formatted(folder.dir(), folder.dir()));
    nodes.forEach(node -> text.append(node(node)));
    text.append(
        """
        services:
          - name: shop
            layer: http
            listen: [{address: "*", port: %d}]
            on: {tags: [lab]}
            routes:
              - {path: /api, pool: shop-api}
              - {pool: shop-web}
          - name: ledger
            layer: tcp
            listen: [{address: "*", port: %d}]
            on: {tags: [lab]}
            routes:
              - {pool: ledger}
        pools:
        """
            .formatted(HTTP_PORT, TCP_PORT));
    DemoPlace.POOLS.forEach(pool -> text.append(pool(pool, servers)));
    return text.toString();
  }

  private String node(LabNode node) {
    String engine = node.engine().name().toLowerCase(Locale.ROOT);
    String place =
        switch (node.engine()) {
          case HAPROXY -> "socket: " + node.socket();
          case NGINX -> "status: \"" + node.address() + ":" + LabNode.STATUS_PORT + "\"";
        };
    return """
      - name: %s
        address: %s
        port: %d
        user: %s
        identity: %s
        privilege: %s
        engine: %s
        region: eu
        tags: [lab]
        paths:
          root: %s
          state: %s
          binary: %s
          pid: %s
          %s
          bind: %s
    """
        .formatted(
            node.name(),
            node.address(),
            LabNode.SSH_PORT,
            owner.name(),
            folder.identity(),
            owner.isRoot() ? "root" : "none",
            engine,
            node.etc(),
            node.state(),
            Commands.find(engine).map(Object::toString).orElse("/usr/sbin/" + engine),
            node.pidFile(),
            place,
            node.address());
  }

  private static String pool(String pool, List<DemoPlace> servers) {
    boolean http = !pool.equals("ledger");
    StringBuilder text = new StringBuilder();
    text.append("  - name: ").append(pool).append('\n');
    text.append("    balance: ").append(http ? "leastconn" : "roundrobin").append('\n');
    text.append("    health:\n      active: ")
        .append(http ? "{kind: http, path: /health, " : "{kind: tcp, ")
        .append("interval: 1s, timeout: 1s, rise: 2, fall: 3}\n");
    text.append("    live: blue\n    lanes:\n");
    for (LaneColor lane : LaneColor.values()) {
      List<DemoPlace> own =
          servers.stream()
              .filter(each -> each.pool().equals(pool) && each.lane().equals(lane.word()))
              .filter(each -> !each.spare())
              .toList();
      text.append("      ").append(lane.word()).append(":\n");
      text.append("        version: \"").append(own.getFirst().version()).append("\"\n");
      text.append("        servers:\n");
      for (DemoPlace each : own) {
        text.append(
            "          - {name: %s, address: %s, port: %d}\n"
                .formatted(each.name(), each.address(), each.port()));
      }
    }
    if (pool.equals("shop-web")) {
      text.append("    split: {key: {cookie: uid}}\n");
    }
    return text.toString();
  }
}
