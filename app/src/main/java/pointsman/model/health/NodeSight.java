package pointsman.model.health;

import java.time.Duration;
import java.util.List;

/// What one look at a node's running load balancer showed.
///
/// @param version the engine's version as it runs
/// @param release the release id that the running process tells; empty text when it tells none
/// @param pid the process that answered; for Nginx the master
/// @param stopping whether that process is on its way out
/// @param uptime of the process
/// @param connections open client connections
/// @param requestsTotal requests since the process started
/// @param servers every server it knows
public record NodeSight(
    String version,
    String release,
    int pid,
    boolean stopping,
    Duration uptime,
    long connections,
    long requestsTotal,
    List<ServerSight> servers) {
  /// Copies.
  public NodeSight {
    servers = List.copyOf(servers);
  }
}
