package pointsman.driver.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pointsman.driver.NodeIntent;
import pointsman.driver.Text;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.NodePaths;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.fleet.SplitKey;
import pointsman.model.fleet.Timeouts;

/// The template's input for an Nginx node. What this build cannot balance is left out, and named by
/// {@link NginxLimits}.
final class NginxInput {
  private final NodeIntent intent;
  private final NginxBuild build;

  NginxInput(NodeIntent intent) {
    this.intent = intent;
    this.build = new NginxBuild(intent.modules());
  }

  /// The services that this build can balance.
  List<Service> services() {
    return intent.services().stream().filter(this::serves).toList();
  }

  /// The pools that this build balances at one layer.
  ///
  /// @param http layer 7; else layer 4
  List<Pool> pools(boolean http) {
    List<Service> services = services();
    return intent.pools().stream()
        .filter(pool ->
            services.stream()
                .filter(service -> service.pools().contains(pool.name()))
                .findFirst()
                .filter(service -> (service.layer() == Layer.HTTP) == http)
                .isPresent())
        .toList();
  }

  private boolean serves(Service service) {
    boolean http = service.layer() == Layer.HTTP;
    boolean tls = service.listen().stream().anyMatch(each -> each.tls().isPresent());
    return (http || build.stream()) && (!tls || build.has(http ? "http_ssl" : "stream_ssl"));
  }

  Map<String, Object> values() {
    List<Service> services = services();
    Map<Name, Service> owners = new TreeMap<>();
    services.forEach(service -> service.pools().forEach(pool -> owners.putIfAbsent(pool, service)));
    List<Pool> served =
        intent.pools().stream().filter(pool -> owners.containsKey(pool.name())).toList();
    CookieNames cookies = new CookieNames(served, services);
    boolean stream = services.stream().anyMatch(service -> service.layer() != Layer.HTTP);
    Map<String, Object> values = new LinkedHashMap<>(places(intent.node().paths()));
    values.put("node", Spelling.text(intent.node().name()));
    values.put("stream", stream);
    values.put("streamModule", stream && build.streamIsDynamic());
    values.put("streamPath", new Text(build.modulesPath() + "/ngx_stream_module.so"));
    values.put("stubStatus", build.has("http_stub_status"));
    values.put("oldWorkers", Spelling.time(oldWorkers(services)));
    values.put(
        "draws",
        served.stream().anyMatch(pool -> pool.splitKey() instanceof SplitKey.BucketCookie));
    values.put("cookies", cookies.maps());
    NginxServiceInput service = new NginxServiceInput(intent, cookies);
    values.put("services", services.stream().map(service::of).toList());
    List<Object> pools = new ArrayList<>();
    for (Pool pool : served) {
      boolean http =
          Optional.ofNullable(owners.get(pool.name())).map(Service::layer).orElse(Layer.HTTP)
              == Layer.HTTP;
      Map<String, Object> one = new NginxSplitInput(pool, http, cookies).values();
      one.put("lanes", new NginxLaneInput(pool, http, cookies).both());
      pools.add(one);
    }
    values.put("pools", pools);
    return values;
  }

  private static Map<String, Object> places(NodePaths paths) {
    return Map.of(
        "state",
        Spelling.text(paths.state()),
        "pid",
        Spelling.text(paths.pid()),
        "status",
        Spelling.text(paths.status()));
  }

  private static Duration oldWorkers(List<Service> services) {
    return services.stream()
        .map(each -> each.timeouts().oldWorkers())
        .max(Comparator.naturalOrder())
        .orElse(Timeouts.defaults().oldWorkers());
  }
}
