package pointsman.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.BlastRadius;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.Release;

/// Desired against observed: what a node's plan is.
public final class DeployPlanner {
  private DeployPlanner() {}

  /// Plans one node.
  ///
  /// @param node the node
  /// @param release what is wanted there
  /// @param observed what is there
  /// @param inventory the id of our inventory
  /// @param leftOut services that stay as deployed although the inventory would change them
  /// @param limits what the engine cannot do
  /// @param reloadNotes what a reload costs on this engine
  public static NodePlan plan(
      Node node,
      Release release,
      Observed observed,
      String inventory,
      List<Name> leftOut,
      List<NamedLimit> limits,
      List<String> reloadNotes) {
    Optional<Manifest> manifest = observed.manifest();
    Optional<String> owner = foreignOwner(observed, inventory);
    boolean same =
        owner.isEmpty()
            && observed.intact()
            && manifest
                .filter(told -> told.contentHash().equals(release.manifest().contentHash()))
                .isPresent();
    if (same) {
      return new NodePlan.Unchanged(node.name(), manifest.orElseThrow().release(), limits);
    }
    return new NodePlan.Change(
        node.name(),
        release,
        observed.status().current(),
        observed.status().files(),
        changes(release, observed),
        new BlastRadius(
            true, touched(release.manifest(), manifest), observed.connections(), reloadNotes),
        limits,
        leftOut,
        owner);
  }

  /// Who configured a node, when it was not this inventory; a bare node belongs to nobody yet.
  static Optional<String> foreignOwner(Observed observed, String inventory) {
    if (observed.status().current().isEmpty()) {
      return Optional.of("nobody known to us");
    }
    if (observed.manifest().isEmpty()) {
      return Optional.of(
          "release " + observed.status().current().get() + " has no readable manifest");
    }
    Manifest told = observed.manifest().get();
    if (told.inventory().isEmpty() || told.inventory().equals(inventory)) {
      return Optional.empty();
    }
    return Optional.of(told.operator() + " deployed " + told.release() + " from another inventory");
  }

  private static List<FileChange> changes(Release release, Observed observed) {
    Set<String> names = new TreeSet<>(release.files().keySet());
    names.addAll(observed.texts().keySet());
    List<FileChange> changes = new ArrayList<>();
    for (String name : names) {
      String before = observed.texts().getOrDefault(name, "");
      String after = release.files().getOrDefault(name, "");
      if (!name.equals(Manifest.FILE) && !before.equals(after)) {
        changes.add(new FileChange(name, before, after));
      }
    }
    return changes;
  }

  private static List<Name> touched(Manifest next, Optional<Manifest> now) {
    Set<Name> names = new TreeSet<>();
    if (now.isEmpty()) {
      next.services().forEach(service -> names.add(service.name()));
      return List.copyOf(names);
    }
    Set<Service> before = new HashSet<>(now.get().services());
    Set<Service> after = new HashSet<>(next.services());
    after.stream().filter(each -> !before.contains(each)).forEach(each -> names.add(each.name()));
    before.stream().filter(each -> !after.contains(each)).forEach(each -> names.add(each.name()));
    Set<Name> pools = new HashSet<>();
    for (Pool pool : next.pools()) {
      Pool old =
          now.get().pools().stream()
              .filter(each -> each.name().equals(pool.name()))
              .findFirst()
              .orElse(null);
      if (!Objects.equals(old, pool)) {
        pools.add(pool.name());
      }
    }
    next.services().stream()
        .filter(service -> service.pools().stream().anyMatch(pools::contains))
        .forEach(service -> names.add(service.name()));
    return List.copyOf(names);
  }
}
