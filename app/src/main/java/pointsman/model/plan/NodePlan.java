package pointsman.model.plan;

import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Service;
import pointsman.model.traffic.ServerOverrides;

/// What a plan means for one node.
public sealed interface NodePlan {
  /// The node.
  Name node();

  /// What its engine cannot do; empty where no plan could be made.
  List<NamedLimit> limits();

  /// How its servers differ at run time, of those that it has with the plan: that goes on standing.
  ServerOverrides standing();

  /// Nothing to do: what lies there is what is wanted, by checksum.
  ///
  /// @param node the node
  /// @param release what runs
  /// @param limits what its engine cannot do
  /// @param standing how its servers differ at run time
  record Unchanged(Name node, ReleaseId release, List<NamedLimit> limits, ServerOverrides standing)
      implements NodePlan {
    /// Copies.
    public Unchanged {
      limits = List.copyOf(limits);
    }
  }

  /// A new release.
  ///
  /// @param node the node
  /// @param release what will be sent
  /// @param against the release that the plan was made against; empty for a first deploy
  /// @param againstFiles sha256 of its files at that time, by name
  /// @param changes the files that differ
  /// @param radius what it touches
  /// @param limits what its engine cannot do
  /// @param leftOut services that stay as last deployed there
  /// @param takeOver who must be overridden, when someone else configured this node
  /// @param standing how its servers differ at run time, and will in the new release
  record Change(
      Name node,
      Release release,
      Optional<ReleaseId> against,
      java.util.Map<String, String> againstFiles,
      List<FileChange> changes,
      BlastRadius radius,
      List<NamedLimit> limits,
      List<Name> leftOut,
      Optional<String> takeOver,
      ServerOverrides standing)
      implements NodePlan {
    /// Copies.
    public Change {
      againstFiles = java.util.Map.copyOf(againstFiles);
      changes = List.copyOf(changes);
      limits = List.copyOf(limits);
      leftOut = List.copyOf(leftOut);
    }

    /// Whether nothing is wanted but that the process loads what lies there already.
    public boolean loadOnly() {
      return radius.reload()
          && takeOver.isEmpty()
          && against.filter(id -> id.isOf(release.manifest().contentHash())).isPresent();
    }

    /// The services that stay as they are on the node, while the process that serves them reloads.
    public List<Name> reloadedToo() {
      return release.manifest().services().stream()
          .map(Service::name)
          .filter(name -> radius.reload() && !radius.services().contains(name))
          .sorted()
          .toList();
    }
  }

  /// No plan could be made.
  ///
  /// @param node the node
  /// @param failure why
  record Blocked(Name node, Failure failure) implements NodePlan {
    @Override
    public List<NamedLimit> limits() {
      return List.of();
    }

    @Override
    public ServerOverrides standing() {
      return ServerOverrides.none();
    }
  }
}
