package pointsman.service.rollout;

import java.util.List;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.traffic.Share;
import pointsman.model.traffic.ShiftResult;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.Inventory;
import pointsman.port.TrafficStore;
import pointsman.service.shift.Capacity;
import pointsman.service.shift.FleetShift;
import pointsman.service.shift.ShiftOrder;

/// A rollout's shifts, carried out on the fleet. Onward all nodes go or none; back go all that can.
public final class FleetShifts implements Shifts {
  private final Inventory inventory;
  private final TrafficStore store;
  private final FleetShift fleet;
  private final Capacity capacity;

  /// @param capacity whether a lane has the servers for a share
  public FleetShifts(Inventory inventory, TrafficStore store, FleetShift fleet, Capacity capacity) {
    this.inventory = inventory;
    this.store = store;
    this.fleet = fleet;
    this.capacity = capacity;
  }

  @Override
  public List<Name> nodes(Name pool) throws FailureException {
    return inventory.load().carriers(pool).stream().map(node -> node.name()).toList();
  }

  @Override
  public ShiftResult shift(Name pool, TrafficSplit split, String rollout, BeforeCommit before)
      throws FailureException {
    requireCapacity(pool, split);
    // Fewer users on the candidate are a way back, which waits for no node that is gone.
    ShiftOrder order =
        split.candidate().compareTo(commanded(pool)) < 0 || split.candidate().equals(Share.NONE)
            ? ShiftOrder.back(pool, split, Optional.of(rollout))
            : ShiftOrder.all(pool, split, Optional.of(rollout));
    return fleet.run(order, motion -> {}, before::check);
  }

  /// Asked only where the candidate gets more than it was given before.
  private void requireCapacity(Name pool, TrafficSplit split) throws FailureException {
    Fleet all = inventory.load();
    Optional<Pool> found = all.findPool(pool);
    if (split.candidate().compareTo(commanded(pool)) > 0 && found.isPresent()) {
      capacity.require(all, found.get(), split.live(), split.candidate(), all.carriers(pool));
    }
  }

  private Share commanded(Name pool) throws FailureException {
    return Optional.ofNullable(store.splits().get(pool))
        .map(TrafficStore.PoolSplit::candidate)
        .orElse(Share.NONE);
  }
}
