package pointsman.boot;

import java.time.Clock;
import pointsman.model.FailureException;
import pointsman.port.TrafficStore;
import pointsman.service.rollout.FleetShifts;
import pointsman.service.rollout.FrozenGates;
import pointsman.service.rollout.InventoryLanes;
import pointsman.service.rollout.LeaseKeeper;
import pointsman.service.rollout.RolloutBegin;
import pointsman.service.rollout.RolloutPace;
import pointsman.service.rollout.RolloutParts;
import pointsman.service.rollout.RolloutService;
import pointsman.service.watch.GateSource;

/// Puts the service for rollouts together over a home's services.
///
/// @param wiring the home's
/// @param clock for every time that is written down
record RolloutWiring(Wiring wiring, Clock clock) {

  /// @param store where every rollout is
  RolloutService service(RolloutPace pace, GateSource gates, TrafficStore store)
      throws FailureException {
    RolloutParts parts =
        new RolloutParts(
            store,
            new FleetShifts(wiring.store(), store, wiring.shifts(), wiring.capacity()),
            new LeaseKeeper(wiring.store(), wiring.access(), pace.longestLease()),
            new FrozenGates(gates, wiring.guards()),
            new InventoryLanes(wiring.inventory(), store, clock));
    return new RolloutService(
        new RolloutBegin(
            wiring.store(), store, wiring.access(), wiring.guards(), wiring.capacity()),
        parts,
        pace,
        wiring.access().desk(),
        ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime() & 0xffff));
  }
}
