package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import pointsman.driver.Text;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;

/// The variables that hold cookies. `$cookie_NAME` cannot hold a `-`, so such a cookie is cut out
/// of the header by a map.
final class CookieNames {
  private final List<String> dashed;

  /// @param pools whose keys, audiences and persistence read cookies
  /// @param services whose routes do
  CookieNames(List<Pool> pools, List<Service> services) {
    TreeSet<String> names = new TreeSet<>();
    for (Pool pool : pools) {
      names.addAll(of(pool));
    }
    for (Service service : services) {
      service.routes().stream()
          .flatMap(route -> route.when().stream())
          .forEach(condition -> {
            if (condition instanceof Condition.CookieIs cookie) {
              names.add(cookie.name().value());
            }
          });
    }
    names.removeIf(name -> name.indexOf('-') < 0);
    dashed = List.copyOf(names);
  }

  private static List<String> of(Pool pool) {
    List<String> names = new ArrayList<>();
    if (pool.splitKey() instanceof SplitKey.Cookie cookie) {
      names.add(cookie.name().value());
    }
    if (pool.splitKey() instanceof SplitKey.BucketCookie cookie) {
      names.add(cookie.name().value());
    }
    if (pool.persistence() instanceof Persistence.Cookie cookie) {
      for (LaneColor color : LaneColor.values()) {
        names.add(pinning(cookie, color));
      }
    }
    for (AudienceRule rule : pool.audience()) {
      if (rule.match() instanceof AudienceRule.Match.Cookie cookie) {
        names.add(cookie.name().value());
      }
    }
    return names;
  }

  /// The name of the cookie that pins a user to a server of a lane.
  static String pinning(Persistence.Cookie cookie, LaneColor color) {
    return cookie.name() + "_" + color.word();
  }

  /// The variable that holds a cookie, without its `$`.
  Text variable(String name) {
    int dashedAt = dashed.indexOf(name);
    return new Text(dashedAt < 0 ? "cookie_" + name : "pm_cookie_" + (dashedAt + 1));
  }

  /// The maps that make the variables that Nginx has not.
  List<Object> maps() {
    List<Object> maps = new ArrayList<>();
    for (String name : dashed) {
      maps.add(Map.of("name", new Text(name), "variable", variable(name)));
    }
    return maps;
  }
}
