package pointsman.boot;

import java.util.ArrayList;
import java.util.List;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;

/// A change that an operator would make, for the tour.
final class Changes {
  private Changes() {}

  /// The first server of the first pool's blue lane takes half the load of the others.
  static Fleet weights(Fleet fleet) {
    List<Pool> pools = new ArrayList<>(fleet.pools());
    Pool pool = pools.getFirst();
    List<Server> servers = new ArrayList<>(pool.blue().servers());
    Server first = servers.getFirst();
    servers.set(
        0,
        new Server(
            first.name(),
            first.address(),
            first.port(),
            50,
            first.maxconn(),
            first.backup(),
            first.standby()));
    pools.set(
        0,
        new Pool(
            pool.name(),
            pool.balance(),
            pool.persistence(),
            pool.health(),
            pool.live(),
            new Lane(pool.blue().version(), servers),
            pool.green(),
            pool.splitKey(),
            pool.audience()));
    return new Fleet(fleet.environment(), fleet.nodes(), fleet.services(), pools);
  }
}
