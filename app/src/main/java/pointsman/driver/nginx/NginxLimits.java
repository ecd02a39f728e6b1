package pointsman.driver.nginx;

import java.util.List;
import pointsman.driver.NodeIntent;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.SplitKey;
import pointsman.model.plan.NamedLimit;

/// What open-source Nginx cannot do of a pool, and what is done instead.
final class NginxLimits {
  private final NodeIntent intent;
  private final List<NamedLimit> limits;

  NginxLimits(NodeIntent intent, List<NamedLimit> limits) {
    this.intent = intent;
    this.limits = limits;
  }

  void of(Pool pool) {
    if (pool.health().active().isPresent()) {
      add(
          pool.name(),
          "active health checks",
          "Pointsman probes each server through the node while it watches; Nginx itself takes a server"
              + " out by failed requests only");
    }
    if (pool.persistence() instanceof Persistence.Table) {
      add(pool.name(), "a persistence table", "a consistent hash of the client's address");
    }
    if (pool.splitKey() instanceof SplitKey.BucketCookie) {
      add(pool.name(), "a bucket cookie", "the client's address is the split's key on this node");
    }
    if (pool.splitKey() instanceof SplitKey.Cookie cookie && cookie.name().value().contains("-")) {
      add(
          pool.name(),
          "a split by a cookie with '-' in its name",
          "the client's address is the key");
    }
    boolean hashed = NginxInput.isHashed(pool);
    for (LaneColor color : LaneColor.values()) {
      lane(pool, pool.lane(color), hashed);
    }
  }

  private void lane(Pool pool, Lane lane, boolean hashed) {
    for (Server server : lane.servers()) {
      if (server.backup() && hashed) {
        add(
            pool.name(),
            "backup server " + server.name() + " with a hash or random balance",
            "it is switched off");
      }
      if (server.weight() == 0) {
        add(
            pool.name(),
            "weight 0 of server " + server.name(),
            "it is switched off, also for its old users");
      }
      if (pool.persistence() instanceof Persistence.Cookie && !server.address().isAddress()) {
        add(
            pool.name(),
            "cookie persistence for a server named " + server.address(),
            "no cookie is set for it");
      }
    }
  }

  private void add(Name subject, String wish, String instead) {
    limits.add(new NamedLimit(intent.node().name(), subject, wish, instead));
  }
}
