package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pointsman.driver.NodeIntent;
import pointsman.driver.Text;
import pointsman.model.fleet.Balance;
import pointsman.model.fleet.Condition;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.Tls;

/// The template's input for an Nginx node. Words made from names (`shop-web` → `shop_web`) are our
/// own.
final class NginxInput {
  private static final Pattern MODULES_PATH = Pattern.compile("--modules-path=(/[A-Za-z0-9_./-]+)");
  private static final Pattern DYNAMIC = Pattern.compile("--with-stream=dynamic");
  private static final Pattern STATIC = Pattern.compile("--with-stream(\\s|$)");

  private final NodeIntent intent;

  NginxInput(NodeIntent intent) {
    this.intent = intent;
  }

  static String word(String name) {
    return name.replace('-', '_').replace('.', '_');
  }

  static boolean isHashed(Pool pool) {
    boolean pinned =
        pool.persistence() instanceof Persistence.IpHash
            || pool.persistence() instanceof Persistence.Table;
    return pinned
        || switch (pool.balance()) {
          case ROUNDROBIN, LEASTCONN -> false;
          case SOURCE, URI, RANDOM -> true;
        };
  }

  Map<String, Object> values() {
    Map<Name, Service> owners = new TreeMap<>();
    intent
        .services()
        .forEach(service -> service.pools().forEach(pool -> owners.putIfAbsent(pool, service)));
    boolean stream = intent.services().stream().anyMatch(service -> service.layer() != Layer.HTTP);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("node", text(intent.node().name()));
    values.put("state", text(intent.node().paths().state()));
    values.put("pid", text(intent.node().paths().pid()));
    values.put("status", text(intent.node().paths().status()));
    values.put("stream", stream);
    values.put("streamModule", stream && DYNAMIC.matcher(intent.modules()).find());
    values.put("streamPath", new Text(modulesPath() + "/ngx_stream_module.so"));
    values.put(
        "hardStop",
        intent.services().stream()
            .mapToLong(each -> each.timeouts().oldWorkers().toMillis())
            .max()
            .orElse(600_000));
    values.put("services", intent.services().stream().map(this::service).toList());
    List<Object> pools = new ArrayList<>();
    List<Object> lanes = new ArrayList<>();
    for (Pool pool : intent.pools()) {
      Service owner = owners.get(pool.name());
      if (owner != null) {
        boolean http = owner.layer() == Layer.HTTP;
        pools.add(NginxSplitInput.of(pool, http, intent.node().paths().state().value()));
        lanes.addAll(new NginxLaneInput(pool, http).both());
      }
    }
    values.put("pools", pools);
    values.put("lanes", lanes);
    return values;
  }

  /// Whether this build can balance layer 4 at all.
  static boolean hasStream(String modules) {
    return DYNAMIC.matcher(modules).find() || STATIC.matcher(modules).find();
  }

  private String modulesPath() {
    Matcher path = MODULES_PATH.matcher(intent.modules());
    return path.find() ? path.group(1) : "/usr/lib/nginx/modules";
  }

  static Text text(Object value) {
    return new Text(value.toString());
  }

  private Map<String, Object> service(Service service) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", text(service.name()));
    values.put("word", word(service.name().value()));
    values.put("http", service.layer() == Layer.HTTP);
    values.put("poolWord", word(service.routes().getFirst().pool().value()));
    values.put("binds", service.listen().stream().map(each -> bind(service, each)).toList());
    values.put("trusted", service.trustedProxies().stream().map(NginxInput::text).toList());
    values.put("realIp", realIp(service));
    values.put("client", service.timeouts().client().toMillis());
    values.put("server", service.timeouts().server().toMillis());
    values.put("connect", service.timeouts().connect().toMillis());
    values.put("routes", service.routes().stream().map(NginxInput::route).toList());
    List<Object> pools = new ArrayList<>();
    List<Object> cookies = new ArrayList<>();
    for (Pool pool : intent.pools()) {
      if (service.pools().contains(pool.name())) {
        pools.add(Map.of("name", text(pool.name()), "word", word(pool.name().value())));
        if (service.layer() == Layer.HTTP && pool.persistence() instanceof Persistence.Cookie) {
          cookies.addAll(new NginxLaneInput(pool, true).cookies());
        }
      }
    }
    values.put("pools", pools);
    values.put("cookies", cookies);
    return values;
  }

  private static String realIp(Service service) {
    if (service.trustedProxies().isEmpty()) {
      return "";
    }
    boolean proxy = service.listen().stream().anyMatch(Listener::proxyProtocol);
    return proxy ? "proxy_protocol" : "X-Forwarded-For";
  }

  private Map<String, Object> bind(Service service, Listener listener) {
    String host =
        listener.address().or(() -> intent.node().paths().bind()).map(Object::toString).orElse("*");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("address", new Text(host.contains(":") ? "[" + host + "]" : host));
    values.put("port", listener.port().value());
    values.put("proxy", listener.proxyProtocol());
    values.put("udp", service.layer() == Layer.UDP);
    values.put("tls", listener.tls().isPresent());
    values.put(
        "certificate", text(listener.tls().map(Tls::certificate).map(Object::toString).orElse("")));
    values.put(
        "key",
        text(
            listener
                .tls()
                .map(tls -> tls.key().orElse(tls.certificate()))
                .map(Object::toString)
                .orElse("")));
    return values;
  }

  private static Map<String, Object> route(Route route) {
    return Map.of(
        "pool",
        text(route.pool()),
        "conditions",
        route.when().stream().map(NginxInput::condition).toList());
  }

  private static Map<String, Object> condition(Condition condition) {
    return switch (condition) {
      case Condition.PathPrefix path -> {
        String prefix = path.prefix().value();
        String whole = prefix.endsWith("/") ? prefix : prefix + "/";
        yield Map.of("kind", "path", "exact", new Text(prefix), "below", new Text(whole));
      }
      case Condition.HostIs host -> Map.of("kind", "host", "value", text(host.host()));
      case Condition.HeaderIs header ->
          Map.of(
              "kind",
              "header",
              "word",
              headerWord(header.name().value()),
              "value",
              text(header.equals()));
      case Condition.CookieIs cookie ->
          Map.of("kind", "cookie", "name", text(cookie.name()), "value", text(cookie.equals()));
    };
  }

  static String headerWord(String header) {
    return header.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /// The balance directive of an upstream, without its semicolon; empty for round robin.
  static String balanceLine(Pool pool, boolean http) {
    if (pool.persistence() instanceof Persistence.IpHash
        || pool.persistence() instanceof Persistence.Table) {
      return "hash $remote_addr consistent";
    }
    return switch (pool.balance()) {
      case ROUNDROBIN -> "";
      case LEASTCONN -> "least_conn";
      case SOURCE -> "hash $remote_addr consistent";
      case URI -> http ? "hash $uri consistent" : "";
      case RANDOM -> "random two least_conn";
    };
  }

  static boolean isRoundRobin(Pool pool, boolean http) {
    return balanceLine(pool, http).isEmpty()
        || pool.balance() == Balance.ROUNDROBIN && !isHashed(pool);
  }
}
