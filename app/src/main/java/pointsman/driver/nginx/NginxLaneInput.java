package pointsman.driver.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.driver.Text;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Persistence;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;

/// The upstreams of a pool's lanes.
final class NginxLaneInput {
  /// How many servers, measured with margin, the state of which fits into a zone of so many KiB.
  private static final int ZONE_SERVERS = 25;

  private static final int ZONE = 64;

  private final Pool pool;
  private final boolean http;
  private final CookieNames cookies;

  NginxLaneInput(Pool pool, boolean http, CookieNames cookies) {
    this.pool = pool;
    this.http = http;
    this.cookies = cookies;
  }

  List<Object> both() {
    List<Object> lanes = new ArrayList<>();
    for (LaneColor color : LaneColor.values()) {
      lanes.add(lane(color));
    }
    return lanes;
  }

  private boolean cookie() {
    return LaneServer.pins(pool, http);
  }

  private String cookieName(LaneColor color) {
    return pool.persistence() instanceof Persistence.Cookie cookie
        ? CookieNames.pinning(cookie, color)
        : "";
  }

  private Map<String, Object> lane(LaneColor color) {
    Map<String, Object> values = balance(NginxBalance.line(pool, http), pool.lane(color));
    values.put("pool", Spelling.text(pool.name()));
    values.put("lane", color.word());
    values.put("word", Spelling.word(pool.name()) + "_" + color.word());
    values.put(
        "version", Spelling.text(pool.lane(color).version().map(Object::toString).orElse("")));
    values.put("told", pool.lane(color).version().isPresent());
    values.put("cookie", cookie());
    values.put("cookieVariable", cookies.variable(cookieName(color)));
    values.put(
        "servers", LaneServer.lane(pool, color).stream().map(NginxLaneInput::server).toList());
    List<Object> pinned = new ArrayList<>();
    if (cookie()) {
      for (Server one : pool.lane(color).servers()) {
        pinned.add(pinned(one, color));
      }
    }
    values.put("pinned", pinned);
    return values;
  }

  private Map<String, Object> pinned(Server one, LaneColor color) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", Spelling.text(one.name()));
    values.put("key", Spelling.key(one.name().value()));
    values.put(
        "servers",
        LaneServer.pinned(one, pool, color).stream().map(NginxLaneInput::server).toList());
    values.put("balance", balance("", pool.lane(color)));
    return values;
  }

  private Map<String, Object> balance(String line, Lane lane) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("http", http);
    values.put("balanceLine", line);
    values.put("zone", ZONE * Math.ceilDiv(lane.servers().size() + 1, ZONE_SERVERS));
    values.put("maxFails", pool.health().passive().map(each -> each.failures()).orElse(0));
    values.put(
        "failWindow",
        Spelling.time(
            pool.health()
                .passive()
                .map(each -> wholeSeconds(each.window()))
                .orElse(Duration.ofSeconds(10))));
    return values;
  }

  /// Nginx counts failures by whole seconds.
  static Duration wholeSeconds(Duration window) {
    return Duration.ofSeconds(window.plusMillis(999).toSeconds());
  }

  private static Map<String, Object> server(LaneServer line) {
    Server server = line.server();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", Spelling.text(server.name()));
    values.put("address", Spelling.text(server.endpoint()));
    values.put("weight", line.weight());
    values.put("maxconn", server.maxconn().orElse(0));
    values.put("backup", line.backup());
    values.put("down", line.down());
    return values;
  }

  /// What is needed to set each lane's cookie.
  List<Object> pins() {
    List<Object> pins = new ArrayList<>();
    for (LaneColor color : LaneColor.values()) {
      if (pool.lane(color).servers().isEmpty()) {
        continue;
      }
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("word", Spelling.word(pool.name()) + "_" + color.word());
      values.put("lane", new Text(Spelling.literal(pool.name() + "." + color.word())));
      values.put("cookieName", new Text(cookieName(color)));
      values.put("cookieVariable", cookies.variable(cookieName(color)));
      values.put(
          "servers",
          pool.lane(color).servers().stream()
              .filter(server -> server.address().isAddress())
              .map(NginxLaneInput::pin)
              .toList());
      pins.add(values);
    }
    return pins;
  }

  private static Object pin(Server server) {
    return Map.of(
        "name",
        Spelling.text(server.name()),
        "address",
        new Text(Spelling.literal(server.endpoint().toString())));
  }
}
