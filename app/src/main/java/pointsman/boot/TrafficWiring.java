package pointsman.boot;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pointsman.feed.Feed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.RolloutSight;
import pointsman.port.TrafficStore;
import pointsman.service.rollout.RolloutPace;
import pointsman.service.rollout.RolloutService;
import pointsman.service.shift.FleetShift;
import pointsman.service.shift.TrafficBoard;
import pointsman.service.shift.TrafficService;
import pointsman.service.watch.LaneCounting;

/// Puts together what divides the traffic of a home's pools.
final class TrafficWiring implements AutoCloseable {
  private final Wiring wiring;
  private Optional<FleetShift> shifts = Optional.empty();
  private Optional<TrafficBoard> board = Optional.empty();
  private Optional<RolloutService> rollouts = Optional.empty();
  private Optional<LaneCounting> counting = Optional.empty();

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

  RolloutService rollouts() throws FailureException {
    return rollouts(UnaryOperator.identity());
  }

  /// @param stores put around the store when the service is made
  RolloutService rollouts(UnaryOperator<TrafficStore> stores) throws FailureException {
    synchronized (wiring) {
      if (rollouts.isEmpty()) {
        rollouts = Optional.of(wiring.rollouts(RolloutPace.usual(), counting(), stores));
      }
      return rollouts.get();
    }
  }

  LaneCounting counting() throws FailureException {
    synchronized (wiring) {
      if (counting.isEmpty()) {
        counting = Optional.of(wiring.counting(LaneCounting.Pace.USUAL));
      }
      return counting.get();
    }
  }

  /// The traffic for screens, with the rollouts that this program knows.
  TrafficBoard board() throws FailureException {
    synchronized (wiring) {
      if (board.isEmpty()) {
        Feed<Map<Name, RolloutSight>> sights = rollouts().sights();
        board =
            Optional.of(
                new TrafficBoard(
                    wiring.monitor(),
                    wiring.inventory().fleets(),
                    service(),
                    pool -> sights.find().map(all -> all.get(pool)),
                    counting()));
      }
      return board.get();
    }
  }

  @Override
  public void close() {
    synchronized (wiring) {
      rollouts.ifPresent(RolloutService::close);
      counting.ifPresent(LaneCounting::close);
      board.ifPresent(TrafficBoard::close);
    }
  }
}
