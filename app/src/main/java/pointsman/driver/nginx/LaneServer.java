package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;

/// A server as it stands in an upstream.
///
/// @param server whose line
/// @param weight at least 1: Nginx knows no 0
/// @param backup used when all others fail
/// @param down switched off
record LaneServer(Server server, int weight, boolean backup, boolean down) {
  /// Where a lane without servers leads.
  static final String NOWHERE = "127.0.0.1:1";

  /// @param hashed whether the balance refuses backup servers
  static LaneServer of(Server server, boolean hashed, boolean backup) {
    return new LaneServer(
        server,
        Math.max(1, server.weight()),
        backup && !hashed,
        server.standby() || server.weight() == 0 || (backup && hashed));
  }

  /// Whether users of a pool are pinned to servers by a cookie.
  static boolean pins(Pool pool, boolean http) {
    return http && pool.persistence() instanceof Persistence.Cookie;
  }

  /// A lane's servers.
  static List<LaneServer> lane(Pool pool, LaneColor color) {
    boolean hashed = NginxBalance.refusesBackups(pool);
    return pool.lane(color).servers().stream()
        .map(each -> of(each, hashed, each.backup()))
        .toList();
  }

  /// The lane as users of one server have it: that one, with all others as its backups.
  static List<LaneServer> pinned(Server one, Pool pool, LaneColor color) {
    List<LaneServer> servers = new ArrayList<>();
    servers.add(of(one, false, false));
    pool.lane(color).servers().stream()
        .filter(each -> !each.equals(one))
        .forEach(each -> servers.add(of(each, false, true)));
    return servers;
  }

  /// All upstreams of a lane by name.
  static Map<String, List<LaneServer>> upstreams(Pool pool, boolean http, LaneColor color) {
    String name = pool.name() + "." + color.word();
    Map<String, List<LaneServer>> upstreams = new LinkedHashMap<>();
    upstreams.put(name, lane(pool, color));
    if (pins(pool, http)) {
      for (Server one : pool.lane(color).servers()) {
        upstreams.put(name + "." + one.name(), pinned(one, pool, color));
      }
    }
    return upstreams;
  }
}
