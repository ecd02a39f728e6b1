package pointsman.boot;

import java.util.ArrayList;
import java.util.List;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Server;

/// A change that an operator would make, for the tour.
final class Changes {
  private Changes() {}

  /// The first server of the first pool's blue lane takes half the load of the others.
  static Fleet weights(Fleet fleet) {
    return Rig.withBlue(
        fleet,
        fleet.pools().getFirst().name().value(),
        servers -> {
          List<Server> others = new ArrayList<>(servers);
          others.set(0, servers.getFirst().withWeight(50));
          return others;
        });
  }
}
