package pointsman.driver.haproxy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pointsman.driver.MeantAndServed;
import pointsman.driver.NodeIntent;
import pointsman.driver.Rendering;
import pointsman.driver.TreeCheck.Directive;
import pointsman.model.fleet.AudienceRule;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Listener;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Route;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;

/// What a config serves, in words: its listeners and where each leads, the servers of its lanes,
/// its control sockets. The same words are made of the plan and of the parsed config, and must be
/// the same: no template drops a server or a route, or opens a door, unseen.
final class Served {
  /// The backend that answers what no route takes: no way to anywhere.
  static final String NOWHERE = "pointsman.none";

  private static final String LISTENER = "listener ";
  private static final String SOCKET = "control socket ";
  private static final String WAY = "way from ";
  private static final String END = "an end of every request of ";
  private static final String FOUND = " -m found }";
  private static final String CHOSEN = "%[var(txn.pool)].%[var(txn.lane)]";

  private Served() {}

  /// In words, what is planned.
  static Set<String> meant(NodeIntent intent) {
    Set<String> words = new LinkedHashSet<>();
    String socket = intent.node().paths().socket().value();
    words.add(socket(socket));
    words.add(
        memory(intent.node().paths().state() + "/" + ServerStateFile.name(Rendering.RELEASE)));
    if (HaproxyInput.hasTables(intent)) {
      words.add(listener("pointsman.tables", "unix@" + socket + ".tables", ""));
    }
    for (Service service : intent.services()) {
      if (service.layer() != Layer.UDP) {
        service(service, intent, words);
      }
    }
    for (Pool pool : intent.pools()) {
      boolean served =
          intent.services().stream()
              .anyMatch(each -> each.layer() != Layer.UDP && each.pools().contains(pool.name()));
      for (LaneColor color : served ? LaneColor.values() : new LaneColor[0]) {
        String backend = pool.name() + "." + color.word();
        pool.lane(color).servers().forEach(each -> words.add(server(backend, each)));
      }
    }
    return words;
  }

  private static void service(Service service, NodeIntent intent, Set<String> words) {
    String name = service.name().value();
    boolean http = service.layer() == Layer.HTTP;
    for (Listener each : service.listen()) {
      String flags =
          (each.proxyProtocol() ? " accept-proxy" : "") + (each.tls().isPresent() ? " ssl" : "");
      words.add(listener(name, each.on(intent.node().paths()).toString(), flags));
    }
    words.add(way(name, CHOSEN, http ? "if { var(txn.pool)" + FOUND : ""));
    if (!http) {
      words.add(way(name, service.routes().getFirst().pool() + ".blue", ""));
    }
    for (Route route : service.routes()) {
      String others = http ? "if !{ var(txn.pool)" + FOUND : "";
      words.add(
          leads(
              name,
              "txn.pool",
              "str(" + route.pool() + ")",
              route.when().isEmpty() ? others : "if"));
    }
    words.add(
        leads(
            name,
            "txn.lane",
            "str(green)",
            "if !{ var(txn.lane)" + FOUND + " { var(txn.bucket),sub(txn.share) lt 0 }"));
    words.add(leads(name, "txn.lane", "str(blue)", "if !{ var(txn.lane)" + FOUND));
    for (Pool pool : intent.pools()) {
      if (service.pools().contains(pool.name())) {
        String file = intent.node().paths().state() + "/" + SplitMap.name(pool.name());
        words.add(
            leads(
                name, "txn.split", "str(" + pool.name() + "),map_str(" + file + ",0/0/off)", "if"));
        pool.audience().forEach(rule -> audience(name, rule.lane(), words));
      }
    }
  }

  private static void audience(String service, AudienceRule.Target lane, Set<String> words) {
    List<String> values =
        switch (lane) {
          case CANDIDATE -> List.of("var(txn.candidate)");
          case LIVE -> List.of("str(blue)", "str(green)");
          case BLUE -> List.of("str(blue)");
          case GREEN -> List.of("str(green)");
        };
    values.forEach(value -> words.add(leads(service, "txn.lane", value, "if")));
  }

  static String socket(String place) {
    return SOCKET + place;
  }

  static String memory(String file) {
    return "run-time state of servers in " + file + ", loaded";
  }

  /// @param flags each after a blank
  static String listener(String section, String address, String flags) {
    return LISTENER + section + " on " + address + flags;
  }

  /// @param when the condition with its `if`; empty when it is taken always
  static String way(String section, String backend, String when) {
    return WAY + section + " to " + backend + (when.isEmpty() ? "" : " " + when);
  }

  /// One value of a variable that decides where requests go. Which conditions choose a route or an
  /// audience does not count, but that there are some.
  ///
  /// @param when the condition with its `if`; empty when it is set always
  static String leads(String section, String variable, String value, String when) {
    String others = "if !{ var(" + variable + ")" + FOUND;
    String rest = when.startsWith(others) ? when.substring(others.length()).strip() : when;
    String told =
        rest.isEmpty()
            ? when.isEmpty() ? " always" : " for all others"
            : rest.equals("{ var(txn.bucket),sub(txn.share) lt 0 }") ? " by the share" : "";
    return variable + " of " + section + " as " + value + told;
  }

  static String end(String section, String action) {
    return END + section + " by " + action;
  }

  private static String server(String backend, Server server) {
    return server(
        backend,
        server.name().value(),
        server.endpoint().toString(),
        String.valueOf(server.weight()),
        server.backup(),
        server.standby());
  }

  static String server(
      String backend, String name, String address, String weight, boolean backup, boolean off) {
    return "server "
        + backend
        + "/"
        + name
        + " at "
        + address
        + (weight.equals("100") ? "" : " weight " + weight)
        + (backup ? " backup" : "")
        + (off ? " disabled" : "");
  }

  /// Where config and plan differ. A listener, a control socket, a way or an end of every request
  /// more needs an explicit allow of `bind`, `stats`, `use_backend` or the action's own word.
  static List<String> differences(Set<String> meant, List<Directive> tree, Set<String> allowed) {
    return MeantAndServed.differences(
        meant, new ServedReader().read(tree), Served::keyword, allowed);
  }

  private static String keyword(String words) {
    if (words.startsWith(LISTENER)) {
      return "bind";
    }
    if (words.startsWith(WAY)) {
      return "use_backend";
    }
    if (words.startsWith(END)) {
      return words.substring(words.lastIndexOf(' ') + 1);
    }
    return words.startsWith(SOCKET) ? "stats" : "";
  }
}
