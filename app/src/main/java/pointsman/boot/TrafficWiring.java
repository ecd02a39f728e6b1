package pointsman.boot;

import java.util.Map;
import java.util.Optional;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutSight;
import pointsman.service.FleetShift;
import pointsman.service.TrafficBoard;
import pointsman.service.TrafficService;

/// Puts together what divides the traffic of a home's pools.
final class TrafficWiring implements AutoCloseable {
  private final Wiring wiring;
  private Optional<FleetShift> shifts = Optional.empty();
  private Optional<TrafficBoard> board = Optional.empty();

  /// @param wiring the home's; asked only later
  TrafficWiring(Wiring wiring) {
    this.wiring = wiring;
  }

  /// Under the home's own lock, as all of its parts.
  FleetShift shifts() throws FailureException {
    synchronized (wiring) {
      if (shifts.isEmpty()) {
        shifts =
            Optional.of(new FleetShift(wiring.store(), wiring.trafficStore(), wiring.access()));
      }
      return shifts.get();
    }
  }

  TrafficService service() throws FailureException {
    return new TrafficService(
        wiring.store(), wiring.trafficStore(), wiring.guards(), shifts(), wiring.access());
  }

  /// The traffic for screens, with the rollouts that this program knows.
  TrafficBoard board() throws FailureException {
    synchronized (wiring) {
      if (board.isEmpty()) {
        Feed<Map<Name, RolloutSight>> sights = wiring.rollouts().sights();
        board =
            Optional.of(
                new TrafficBoard(
                    wiring.monitor(),
                    wiring.inventory().fleets(),
                    service(),
                    pool -> sights.find().map(all -> all.get(pool)),
                    wiring.counting()));
      }
      return board.get();
    }
  }

  @Override
  public void close() {
    synchronized (wiring) {
      board.ifPresent(TrafficBoard::close);
    }
  }
}
