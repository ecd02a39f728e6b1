package pointsman.model.fleet;

import java.util.Optional;
import pointsman.model.value.InvalidValueException;

/// One server of a lane.
///
/// @param name unique in its pool
/// @param address where
/// @param port which
/// @param weight 0 to 256, base 100; 0 takes no new users
/// @param maxconn at most so many connections; empty: no limit
/// @param backup only when all others are down
/// @param standby declared but switched off until scaling wants it
public record Server(
    Name name,
    Host address,
    Port port,
    int weight,
    Optional<Integer> maxconn,
    boolean backup,
    boolean standby) {
  /// Refuses weights and limits out of range, and addresses that nobody is reached by.
  public Server {
    address.reachable();
    if (weight < 0 || weight > 256) {
      throw new InvalidValueException(weight + " is not a weight", "0 to 256");
    }
    maxconn.ifPresent(limit -> {
      if (limit < 1 || limit > 1_000_000) {
        throw new InvalidValueException(limit + " is not a connection limit", "1 to 1000000");
      }
    });
  }

  /// The same with another weight.
  public Server withWeight(int other) {
    return new Server(name, address, port, other, maxconn, backup, standby);
  }

  /// Where it listens.
  public Endpoint endpoint() {
    return new Endpoint(address, port);
  }
}
