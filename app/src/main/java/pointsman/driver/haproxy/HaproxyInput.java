package pointsman.driver.haproxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pointsman.driver.NodeIntent;
import pointsman.driver.Text;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Tls;
import pointsman.model.traffic.TimeCounts;

/// The template's input for an HAProxy node. Texts from outside are {@link Text}; names are safe
/// words by type and stand as texts too.
final class HaproxyInput {
  private final NodeIntent intent;

  HaproxyInput(NodeIntent intent) {
    this.intent = intent;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("node", text(intent.node().name()));
    values.put("version", new Text(intent.version()));
    values.put("state", text(intent.node().paths().state()));
    values.put("socket", text(intent.node().paths().socket()));
    values.put("idleClose", intent.features().contains(HaproxyInstalling.IDLE_CLOSE));
    values.put("histogram", intent.features().contains(HaproxyInstalling.COUNTER_ARRAY));
    // The release that brought counter arrays made set-src hold for one request only.
    values.put("connectionAddress", !intent.features().contains(HaproxyInstalling.COUNTER_ARRAY));
    values.put("anyHttp", intent.services().stream().anyMatch(each -> each.layer() == Layer.HTTP));
    values.put("bucketLimits", TimeCounts.LIMITS);
    values.put("hardStop", hardStop());
    values.put("tables", hasTables(intent));
    values.put(
        "services",
        intent.services().stream()
            .filter(each -> each.layer() != Layer.UDP)
            .map(this::service)
            .toList());
    values.put("pools", pools());
    return values;
  }

  private static Text text(Object value) {
    return new Text(value.toString());
  }

  private String hardStop() {
    return time(
        intent.services().stream()
            .map(service -> service.timeouts().oldWorkers())
            .max(Duration::compareTo)
            .orElse(Duration.ofMinutes(10)));
  }

  /// Whether a table of users is kept, which a new worker must learn.
  static boolean hasTables(NodeIntent intent) {
    return intent.pools().stream()
        .anyMatch(pool -> pool.persistence() instanceof Persistence.Table);
  }

  /// A duration as a person would write it in a config: `90s`, `10m`, `250ms`.
  private static String time(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private Map<String, Object> service(Service service) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", text(service.name()));
    values.put("http", service.layer() == Layer.HTTP);
    values.put("binds", service.listen().stream().map(this::bind).toList());
    values.put("client", time(service.timeouts().client()));
    values.put("trusted", service.trustedProxies().stream().map(HaproxyInput::text).toList());
    List<Object> routes = new ArrayList<>();
    service.routes().forEach(route -> routes.add(route(route)));
    values.put("routes", routes);
    values.put(
        "numbered",
        service.layer() == Layer.HTTP
            && intent.pools().stream()
                .anyMatch(pool ->
                    service.pools().contains(pool.name())
                        && pool.splitKey() instanceof SplitKey.BucketCookie));
    values.put(
        "pools",
        intent.pools().stream()
            .filter(pool -> service.pools().contains(pool.name()))
            .map(AudienceInput::of)
            .toList());
    return values;
  }

  private Map<String, Object> bind(Listener listener) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("address", new Text(listener.on(intent.node().paths()).place()));
    values.put("port", listener.port().value());
    values.put("proxy", listener.proxyProtocol());
    values.put(
        "certificate",
        listener.tls().map(Tls::certificate).<Object>map(HaproxyInput::text).orElse(""));
    values.put("tls", listener.tls().isPresent());
    return values;
  }

  private static Map<String, Object> route(Route route) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("pool", text(route.pool()));
    values.put("conditions", route.when().stream().map(HaproxyInput::condition).toList());
    return values;
  }

  private static Map<String, Object> condition(Condition condition) {
    return switch (condition) {
      case Condition.PathPrefix path -> {
        String prefix = path.prefix().value();
        String whole = prefix.endsWith("/") ? prefix : prefix + "/";
        yield Map.of("kind", "path", "exact", new Text(prefix), "below", new Text(whole));
      }
      case Condition.HostIs host ->
          Map.of(
              "kind", "host", "value", new Text(host.host().bracketed()), "v6", host.host().isV6());
      case Condition.HeaderIs header ->
          Map.of("kind", "header", "name", text(header.name()), "value", text(header.equals()));
      case Condition.CookieIs cookie ->
          Map.of("kind", "cookie", "name", text(cookie.name()), "value", text(cookie.equals()));
    };
  }

  private List<Map<String, Object>> pools() {
    Set<Name> layerFour = new TreeSet<>();
    Map<Name, Service> owner = new LinkedHashMap<>();
    for (Service service : intent.services()) {
      service.pools().forEach(pool -> owner.putIfAbsent(pool, service));
      if (service.layer() != Layer.HTTP) {
        layerFour.addAll(service.pools());
      }
    }
    List<Map<String, Object>> pools = new ArrayList<>();
    for (Pool pool : intent.pools()) {
      Service service = owner.get(pool.name());
      if (service == null || service.layer() == Layer.UDP) {
        continue;
      }
      for (LaneColor color : LaneColor.values()) {
        pools.add(lane(pool, color, service, !layerFour.contains(pool.name())));
      }
    }
    return pools;
  }

  private static Map<String, Object> lane(
      Pool pool, LaneColor color, Service service, boolean http) {
    Lane lane = pool.lane(color);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("pool", text(pool.name()));
    values.put("lane", color.word());
    values.put("told", lane.version().isPresent());
    values.put("version", new Text(lane.version().map(Object::toString).orElse("-")));
    values.put("http", http);
    values.put("connect", time(service.timeouts().connect()));
    values.put("server", time(service.timeouts().server()));
    boolean hashed = pool.persistence() instanceof Persistence.IpHash;
    values.put("balance", hashed ? "source" : pool.balance().name().toLowerCase(Locale.ROOT));
    values.put(
        "consistent", hashed || pool.balance() == Balance.SOURCE || pool.balance() == Balance.URI);
    values.put("cookie", pool.persistence() instanceof Persistence.Cookie);
    values.put(
        "cookieName",
        pool.persistence() instanceof Persistence.Cookie cookie
            ? new Text(cookie.name() + "_" + color.word())
            : new Text(""));
    values.put("table", pool.persistence() instanceof Persistence.Table);
    values.put(
        "tableSize", pool.persistence() instanceof Persistence.Table table ? table.size() : 0);
    values.put(
        "tableExpire",
        pool.persistence() instanceof Persistence.Table table ? time(table.expire()) : "");
    values.put("check", check(pool));
    values.put(
        "passive",
        pool.health().active().isPresent()
            ? pool.health().passive().map(each -> each.failures()).orElse(0)
            : 0);
    values.put("servers", lane.servers().stream().map(HaproxyInput::server).toList());
    return values;
  }

  private static Map<String, Object> check(Pool pool) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("active", pool.health().active().isPresent());
    ActiveCheck check = pool.health().active().orElse(ActiveCheck.tcp());
    values.put("http", HaproxyRendering.isHttpCheck(check));
    values.put("path", text(check.path()));
    values.put("expect", check.expectFrom() + "-" + check.expectTo());
    values.put("interval", time(check.interval()));
    values.put("timeout", time(check.timeout()));
    values.put("rise", check.rise());
    values.put("fall", check.fall());
    return values;
  }

  private static Map<String, Object> server(Server server) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", text(server.name()));
    values.put("address", text(server.endpoint()));
    values.put("named", !server.address().isAddress());
    values.put("weight", server.weight());
    values.put("maxconn", server.maxconn().orElse(0));
    values.put("backup", server.backup());
    values.put("standby", server.standby());
    return values;
  }
}
