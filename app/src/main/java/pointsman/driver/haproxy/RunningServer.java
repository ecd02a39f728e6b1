package pointsman.driver.haproxy;

import java.util.ArrayList;
import java.util.Arrays;
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

  /// The columns that are read; of every node after every deploy, so no others are cut out.
  private static final List<String> COLUMNS =
      List.of("be_name", "srv_name", "srv_addr", "srv_port", "srv_uweight", "srv_admin_state");

  /// The servers of lanes, by `pool.lane/server`.
  static Map<String, RunningServer> parse(Name node, String text) throws FailureException {
    Map<String, RunningServer> servers = new LinkedHashMap<>();
    int[] places = {};
    for (String each : text.split("\n", -1)) {
      String line = each.strip();
      if (line.startsWith("# ")) {
        places =
            Arrays.stream(line.substring(2).split(" ", -1)).mapToInt(COLUMNS::indexOf).toArray();
      } else if (places.length > 0 && line.indexOf(' ') > 0) {
        String[] words = words(node, line, places);
        if (words[0].endsWith(".blue") || words[0].endsWith(".green")) {
          servers.put(words[0] + "/" + words[1], server(node, words));
        }
      }
    }
    if (places.length == 0) {
      throw unreadable(node, "the answer has no header");
    }
    return servers;
  }

  /// The words of a line in the order of {@link #COLUMNS}; "0" where there is no such column.
  private static String[] words(Name node, String line, int[] places) throws FailureException {
    String[] words = new String[COLUMNS.size()];
    Arrays.fill(words, "0");
    int from = 0;
    for (int i = 0; i < places.length; i++) {
      if (from > line.length()) {
        throw unreadable(node, "the answer is cut short");
      }
      int space = line.indexOf(' ', from);
      int end = space < 0 ? line.length() : space;
      if (places[i] >= 0) {
        words[places[i]] = line.substring(from, end);
      }
      from = end + 1;
    }
    return words;
  }

  private static RunningServer server(Name node, String[] words) throws FailureException {
    try {
      return new RunningServer(
          words[2],
          Integer.parseInt(words[3]),
          Integer.parseInt(words[4]),
          Integer.parseInt(words[5]));
    } catch (NumberFormatException e) {
      throw unreadable(node, "a number was expected: " + e.getMessage());
    }
  }

  private static FailureException unreadable(Name node, String why) {
    return new FailureException(new Failure.StepFailed(node, "show servers state", why));
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
    if (!planned.address().value().equals(address) && planned.address().isAddress()) {
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
