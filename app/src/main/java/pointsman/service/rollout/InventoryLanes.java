package pointsman.service.rollout;

import java.time.Clock;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.TrafficSplit;
import pointsman.port.TrafficStore;
import pointsman.service.inventory.InventoryService;

/// The live lanes of the inventory.
public final class InventoryLanes implements LiveLanes {
  private final InventoryService inventory;
  private final TrafficStore store;
  private final Clock clock;

  public InventoryLanes(InventoryService inventory, TrafficStore store, Clock clock) {
    this.inventory = inventory;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void name(Name pool, TrafficSplit split, String operator) throws FailureException {
    Optional<TrafficStore.PoolSplit> noted = Optional.ofNullable(store.splits().get(pool));
    if (noted.map(each -> each.on(split.live())).filter(split::equals).isEmpty()) {
      // No node changes by a name: it was commanded when the nodes were.
      store.command(
          pool, split, operator, noted.map(TrafficStore.PoolSplit::at).orElseGet(clock::instant));
    }
    boolean named =
        inventory.load().findPool(pool).filter(each -> each.live() != split.live()).isEmpty();
    if (!named) {
      inventory.change(
          fleet -> fleet.withPool(pool, each -> each.withLive(split.live())),
          "pool " + pool + ": " + split.live().word());
    }
  }
}
