package pointsman.fleetfile;

import pointsman.fleetfile.YamlText.Block;
import pointsman.fleetfile.YamlText.Line;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.HealthChecks;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.PassiveCheck;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;

/// Writes pools.
final class PoolWriter {
  private final StringBuilder out;

  PoolWriter(StringBuilder out) {
    this.out = out;
  }

  void pool(Pool pool) {
    Block block = new Block(out, 4, true);
    block.text("name", pool.name());
    if (pool.balance() != Balance.ROUNDROBIN) {
      block.raw("balance", FleetWriter.word(pool.balance()));
    }
    switch (pool.persistence()) {
      case Persistence.None _ -> {}
      case Persistence.Cookie cookie ->
          block.raw("persistence", new Line().raw("kind", "cookie").text("name", cookie.name()));
      case Persistence.IpHash _ -> block.raw("persistence", "ip-hash");
      case Persistence.Table table -> block.raw("persistence", table(table));
    }
    block.below("health");
    health(pool.health());
    block.raw("live", pool.live().word());
    block.below("lanes");
    for (LaneColor color : LaneColor.values()) {
      lane(color, pool.lane(color));
    }
    switch (pool.splitKey()) {
      case SplitKey.ClientAddress _ -> {}
      case SplitKey.Cookie cookie -> split(block, "cookie", cookie.name());
      case SplitKey.Header header -> split(block, "header", header.name());
      case SplitKey.BucketCookie cookie -> split(block, "bucket-cookie", cookie.name());
    }
    if (!pool.audience().isEmpty()) {
      block.below("audience");
      for (AudienceRule rule : pool.audience()) {
        out.append("      - ").append(audience(rule)).append('\n');
      }
    }
  }

  private static Line table(Persistence.Table table) {
    Line line =
        new Line()
            .raw("kind", "table")
            .raw("size", table.size())
            .raw("expire", DurationText.write(table.expire()));
    return table.peers().isEmpty() ? line : line.raw("peers", YamlText.list(table.peers()));
  }

  private static void split(Block block, String key, Object name) {
    block.raw("split", new Line().raw("key", new Line().text(key, name)));
  }

  /// The kind of the active check is always said: what is usual depends on the services.
  private void health(HealthChecks health) {
    Block block = new Block(out, 6, false);
    block.raw("active", health.active().map(check -> active(check).toString()).orElse("none"));
    PassiveCheck usual = PassiveCheck.defaults();
    if (health.passive().isEmpty()) {
      block.raw("passive", "none");
    } else if (!health.passive().get().equals(usual)) {
      PassiveCheck check = health.passive().get();
      block.raw(
          "passive",
          new Line()
              .raw("failures", check.failures())
              .raw("window", DurationText.write(check.window())));
    }
  }

  private static Line active(ActiveCheck check) {
    Line line = new Line().raw("kind", FleetWriter.word(check.kind()));
    ActiveCheck usual = ActiveCheck.http();
    if (check.kind() == ActiveCheck.Kind.HTTP) {
      line.text("path", check.path());
      if (check.expectFrom() == check.expectTo()) {
        line.raw("expect", check.expectFrom());
      } else if (check.expectFrom() != usual.expectFrom() || check.expectTo() != usual.expectTo()) {
        line.raw("expect", check.expectFrom() + "-" + check.expectTo());
      }
    }
    if (!check.interval().equals(usual.interval())) {
      line.raw("interval", DurationText.write(check.interval()));
    }
    if (!check.timeout().equals(usual.timeout())) {
      line.raw("timeout", DurationText.write(check.timeout()));
    }
    if (check.rise() != usual.rise()) {
      line.raw("rise", check.rise());
    }
    return check.fall() == usual.fall() ? line : line.raw("fall", check.fall());
  }

  private void lane(LaneColor color, Lane lane) {
    if (lane.equals(Lane.empty())) {
      return;
    }
    new Block(out, 6, false).below(color.word());
    Block block = new Block(out, 8, false);
    lane.version().ifPresent(version -> block.text("version", version));
    if (!lane.servers().isEmpty()) {
      block.below("servers");
      lane.servers()
          .forEach(server -> out.append("          - ").append(server(server)).append('\n'));
    }
  }

  private static Line server(Server server) {
    Line line = new Line();
    line.text("name", server.name()).text("address", server.address()).raw("port", server.port());
    if (server.weight() != 100) {
      line.raw("weight", server.weight());
    }
    server.maxconn().ifPresent(limit -> line.raw("maxconn", limit));
    if (server.backup()) {
      line.raw("backup", true);
    }
    return server.standby() ? line.raw("standby", true) : line;
  }

  private static Line audience(AudienceRule rule) {
    Line line = new Line();
    switch (rule.match()) {
      case AudienceRule.Match.Header header ->
          line.raw("header", FleetWriter.pair(header.name(), header.equals()));
      case AudienceRule.Match.Cookie cookie ->
          line.raw("cookie", FleetWriter.pair(cookie.name(), cookie.equals()));
      case AudienceRule.Match.Networks networks ->
          line.raw("cidr", YamlText.list(networks.networks()));
      case AudienceRule.Match.Device device ->
          line.raw("device", FleetWriter.word(device.family()));
      case AudienceRule.Match.Users users -> line.raw("users", YamlText.list(users.ids()));
    }
    return line.raw("lane", FleetWriter.word(rule.lane()));
  }
}
