package pointsman.model.health;

import pointsman.model.fleet.Endpoint;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;

/// One server as one node reports it.
///
/// @param pool its pool
/// @param lane its lane
/// @param server its name
/// @param endpoint where the node sends its traffic
/// @param weight as it runs
/// @param health its state
/// @param sessions open sessions; -1 when the engine does not tell
/// @param totalSessions sessions since the worker started; -1 when the engine does not tell
/// @param errors5xx answers 5xx since the worker started; -1 when the engine does not tell
public record ServerSight(
    Name pool,
    LaneColor lane,
    Name server,
    Endpoint endpoint,
    int weight,
    ServerHealth health,
    long sessions,
    long totalSessions,
    long errors5xx) {
  /// The same server in another state.
  public ServerSight as(ServerHealth other) {
    return new ServerSight(
        pool, lane, server, endpoint, weight, other, sessions, totalSessions, errors5xx);
  }
}
