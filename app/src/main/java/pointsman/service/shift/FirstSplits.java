package pointsman.service.shift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import pointsman.driver.Shifting;
import pointsman.engine.plan.DeployPlanner;
import pointsman.model.FailureException;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.Release;
import pointsman.model.plan.TakenUsers;
import pointsman.model.traffic.NodeSplit;
import pointsman.port.TrafficStore;
import pointsman.service.node.NodeAccess;

/// What a node's run-time files hold when a pool is new to it: the split that is commanded, so that
/// a node which joins in the middle of a canary divides users as the others do. Where the pool runs
/// already, its files are kept as they are; unless another inventory put it there: then its users
/// are ours with the commit. For one planning: what is commanded is read once. Safe for all
/// threads.
public final class FirstSplits {
  private final TrafficStore store;
  private final NodeAccess access;
  private final Fleet fleet;
  private final AtomicReference<Map<Name, TrafficStore.PoolSplit>> read = new AtomicReference<>();

  /// @param fleet whose pools' users we command
  public FirstSplits(TrafficStore store, NodeAccess access, Fleet fleet) {
    this.store = store;
    this.access = access;
    this.fleet = fleet;
  }

  /// The release with the splits that its pools begin with.
  ///
  /// @param deployed what the node runs; empty: not known
  public Release into(Release release, Node node, Optional<Manifest> deployed)
      throws FailureException {
    Shifting shifting = access.driver(node).shifting();
    Map<String, String> files = new TreeMap<>(release.stateFiles());
    Set<String> anew = new TreeSet<>();
    for (Pool pool : release.manifest().pools()) {
      Map<String, String> own = shifting.shift(node, pool.name(), first(pool)).files();
      files.putAll(own);
      if (deployed.isPresent() && !has(deployed.get(), pool.name())) {
        anew.addAll(own.keySet());
      }
    }
    String ours = release.manifest().inventory();
    boolean foreign =
        deployed.isEmpty()
            || deployed.flatMap(had -> DeployPlanner.otherInventory(had, ours)).isPresent();
    return new Release(
        release.manifest(),
        release.files(),
        files,
        anew,
        foreign ? taken(release, node, deployed) : List.of());
  }

  /// A pool that is deployed as our inventory has it is ours from the commit on; one that stays as
  /// the other had it keeps its users as they are, who knows which of its lanes is live.
  private List<TakenUsers> taken(Release release, Node node, Optional<Manifest> had)
      throws FailureException {
    Shifting shifting = access.driver(node).shifting();
    List<Pool> pools = release.manifest().pools();
    if (pools.isEmpty()) {
      return List.of();
    }
    Map<Name, NodeSplit> runs = runs(node, pools.stream().map(Pool::name).toList());
    Predicate<Name> there = pool -> had.map(told -> has(told, pool)).orElse(runs.containsKey(pool));
    List<TakenUsers> taken = new ArrayList<>();
    for (Pool pool : pools.stream().filter(each -> there.test(each.name())).toList()) {
      Optional<NodeSplit> to =
          fleet.findPool(pool.name()).equals(Optional.of(pool))
              ? Optional.of(first(pool))
              : Optional.empty();
      taken.add(
          new TakenUsers(
              pool.name(),
              Optional.ofNullable(runs.get(pool.name())),
              to,
              hasRules(pool) || had.filter(told -> hasRules(told, pool.name())).isPresent(),
              to.map(split -> shifting.shift(node, pool.name(), split).files()).orElse(Map.of())));
    }
    return taken;
  }

  private Map<Name, NodeSplit> runs(Node node, List<Name> pools) {
    try {
      return access.splits(node, pools).splits();
    } catch (FailureException e) {
      // A plan says so of each pool.
      return Map.of();
    }
  }

  private static boolean hasRules(Pool pool) {
    return !pool.audience().isEmpty();
  }

  private static boolean hasRules(Manifest manifest, Name pool) {
    return manifest.pools().stream().anyMatch(each -> each.name().equals(pool) && hasRules(each));
  }

  private static boolean has(Manifest manifest, Name pool) {
    return manifest.pools().stream().anyMatch(each -> each.name().equals(pool));
  }

  /// How a pool's users are divided by what is commanded of them.
  public NodeSplit first(Pool pool) throws FailureException {
    TrafficStore.PoolSplit split = commanded().get(pool.name());
    return (split == null ? TrafficService.first(pool) : split.on(pool.live())).onNode();
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
