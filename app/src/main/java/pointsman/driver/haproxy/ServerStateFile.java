package pointsman.driver.haproxy;

import java.util.List;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;

/// Our server-state file, in the format of `show servers state` version 1. It names only servers
/// that differ from their release, and is HAProxy's only memory of them: a dump of its own keeps
/// ports of before, and drains that are long over.
final class ServerStateFile {
  private static final int FORCED_MAINTENANCE = 1;
  private static final int DISABLED_IN_CONFIG = 4;
  private static final int FORCED_DRAIN = 8;
  private static final String HEAD =
      """
      1
      # how servers differ at run time from this release; changed by pointsman
      """;
  private static final String COLUMNS =
      """
      # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight \
      srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state \
      srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl \
      srv_check_port srv_check_addr srv_agent_addr srv_agent_port
      """;

  private ServerStateFile() {}

  /// Its name below the state folder.
  static String name(String release) {
    return "servers-" + release + ".conf";
  }

  /// @param pools with the ports of the release that reads it
  static String text(List<Pool> pools, ServerOverrides standing) {
    StringBuilder text = new StringBuilder(HEAD);
    standing.all().forEach(each -> text.append("# override ").append(each.text()).append('\n'));
    text.append(COLUMNS);
    for (ServerOverride each : standing.all()) {
      each.at().in(pools).ifPresent(server -> text.append(line(each, server)).append('\n'));
    }
    return text.toString();
  }

  /// Zeros as the backend's and the server's id: they are found by name. A port of 0 would be taken
  /// for the server's.
  private static String line(ServerOverride override, Server server) {
    return String.join(
        " ",
        "0",
        override.at().pool() + "." + override.at().lane().word(),
        "0",
        server.name().value(),
        server.address().isAddress() ? server.address().value() : "-",
        "2",
        Integer.toString(admin(override.stateOf(server), server.standby())),
        Integer.toString(override.weightOf(server)),
        Integer.toString(server.weight()),
        "0 1 0 0 0 0 0 0 -",
        server.port().toString(),
        "- 0 0 - - 0");
  }

  /// HAProxy takes the file's word for a server only where it is disabled in the config as the file
  /// says.
  private static int admin(AdminState state, boolean standby) {
    int config = standby ? DISABLED_IN_CONFIG : 0;
    return config
        | switch (state) {
          case READY -> 0;
          case DRAIN -> FORCED_DRAIN;
          case MAINT -> FORCED_MAINTENANCE;
        };
  }
}
