package pointsman.driver.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.driver.Text;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;

/// The upstreams of a pool's lanes.
final class NginxLaneInput {
  private final Pool pool;
  private final boolean http;

  NginxLaneInput(Pool pool, boolean http) {
    this.pool = pool;
    this.http = http;
  }

  List<Object> both() {
    List<Object> lanes = new ArrayList<>();
    for (LaneColor color : LaneColor.values()) {
      lanes.add(lane(color));
    }
    return lanes;
  }

  private boolean cookie() {
    return http && pool.persistence() instanceof Persistence.Cookie;
  }

  private String cookieName(LaneColor color) {
    return pool.persistence() instanceof Persistence.Cookie cookie
        ? cookie.name() + "_" + color.word()
        : "";
  }

  private Map<String, Object> lane(LaneColor color) {
    Map<String, Object> values = balance(NginxInput.balanceLine(pool, http));
    values.put("pool", NginxInput.text(pool.name()));
    values.put("lane", color.word());
    values.put("word", NginxInput.word(pool.name().value()) + "_" + color.word());
    values.put(
        "version", NginxInput.text(pool.lane(color).version().map(Object::toString).orElse("-")));
    values.put("cookie", cookie());
    values.put("cookieName", new Text(cookieName(color)));
    boolean hashed = NginxInput.isHashed(pool);
    List<Server> servers = pool.lane(color).servers();
    values.put(
        "servers", servers.stream().map(each -> server(each, hashed, each.backup())).toList());
    List<Object> pinned = new ArrayList<>();
    if (cookie()) {
      for (Server one : servers) {
        pinned.add(pinned(one, servers));
      }
    }
    values.put("pinned", pinned);
    return values;
  }

  /// One server with all others as its backups: a user's server, failing over.
  private Map<String, Object> pinned(Server one, List<Server> all) {
    List<Object> servers = new ArrayList<>();
    servers.add(server(one, false, false));
    all.stream()
        .filter(each -> !each.equals(one))
        .forEach(each -> servers.add(server(each, false, true)));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", NginxInput.text(one.name()));
    values.put("servers", servers);
    values.put("balance", balance(""));
    return values;
  }

  private Map<String, Object> balance(String line) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("http", http);
    values.put("balance", line.isEmpty() ? "roundrobin" : "other");
    values.put("balanceLine", line);
    values.put("maxFails", pool.health().passive().map(each -> each.failures()).orElse(0));
    values.put(
        "failWindow",
        pool.health().passive().map(each -> Math.max(1, each.window().toSeconds())).orElse(10L));
    return values;
  }

  private static Map<String, Object> server(Server server, boolean hashed, boolean backup) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", NginxInput.text(server.name()));
    values.put("address", NginxInput.text(server.endpoint()));
    values.put("weight", Math.max(1, server.weight()));
    values.put("maxconn", server.maxconn().orElse(0));
    values.put("backup", backup && !hashed);
    values.put("down", server.standby() || server.weight() == 0 || backup && hashed);
    return values;
  }

  /// What is needed to set each lane's cookie.
  List<Object> cookies() {
    List<Object> cookies = new ArrayList<>();
    for (LaneColor color : LaneColor.values()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("pool", NginxInput.text(pool.name()));
      values.put("lane", color.word());
      values.put("word", NginxInput.word(pool.name().value()) + "_" + color.word());
      values.put("cookieName", new Text(cookieName(color)));
      values.put(
          "servers",
          pool.lane(color).servers().stream()
              .filter(server -> server.address().isAddress())
              .map(each -> server(each, false, false))
              .toList());
      cookies.add(values);
    }
    return cookies;
  }
}
