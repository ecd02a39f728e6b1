package pointsman.ui.fleet;

import java.util.function.UnaryOperator;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.ServerPath;

/// A fleet with one server changed.
final class PersistedServer {
  private PersistedServer() {}

  static Fleet in(Fleet fleet, ServerPath at, UnaryOperator<Server> edit) {
    return fleet.withPool(
        at.pool(),
        pool ->
            pool.withLane(
                at.lane(),
                lane ->
                    lane.with(
                        lane.servers().stream()
                            .map(each -> each.name().equals(at.server()) ? edit.apply(each) : each)
                            .toList())));
  }
}
