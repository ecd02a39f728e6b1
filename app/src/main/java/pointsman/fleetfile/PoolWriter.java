package pointsman.fleetfile;

import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;

/// Writes one pool.
final class PoolWriter {
  private final FleetWriter out;

  PoolWriter(FleetWriter out) {
    this.out = out;
  }

  void write(Pool pool) {
    out.line("  - name: " + FleetWriter.quote(pool.name().value()));
    out.line("    balance: " + Words.of(pool.balance()));
    switch (pool.persistence()) {
      case Persistence.None _ -> {}
      case Persistence.IpHash _ -> out.line("    persistence: ip-hash");
      case Persistence.Cookie cookie ->
          out.line("    persistence: {kind: cookie, name: " + FleetWriter.quote(cookie.name().value()) + "}");
      case Persistence.Table table ->
          out.line(
              "    persistence: {kind: table, size: " + table.size() + ", expire: " + Words.duration(table.expire())
                  + (table.peers().isEmpty() ? "" : ", peers: " + FleetWriter.names(table.peers())) + "}");
    }
    health(pool.health());
    out.line("    live: " + pool.live().word());
    out.line("    lanes:");
    lane(LaneColor.BLUE, pool.blue());
    lane(LaneColor.GREEN, pool.green());
    switch (pool.splitKey()) {
      case SplitKey.ClientAddress _ -> {}
      case SplitKey.Cookie cookie -> out.line("    split: {key: {cookie: " + FleetWriter.quote(cookie.name().value()) + "}}");
      case SplitKey.Header header -> out.line("    split: {key: {header: " + FleetWriter.quote(header.name().value()) + "}}");
      case SplitKey.BucketCookie cookie ->
          out.line("    split: {key: {bucket-cookie: " + FleetWriter.quote(cookie.name().value()) + "}}");
    }
    if (!pool.audience().isEmpty()) {
      out.line("    audience:");
      pool.audience().forEach(this::rule);
    }
  }

  private void health(HealthChecks health) {
    boolean usual =
        health.active().equals(Optional.of(ActiveCheck.http()))
            && health.passive().equals(Optional.of(PassiveCheck.defaults()));
    if (usual) {
      return;
    }
    out.line("    health:");
    if (health.active().isEmpty()) {
      out.line("      active: none");
    } else {
      ActiveCheck check = health.active().get();
      boolean http = check.kind() == ActiveCheck.Kind.HTTP;
      out.line(
          "      active: {kind: " + Words.of(check.kind())
              + ", path: " + FleetWriter.quote(check.path().value()) + ", expect: " + check.expectFrom() + "-" + check.expectTo()
              + ", interval: " + Words.duration(check.interval()) + ", timeout: " + Words.duration(check.timeout())
              + ", rise: " + check.rise() + ", fall: " + check.fall() + "}" + (http ? "" : ""));
    }
    out.line(
        health
            .passive()
            .map(each -> "      passive: {failures: " + each.failures() + ", window: " + Words.duration(each.window()) + "}")
            .orElse("      passive: none"));
  }

  private void lane(LaneColor color, Lane lane) {
    if (lane.equals(Lane.empty())) {
      return;
    }
    out.line("      " + color.word() + ":");
    lane.version().ifPresent(version -> out.line("        version: \"" + version + "\""));
    if (!lane.servers().isEmpty()) {
      out.line("        servers:");
      lane.servers().forEach(this::server);
    }
  }

  private void server(Server server) {
    StringBuilder flow = new StringBuilder("          - {name: ").append(FleetWriter.quote(server.name().value()));
    flow.append(", address: ").append(FleetWriter.quote(server.address().value()));
    flow.append(", port: ").append(server.port());
    if (server.weight() != 100) {
      flow.append(", weight: ").append(server.weight());
    }
    server.maxconn().ifPresent(limit -> flow.append(", maxconn: ").append(limit));
    if (server.backup()) {
      flow.append(", backup: true");
    }
    if (server.standby()) {
      flow.append(", standby: true");
    }
    out.line(flow.append('}').toString());
  }

  private void rule(AudienceRule rule) {
    String match =
        switch (rule.match()) {
          case AudienceRule.Match.Header header -> "header: " + FleetWriter.pair(header.name().value(), header.equals().value());
          case AudienceRule.Match.Cookie cookie -> "cookie: " + FleetWriter.pair(cookie.name().value(), cookie.equals().value());
          case AudienceRule.Match.Networks networks ->
              "cidr: [" + networks.networks().stream().map(each -> FleetWriter.quote(each.value())).collect(Collectors.joining(", ")) + "]";
          case AudienceRule.Match.Device device -> "device: " + Words.of(device.family());
          case AudienceRule.Match.Users users ->
              "users: [" + users.ids().stream().map(each -> FleetWriter.quote(each.value())).collect(Collectors.joining(", ")) + "]";
        };
    out.line("      - {" + match + ", lane: " + Words.of(rule.lane()) + "}");
  }
}
