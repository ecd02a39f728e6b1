package pointsman.model.traffic;

import pointsman.model.value.InvalidValueException;

/// How many servers of a lane can take users, as one node sees them. Backups, standbys and servers
/// of weight 0 are none of them.
///
/// @param servers how many take users when all is well
/// @param up how many are known to be up
/// @param down how many are known to take nobody: down, draining or in maintenance
public record LaneServers(int servers, int up, int down) {
  /// Refuses counts that do not add up.
  public LaneServers {
    if (up < 0 || down < 0 || up + down > servers) {
      throw new InvalidValueException(
          up + " up and " + down + " down of " + servers + " servers", "no more than there are");
    }
  }

  /// How many may be up or not.
  public int unknown() {
    return servers - up - down;
  }
}
