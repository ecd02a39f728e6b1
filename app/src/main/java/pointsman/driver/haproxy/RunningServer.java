package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;

/// A server as `show servers state` tells it.
///
/// @param address as it runs
/// @param port as it runs
/// @param weight the user's weight as it runs
/// @param admin HAProxy's admin-state bits: 1 forced maintenance, 2 inherited, 4 disabled in the
///   config whatever is forced since, 8 forced drain, 32 not resolved
record RunningServer(String address, int port, int weight, int admin) {
  private static final int IN_MAINTENANCE = 1 | 2 | 32;
  private static final int DRAINING = 8;

  /// The servers of lanes, by `pool.lane/server`.
  static Map<String, RunningServer> parse(Name node, String text) throws FailureException {
    Map<String, RunningServer> servers = new LinkedHashMap<>();
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split(" ", -1);
      if (line.startsWith("# ")) {
        for (int i = 1; i < words.length; i++) {
          columns.put(words[i], i - 1);
        }
      } else if (words.length > 1 && !columns.isEmpty()) {
        if (words.length < columns.size()) {
          throw unreadable(node, "the answer is cut short");
        }
        String backend = word(words, columns, "be_name");
        if (backend.endsWith(".blue") || backend.endsWith(".green")) {
          servers.put(
              backend + "/" + word(words, columns, "srv_name"), server(node, words, columns));
        }
      }
    }
    if (columns.isEmpty()) {
      throw unreadable(node, "the answer has no header");
    }
    return servers;
  }

  private static RunningServer server(Name node, String[] words, Map<String, Integer> columns)
      throws FailureException {
    try {
      return new RunningServer(
          word(words, columns, "srv_addr"),
          Integer.parseInt(word(words, columns, "srv_port")),
          Integer.parseInt(word(words, columns, "srv_uweight")),
          Integer.parseInt(word(words, columns, "srv_admin_state")));
    } catch (NumberFormatException e) {
      throw unreadable(node, "a number was expected: " + e.getMessage());
    }
  }

  private static FailureException unreadable(Name node, String why) {
    return new FailureException(new Failure.StepFailed(node, "show servers state", why));
  }

  private static String word(String[] words, Map<String, Integer> columns, String column) {
    int at = columns.getOrDefault(column, -1);
    return at < 0 || at >= words.length ? "0" : words[at];
  }

  /// What it is let do.
  AdminState state() {
    if ((admin & IN_MAINTENANCE) != 0) {
      return AdminState.MAINT;
    }
    return (admin & DRAINING) != 0 ? AdminState.DRAIN : AdminState.READY;
  }

  /// How it differs from the plan.
  ///
  /// @param standing what was set at run time
  List<String> differences(String name, Server planned, ServerOverride standing) {
    List<String> differences = new ArrayList<>();
    if (planned.address().isAddress() && !planned.address().value().equals(address)) {
      differences.add(name + " has address " + address + ", not " + planned.address());
    }
    if (planned.port().value() != port) {
      differences.add(name + " has port " + port + ", not " + planned.port());
    }
    int wanted = standing.weightOf(planned);
    if (wanted != weight) {
      differences.add(name + " has weight " + weight + ", not " + wanted);
    }
    AdminState meant = standing.stateOf(planned);
    if (meant != state()) {
      differences.add(
          name
              + switch (state()) {
                case MAINT -> " is in maintenance";
                case DRAIN -> " is draining";
                case READY ->
                    switch (meant) {
                      case DRAIN -> " is in use, not draining";
                      case MAINT ->
                          standing.state().isPresent()
                              ? " is in use, not in maintenance"
                              : " is in use though standby";
                      case READY -> "";
                    };
              });
    }
    return differences;
  }
}
