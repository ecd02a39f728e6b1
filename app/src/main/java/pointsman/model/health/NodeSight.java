package pointsman.model.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;

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
/// @param splits how it divides users, by pool; what it does not tell is missing
public record NodeSight(
    String version,
    String release,
    int pid,
    boolean stopping,
    Duration uptime,
    long connections,
    long requestsTotal,
    List<ServerSight> servers,
    Map<Name, NodeSplit> splits) {
  /// Copies.
  public NodeSight {
    servers = List.copyOf(servers);
    splits = Map.copyOf(splits);
  }

  /// A look that did not ask for splits.
  public NodeSight(
      String version,
      String release,
      int pid,
      boolean stopping,
      Duration uptime,
      long connections,
      long requestsTotal,
      List<ServerSight> servers) {
    this(version, release, pid, stopping, uptime, connections, requestsTotal, servers, Map.of());
  }

  /// The same with what it told of its splits.
  public NodeSight with(Map<Name, NodeSplit> told) {
    return new NodeSight(
        version, release, pid, stopping, uptime, connections, requestsTotal, servers, told);
  }
}
