package pointsman.driver.nginx;

import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;

/// How a pool's servers are chosen, in Nginx's words.
final class NginxBalance {
  private static final String BY_CLIENT = "hash $remote_addr consistent";

  private NginxBalance() {}

  /// The balance directive of an upstream, without its semicolon; empty for round robin.
  static String line(Pool pool, boolean http) {
    if (isPinnedByAddress(pool)) {
      return BY_CLIENT;
    }
    return switch (pool.balance()) {
      case ROUNDROBIN -> "";
      case LEASTCONN -> "least_conn";
      case SOURCE -> BY_CLIENT;
      case URI -> http ? "hash $uri consistent" : "";
      case RANDOM -> "random two least_conn";
    };
  }

  /// Whether Nginx refuses backup servers beside it.
  static boolean refusesBackups(Pool pool) {
    return isPinnedByAddress(pool)
        || switch (pool.balance()) {
          case ROUNDROBIN, LEASTCONN -> false;
          case SOURCE, URI, RANDOM -> true;
        };
  }

  private static boolean isPinnedByAddress(Pool pool) {
    return switch (pool.persistence()) {
      case Persistence.None _, Persistence.Cookie _ -> false;
      case Persistence.IpHash _, Persistence.Table _ -> true;
    };
  }
}
