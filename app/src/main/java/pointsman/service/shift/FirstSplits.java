package pointsman.service.shift;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import pointsman.driver.Shifting;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.Release;
import pointsman.port.TrafficStore;
import pointsman.service.node.NodeAccess;

/// What a node's run-time files hold when a pool is new to it: the split that is commanded, so that
/// a node which joins in the middle of a canary divides users as the others do. Where the pool runs
/// already, its files are kept as they are. For one planning: what is commanded is read once. Safe
/// for all threads.
public final class FirstSplits {
  private final TrafficStore store;
  private final NodeAccess access;
  private final AtomicReference<Map<Name, TrafficStore.PoolSplit>> read = new AtomicReference<>();

  public FirstSplits(TrafficStore store, NodeAccess access) {
    this.store = store;
    this.access = access;
  }

  /// The release with the splits that its pools begin with.
  ///
  /// @param deployed what the node runs; empty: not known
  public Release into(Release release, Node node, Optional<Manifest> deployed)
      throws FailureException {
    Shifting shifting = access.driver(node).shifting();
    Map<Name, TrafficStore.PoolSplit> commanded = commanded();
    Map<String, String> files = new TreeMap<>(release.stateFiles());
    Set<String> anew = new TreeSet<>();
    for (Pool pool : release.manifest().pools()) {
      TrafficStore.PoolSplit split = commanded.get(pool.name());
      Map<String, String> own =
          shifting
              .shift(
                  node,
                  pool.name(),
                  (split == null ? TrafficService.first(pool) : split.on(pool.live())).onNode())
              .files();
      files.putAll(own);
      boolean runs =
          deployed.isEmpty()
              || deployed.get().pools().stream().anyMatch(each -> each.name().equals(pool.name()));
      if (!runs) {
        anew.addAll(own.keySet());
      }
    }
    return new Release(release.manifest(), release.files(), files, anew);
  }

  private Map<Name, TrafficStore.PoolSplit> commanded() throws FailureException {
    Map<Name, TrafficStore.PoolSplit> splits = read.get();
    if (splits == null) {
      splits = store.splits();
      read.set(splits);
    }
    return splits;
  }
}
