package pointsman.driver.nginx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import pointsman.driver.MeantAndServed;
import pointsman.driver.NodeIntent;
import pointsman.driver.Rendering;
import pointsman.driver.TreeCheck.Directive;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Service;

/// What a config serves, in words: its listeners and where each leads, the servers of its lanes,
/// the files that it includes. The same words are made of the plan and of the parsed config, and
/// must be the same: no template drops a server or opens a door unseen.
final class Served {
  private static final String LISTENER = "listener ";
  private static final String WAY = "way from ";
  private static final String INCLUDED = "included file ";
  private static final String FILES = "files of the node ";
  private static final Pattern NOW = Pattern.compile("\\$pm_now_\\w+");

  private Served() {}

  /// In words, what is planned.
  static Set<String> meant(NodeIntent intent) {
    NginxInput input = new NginxInput(intent);
    Set<String> words = new LinkedHashSet<>();
    words.add(pid(intent.node().paths().pid().value()));
    words.add(listener(intent.node().paths().status().toString(), ""));
    words.addAll(included(intent, input));
    for (Service service : input.services()) {
      service(service, intent, words);
    }
    for (boolean http : new boolean[] {true, false}) {
      for (Pool pool : input.pools(http)) {
        for (LaneColor color : LaneColor.values()) {
          lane(pool, color, http, words);
        }
      }
    }
    return words;
  }

  private static Set<String> included(NodeIntent intent, NginxInput input) {
    Set<String> words = new LinkedHashSet<>();
    String state = intent.node().paths().state() + "/";
    String pid = intent.node().paths().pid().value();
    words.add(include(pid + ".log-o[n]"));
    words.add(include(pid + ".errors-o[n]"));
    words.add(include(state + ServersConf.name(Rendering.RELEASE)));
    if (input.services().stream().anyMatch(service -> service.layer() != Layer.HTTP)) {
      words.add(include(state + ServersConf.streamName(Rendering.RELEASE)));
    }
    for (boolean http : new boolean[] {true, false}) {
      for (Pool pool : input.pools(http)) {
        words.add(include(state + SplitConf.splitName(pool.name())));
        words.add(include(state + SplitConf.toldName(pool.name())));
      }
    }
    return words;
  }

  private static void service(Service service, NodeIntent intent, Set<String> words) {
    boolean chooses =
        service.layer() == Layer.HTTP
            && service.routes().stream().anyMatch(route -> !route.when().isEmpty());
    String target = "$pm_target_" + Spelling.word(service.name());
    for (Listener listener : service.listen()) {
      String flags =
          (service.layer() == Layer.UDP ? " udp" : "")
              + (listener.tls().isPresent() ? " ssl" : "")
              + (listener.proxyProtocol() ? " proxy_protocol" : "");
      String place = listener.on(intent.node().paths()).toString();
      words.add(listener(place, flags));
      for (Route route : service.routes()) {
        String pool = pool(route.pool());
        if (chooses) {
          words.add(way(place + flags, target));
          words.add(leads(target, "", pool));
        } else if (route.when().isEmpty()) {
          words.add(way(place + flags, pool));
          break;
        }
      }
    }
  }

  private static String pool(Name pool) {
    return "$pm_to_" + Spelling.word(pool);
  }

  private static void lane(Pool pool, LaneColor color, boolean http, Set<String> words) {
    String name = pool.name() + "." + color.word();
    String pinned = "$pm_up_" + Spelling.word(pool.name()) + "_" + color.word();
    boolean pins = LaneServer.pins(pool, http);
    words.add(leads(pool(pool.name()), color.word(), pins ? pinned : name));
    for (Map.Entry<String, List<LaneServer>> upstream :
        LaneServer.upstreams(pool, http, color).entrySet()) {
      for (LaneServer each : upstream.getValue()) {
        words.add(
            server(
                upstream.getKey(),
                each.server().endpoint().toString(),
                String.valueOf(each.weight()),
                each.backup(),
                each.down()));
      }
      if (upstream.getValue().isEmpty()) {
        words.add(server(upstream.getKey(), LaneServer.NOWHERE, "1", false, true));
      }
    }
    if (pins) {
      words.add(leads(pinned, "default", name));
      pool.lane(color)
          .servers()
          .forEach(each ->
              words.add(
                  leads(
                      pinned,
                      Spelling.key(each.name().value()).value(),
                      name + "." + each.name())));
    }
  }

  static String pid(String path) {
    return "process id in " + path;
  }

  /// @param flags each after a blank
  static String listener(String place, String flags) {
    return LISTENER + place + flags;
  }

  static String way(String listener, String target) {
    return WAY + listener + " to " + target;
  }

  static String include(String path) {
    return INCLUDED + path;
  }

  /// What a listener answers with files, by whatever no directive forbids.
  static String files(String listener, String location) {
    return FILES + "at " + location + " of " + listener;
  }

  /// One entry of a variable that decides where requests go. A lane's upstreams may be those of now
  /// or of the release.
  ///
  /// @param key what it is looked up by; empty when that does not count
  static String leads(String variable, String key, String value) {
    return variable
        + (key.isEmpty() ? "" : " for " + key)
        + " as "
        + NOW.matcher(value).replaceAll("");
  }

  static String server(
      String upstream, String address, String weight, boolean backup, boolean down) {
    return "server of "
        + upstream
        + " at "
        + address
        + " weight "
        + weight
        + (backup ? " backup" : "")
        + (down ? " down" : "");
  }

  /// Where config and plan differ. A listener, a way, an included file or served files more need an
  /// explicit allow of `listen`, `proxy_pass`, `include` or `root`.
  static List<String> differences(Set<String> meant, List<Directive> tree, Set<String> allowed) {
    return MeantAndServed.differences(
        meant, new ServedReader().read(Block.of(tree)), Served::keyword, allowed);
  }

  private static String keyword(String words) {
    if (words.startsWith(LISTENER)) {
      return "listen";
    }
    if (words.startsWith(WAY)) {
      return "proxy_pass";
    }
    if (words.startsWith(INCLUDED)) {
      return "include";
    }
    return words.startsWith(FILES) ? "root" : "";
  }
}
