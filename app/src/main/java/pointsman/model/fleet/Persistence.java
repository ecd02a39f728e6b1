package pointsman.model.fleet;

import java.time.Duration;
import java.util.List;
import pointsman.model.value.InvalidValueException;

/// What keeps a user on one server of a lane.
public sealed interface Persistence {

  /// Nothing does.
  record None() implements Persistence {}

  /// A cookie that we set; named per lane on the node, so that nobody carries one lane's server
  /// into the other.
  ///
  /// @param name the cookie's base name
  record Cookie(Token name) implements Persistence {}

  /// The client's address, hashed consistently.
  record IpHash() implements Persistence {}

  /// A table on the load balancer from client address to server.
  ///
  /// @param size how many entries, 100 to 10 million
  /// @param expire after how long without a request an entry is dropped
  /// @param peers nodes that share the table
  record Table(int size, Duration expire, List<Name> peers) implements Persistence {
    /// Refuses sizes out of range.
    public Table {
      peers = List.copyOf(peers);
      if (size < 100 || size > 10_000_000) {
        throw new InvalidValueException(size + " is not a table size", "100 to 10000000");
      }
      if (expire.compareTo(Duration.ofSeconds(1)) < 0 || expire.compareTo(Duration.ofDays(7)) > 0) {
        throw new InvalidValueException(expire + " is not an expiry", "1s to 7d");
      }
    }
  }
}
