package pointsman.driver.haproxy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pointsman.driver.MeantAndServed;
import pointsman.driver.NodeIntent;
import pointsman.driver.Rendering;
import pointsman.driver.TreeCheck.Directive;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.Service;

/// What a config serves, in words: its listeners, the servers of its lanes, its control sockets.
/// The same words are made of the plan and of the parsed config, and must be the same: no template
/// drops a server or opens a door unseen.
final class Served {
  private static final String LISTENER = "listener ";
  private static final String SOCKET = "control socket ";
  private static final String MEMORY = "run-time state of servers in ";

  private Served() {}

  /// In words, what is planned.
  static Set<String> meant(NodeIntent intent) {
    Set<String> words = new LinkedHashSet<>();
    String socket = intent.node().paths().socket().value();
    words.add(SOCKET + socket);
    words.add(
        MEMORY
            + intent.node().paths().state()
            + "/"
            + ServerStateFile.name(Rendering.RELEASE)
            + ", loaded");
    if (HaproxyInput.hasTables(intent)) {
      words.add(listener("pointsman.tables", "unix@" + socket + ".tables"));
    }
    for (Service service : intent.services()) {
      if (service.layer() != Layer.UDP) {
        service
            .listen()
            .forEach(each ->
                words.add(
                    listener(service.name().value(), each.on(intent.node().paths()).toString())));
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

  private static String listener(String section, String address) {
    return LISTENER + section + " on " + address;
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

  private static String server(
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

  /// In words, what a parsed config serves.
  private static Set<String> of(List<Directive> tree) {
    Set<String> served = new LinkedHashSet<>();
    String memory = "";
    String section = "";
    for (Directive directive : tree) {
      List<String> words = directive.words();
      if (directive.depth() == 0) {
        section = words.size() > 1 ? words.get(1) : words.getFirst();
      }
      String first = word(words, 0);
      if (first.equals("bind") || first.equals("dgram-bind")) {
        for (String address : word(words, 1).split(",", -1)) {
          served.add(listener(section, address));
        }
      } else if (first.equals("stats") && word(words, 1).equals("socket")) {
        served.add(SOCKET + word(words, 2));
      } else if (first.equals("server-state-file")) {
        memory = word(words, 1);
      } else if (first.equals("load-server-state-from-file") && word(words, 1).equals("global")) {
        served.add(MEMORY + memory + ", loaded");
      } else if (first.equals("server") && ofALane(section)) {
        String weight = after(words, "weight");
        served.add(
            server(
                section,
                word(words, 1),
                word(words, 2),
                weight.isEmpty() ? "100" : weight,
                words.contains("backup"),
                words.contains("disabled")));
      } else if (first.startsWith("server-template") && ofALane(section)) {
        served.add(first + " " + section + "/" + word(words, 1));
      }
    }
    return served;
  }

  private static boolean ofALane(String section) {
    return section.endsWith(".blue") || section.endsWith(".green");
  }

  private static String word(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private static String after(List<String> words, String keyword) {
    int at = words.indexOf(keyword);
    return at < 0 ? "" : word(words, at + 1);
  }

  /// Where config and plan differ. A listener or control socket more needs an explicit allow of
  /// `bind` or `stats`.
  static List<String> differences(Set<String> meant, List<Directive> tree, Set<String> allowed) {
    return MeantAndServed.differences(meant, of(tree), Served::keyword, allowed);
  }

  private static String keyword(String words) {
    if (words.startsWith(LISTENER)) {
      return "bind";
    }
    return words.startsWith(SOCKET) ? "stats" : "";
  }
}
