package pointsman.service.server;

import java.util.Set;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.ServerChange;

/// What is to become of a server at run time.
///
/// @param pool its pool
/// @param server its name
/// @param change what is wanted
/// @param nodes which of those that carry the pool; empty: all
public record ServerOrder(Name pool, Name server, ServerChange change, Set<Name> nodes) {
  /// Copies.
  public ServerOrder {
    nodes = Set.copyOf(nodes);
  }

  /// The server as commands name it: `shop-web/b1`.
  public String path() {
    return pool + "/" + server;
  }
}
