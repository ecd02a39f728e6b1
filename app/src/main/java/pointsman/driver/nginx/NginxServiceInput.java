package pointsman.driver.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.NodeIntent;
import pointsman.driver.Text;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.Cidr;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Tls;
import pointsman.model.fleet.Token;

/// A service as the template needs it: what listens, who is believed, and where requests go.
final class NginxServiceInput {
  private static final List<Text> EVERYONE = List.of(new Text("0.0.0.0/0"), new Text("::/0"));

  private final NodeIntent intent;
  private final CookieNames cookies;
  private final NginxBuild build;

  NginxServiceInput(NodeIntent intent, CookieNames cookies) {
    this.intent = intent;
    this.cookies = cookies;
    this.build = new NginxBuild(intent.modules());
  }

  Map<String, Object> of(Service service) {
    boolean http = service.layer() == Layer.HTTP;
    boolean realIp = hasRealIp(http);
    List<Pool> pools =
        intent.pools().stream().filter(pool -> service.pools().contains(pool.name())).toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", Spelling.text(service.name()));
    values.put("word", Spelling.word(service.name()));
    values.put("http", http);
    values.put("fronts", fronts(service, http));
    values.put("trusted", http && realIp ? networks(service.trustedProxies()) : List.of());
    values.put("client", Spelling.time(service.timeouts().client()));
    values.put("server", Spelling.time(service.timeouts().server()));
    values.put("connect", Spelling.time(service.timeouts().connect()));
    values.put("silence", Spelling.time(silence(service)));
    values.put("pools", pools.stream().map(NginxServiceInput::pool).toList());
    values.put("oneKey", pools.stream().map(Pool::splitKey).distinct().count() == 1);
    values.put("routes", http ? routes(service.routes()) : List.of());
    last(service).ifPresent(route -> values.put("lastWord", Spelling.word(route.pool())));
    values.put("underscores", underscores(service, pools));
    values.put("pins", http ? pins(pools) : List.of());
    values.put("draws", http ? draws(pools) : List.of());
    return values;
  }

  /// Whether a header with `_` in its name decides anything: Nginx drops such headers unless told.
  static boolean underscores(Service service, List<Pool> pools) {
    return service.routes().stream()
            .flatMap(route -> route.when().stream())
            .anyMatch(when -> when instanceof Condition.HeaderIs header && has(header.name()))
        || pools.stream().anyMatch(NginxServiceInput::underscores);
  }

  /// Whether a pool's key or audience reads a header with `_` in its name.
  static boolean underscores(Pool pool) {
    return (pool.splitKey() instanceof SplitKey.Header header && has(header.name()))
        || pool.audience().stream()
            .anyMatch(rule ->
                rule.match() instanceof AudienceRule.Match.Header header && has(header.name()));
  }

  private static boolean has(Token header) {
    return header.value().contains("_");
  }

  private static Duration silence(Service service) {
    return service.timeouts().client().compareTo(service.timeouts().server()) > 0
        ? service.timeouts().client()
        : service.timeouts().server();
  }

  private static Map<String, Object> pool(Pool pool) {
    return Map.of(
        "word",
        Spelling.word(pool.name()),
        "regex",
        new Text(Spelling.literal(pool.name().value())));
  }

  private boolean hasRealIp(boolean http) {
    return build.has(http ? "http_realip" : "stream_realip");
  }

  /// Listeners by certificate, and by whether they speak the PROXY protocol: a server block of
  /// Nginx has one certificate, and one way to learn the client's address.
  private List<Object> fronts(Service service, boolean http) {
    Map<List<Object>, List<Listener>> alike = new LinkedHashMap<>();
    for (Listener listener : service.listen()) {
      alike
          .computeIfAbsent(
              List.of(listener.tls(), listener.proxyProtocol()), _ -> new ArrayList<>())
          .add(listener);
    }
    return alike.values().stream().<Object>map(each -> front(service, each, http)).toList();
  }

  private Map<String, Object> front(Service service, List<Listener> listeners, boolean http) {
    boolean proxied = listeners.getFirst().proxyProtocol();
    boolean realIp = hasRealIp(http);
    Optional<Tls> tls = listeners.getFirst().tls();
    String way = "";
    if (proxied && realIp) {
      way = "proxy_protocol";
    } else if (http && realIp && !service.trustedProxies().isEmpty()) {
      way = "X-Forwarded-For";
    }
    boolean anyone = proxied && service.trustedProxies().isEmpty();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("binds", listeners.stream().map(each -> bind(service, each)).toList());
    values.put("tls", tls.isPresent());
    values.put(
        "certificate", Spelling.text(tls.map(each -> each.certificate().value()).orElse("")));
    values.put(
        "key",
        Spelling.text(tls.map(each -> each.key().orElse(each.certificate()).value()).orElse("")));
    values.put("realIp", way);
    values.put("believed", anyone ? EVERYONE : networks(service.trustedProxies()));
    return values;
  }

  private Map<String, Object> bind(Service service, Listener listener) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("address", new Text(listener.on(intent.node().paths()).place()));
    values.put("port", listener.port().value());
    values.put("proxy", listener.proxyProtocol());
    values.put("udp", service.layer() == Layer.UDP);
    values.put("tls", listener.tls().isPresent());
    return values;
  }

  /// Each network once, in its usual form.
  static List<Text> networks(List<Cidr> networks) {
    return networks.stream().map(Spelling::network).distinct().toList();
  }

  private static Optional<Route> last(Service service) {
    return service.routes().stream().filter(route -> route.when().isEmpty()).findFirst();
  }

  /// The routes with conditions. All conditions of a service, each `0` or `1`, make one word in
  /// their order; a route's pattern asks for its own and skips those before.
  private List<Object> routes(List<Route> routes) {
    List<Object> values = new ArrayList<>();
    int before = 0;
    for (Route route : routes) {
      if (route.when().isEmpty()) {
        continue;
      }
      List<Object> conditions = route.when().stream().map(this::condition).toList();
      values.add(
          Map.of(
              "pool",
              Spelling.text(route.pool()),
              "poolWord",
              Spelling.word(route.pool()),
              "pattern",
              "^" + skipped(before) + "1".repeat(conditions.size()),
              "conditions",
              conditions));
      before += conditions.size();
    }
    return values;
  }

  private static String skipped(int count) {
    return count > 3 ? ".{" + count + "}" : ".".repeat(count);
  }

  private Object condition(Condition condition) {
    return switch (condition) {
      case Condition.PathPrefix path -> path(path.prefix().value());
      case Condition.HostIs host -> {
        String value = host.host().bracketed();
        yield test("host", Spelling.key(value));
      }
      case Condition.HeaderIs header ->
          test(
              NginxSplitInput.headerVariable(header.name()),
              new Text("~" + Spelling.whole(header.equals().value()).value()));
      case Condition.CookieIs cookie ->
          test(
              cookies.variable(cookie.name().value()).value(),
              new Text("~" + Spelling.whole(cookie.equals().value()).value()));
    };
  }

  /// A prefix of whole segments of the path as it was sent, as on HAProxy: `$uri` would be decoded.
  private static Object path(String prefix) {
    String end = prefix.endsWith("/") ? "" : "([/?]|$)";
    return test("request_uri", new Text("~^" + Spelling.literal(prefix) + end));
  }

  private static Map<String, Object> test(String variable, Text pattern) {
    return Map.of(
        "variable",
        new Text(variable),
        "pattern",
        pattern,
        "regex",
        pattern.value().startsWith("~"));
  }

  private List<Object> pins(List<Pool> pools) {
    List<Object> pins = new ArrayList<>();
    for (Pool pool : pools) {
      if (pool.persistence() instanceof Persistence.Cookie) {
        pins.addAll(new NginxLaneInput(pool, true, cookies).pins());
      }
    }
    return pins;
  }

  private List<Object> draws(List<Pool> pools) {
    List<Object> draws = new ArrayList<>();
    for (Pool pool : pools) {
      if (pool.splitKey() instanceof SplitKey.BucketCookie bucket) {
        draws.add(
            Map.of(
                "word",
                Spelling.word(pool.name()),
                "pool",
                new Text(Spelling.literal(pool.name().value())),
                "cookieName",
                Spelling.text(bucket.name()),
                "cookie",
                cookies.variable(bucket.name().value())));
      }
    }
    return draws;
  }
}
