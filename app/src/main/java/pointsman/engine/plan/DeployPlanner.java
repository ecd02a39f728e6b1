package pointsman.engine.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pointsman.model.Failure;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;
import pointsman.model.plan.BlastRadius;
import pointsman.model.plan.DeadMan;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Release;
import pointsman.model.plan.ReleaseId;
import pointsman.model.plan.TakenUsers;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.value.Printable;

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
    ServerOverrides standing = observed.status().overrides().on(release.manifest().pools());
    if (isThere(release, observed, inventory)) {
      return new NodePlan.Unchanged(
          node.name(), manifest.orElseThrow().release(), limits, standing);
    }
    List<Name> divided = divided(release.manifest(), manifest);
    return new NodePlan.Change(
        node.name(),
        release,
        observed.status().current(),
        observed.status().files(),
        changes(release, observed),
        new BlastRadius(
            true,
            touched(release.manifest(), manifest),
            observed.connections(),
            notes(reloadNotes, divided, observed, release.taken()),
            divided),
        limits,
        leftOut,
        foreignOwner(observed, inventory),
        standing);
  }

  /// Whether what is wanted lies on a node already, and as far as it was asked runs there.
  public static boolean isThere(Release release, Observed observed, String inventory) {
    return observed.unloaded().isEmpty()
        && foreignOwner(observed, inventory).isEmpty()
        && observed.intact()
        && observed
            .manifest()
            .filter(told -> observed.status().current().equals(Optional.of(told.release())))
            .filter(told -> told.contentHash().equals(release.manifest().contentHash()))
            .isPresent();
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
    Optional<String> other = otherInventory(told, inventory);
    return other.isPresent() || observed.intact()
        ? other
        : Optional.of("its files were changed by hand since " + told.release() + " was deployed");
  }

  /// Who deployed a release, and when, when it was from another inventory; a bare node's is
  /// nobody's.
  public static Optional<String> otherInventory(Manifest told, String inventory) {
    return told.inventory().isEmpty() || told.inventory().equals(inventory)
        ? Optional.empty()
        : Optional.of(
            Printable.line(told.operator())
                + " deployed "
                + told.release()
                + " at "
                + told.at()
                + " from another inventory");
  }

  /// The nodes' plans as one; what failed on a node is its {@link NodePlan.Blocked}.
  ///
  /// @param plans in the inventory's order
  public static DeployPlan together(
      Instant made, String purpose, Map<Name, Outcome<NodePlan>> plans) {
    List<NodePlan> nodes = new ArrayList<>();
    plans.forEach((name, outcome) ->
        nodes.add(
            switch (outcome) {
              case Outcome.Ok<NodePlan> ok -> ok.value();
              case Outcome.Failed<NodePlan> failed -> new NodePlan.Blocked(name, failed.failure());
            }));
    return new DeployPlan(made, purpose, nodes);
  }

  /// Why a node is no longer what its plan was made against; empty when nothing moved there.
  ///
  /// @param now what the node says right before it is changed
  public static Optional<Failure> moved(NodePlan.Change change, NodeStatus now) {
    if (now.deadMan().isPresent()) {
      return now.deadMan().map(record -> unsettled(change.node(), record));
    }
    boolean sameRelease = now.current().equals(change.against());
    if (sameRelease && now.files().equals(change.againstFiles())) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure.Drifted(
            change.node(),
            change.against().map(ReleaseId::value).orElse("without a release"),
            now.current().map(ReleaseId::value).orElse("without a release")
                + (sameRelease ? " with other files" : "")));
  }

  /// A commit that nobody confirmed or took back yet, as a failure.
  public static Failure unsettled(Name node, DeadMan record) {
    return new Failure.Unsettled(
        node,
        record.state().name().toLowerCase(Locale.ROOT),
        record.release().map(ReleaseId::value),
        record.deadline());
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

  /// What users notice: the reload, and that another key divides them.
  private static List<String> notes(
      List<String> reload, List<Name> divided, Observed observed, List<TakenUsers> taken) {
    List<String> notes = new ArrayList<>(reload);
    observed.unloaded().ifPresent(notes::addFirst);
    boolean ours = observed.manifest().filter(told -> !told.inventory().isEmpty()).isPresent();
    if (ours && observed.connections() < 0) {
      notes.add(
          "its load balancer does not answer, so how busy it is is not known; where it does not tell"
              + " afterwards what it runs, the node goes back");
    }
    taken.forEach(users -> users.note().ifPresent(notes::addFirst));
    for (Name pool : divided) {
      notes.add(
          "users: another key divides those of "
              + pool
              + "; at a share between 0 and 100 % some change lanes with this deploy");
    }
    return notes;
  }

  private static List<Name> divided(Manifest next, Optional<Manifest> now) {
    List<Pool> before = now.map(Manifest::pools).orElse(List.of());
    return next.pools().stream()
        .filter(pool ->
            before.stream()
                .filter(there -> there.name().equals(pool.name()))
                .anyMatch(there -> !there.splitKey().equals(pool.splitKey())))
        .map(Pool::name)
        .toList();
  }

  private static List<Name> touched(Manifest next, Optional<Manifest> now) {
    List<Service> before = now.map(Manifest::services).orElse(List.of());
    List<Pool> pools = now.map(Manifest::pools).orElse(List.of());
    Set<Name> changed = new HashSet<>();
    next.pools().stream().filter(pool -> !pools.contains(pool)).forEach(p -> changed.add(p.name()));
    Set<Name> names = new TreeSet<>();
    for (Service service : next.services()) {
      if (before.stream().noneMatch(service::servesAs)
          || service.pools().stream().anyMatch(changed::contains)) {
        names.add(service.name());
      }
    }
    for (Service service : before) {
      if (next.services().stream().noneMatch(each -> each.name().equals(service.name()))) {
        names.add(service.name());
      }
    }
    return List.copyOf(names);
  }
}
