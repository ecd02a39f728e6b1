package pointsman.ui.fleet;

import java.util.List;
import java.util.function.UnaryOperator;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.ServerPath;

/// A fleet with one server changed.
final class PersistedServer {
  private PersistedServer() {}

  static Fleet in(Fleet fleet, ServerPath at, UnaryOperator<Server> edit) {
    List<Pool> pools =
        fleet.pools().stream()
            .map(pool -> pool.name().equals(at.pool()) ? in(pool, at, edit) : pool)
            .toList();
    return new Fleet(fleet.environment(), fleet.nodes(), fleet.services(), pools);
  }

  private static Pool in(Pool pool, ServerPath at, UnaryOperator<Server> edit) {
    return new Pool(
        pool.name(),
        pool.balance(),
        pool.persistence(),
        pool.health(),
        pool.live(),
        at.lane() == LaneColor.BLUE ? in(pool.blue(), at, edit) : pool.blue(),
        at.lane() == LaneColor.GREEN ? in(pool.green(), at, edit) : pool.green(),
        pool.splitKey(),
        pool.audience());
  }

  private static Lane in(Lane lane, ServerPath at, UnaryOperator<Server> edit) {
    return new Lane(
        lane.version(),
        lane.servers().stream()
            .map(server -> server.name().equals(at.server()) ? edit.apply(server) : server)
            .toList());
  }
}
