package pointsman.driver.haproxy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pointsman.driver.Installing;
import pointsman.model.fleet.Node;

/// How an HAProxy node is changed.
final class HaproxyInstalling implements Installing {
  /// Closes idle client connections at a soft stop only after an answer: 2.4 later releases and on.
  static final String IDLE_CLOSE = "idle-close-on-response";

  /// Arrays of counters in stick tables: 2.5 and on.
  static final String COUNTER_ARRAY = "gpc-array";

  @Override
  public String word() {
    return "haproxy";
  }

  @Override
  public String mainFile() {
    return "haproxy.cfg";
  }

  @Override
  public String lowestVersion() {
    return "2.4";
  }

  @Override
  public Map<String, String> featureProbes(Node node) {
    String head =
        """
        global
          stats timeout 10s
        defaults
          mode http
          timeout connect 1s
          timeout client 1s
          timeout server 1s
        """;
    Map<String, String> probes = new TreeMap<>();
    probes.put(
        IDLE_CLOSE, head + "  option idle-close-on-response\nlisten probe\n  bind 127.0.0.1:1\n");
    probes.put(
        COUNTER_ARRAY,
        head
            + "backend probe\n  stick-table type string len 64 size 1k store gpc(12)\n"
            + "listen other\n  bind 127.0.0.1:1\n");
    return probes;
  }

  @Override
  public List<String> reloadNotes() {
    return List.of(
        "reload: a new worker of HAProxy takes over the listening sockets; no request is lost; long connections"
            + " stay on the old worker until they end or its limit passes");
  }
}
