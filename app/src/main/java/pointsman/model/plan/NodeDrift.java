package pointsman.model.plan;

import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;

/// A node against the inventory, three ways.
///
/// @param node the node
/// @param release what `current` points at
/// @param fileDrift files whose text is not what the release's manifest says
/// @param runningDrift how the running process differs from the files
/// @param wanted whether the inventory wants something else than what was deployed
/// @param settled what an unsettled commit was found and how it was settled
/// @param failure why the node could not be looked at
public record NodeDrift(
    Name node,
    Optional<ReleaseId> release,
    List<String> fileDrift,
    List<String> runningDrift,
    boolean wanted,
    List<String> settled,
    Optional<Failure> failure) {
  /// Copies.
  public NodeDrift {
    fileDrift = List.copyOf(fileDrift);
    runningDrift = List.copyOf(runningDrift);
    settled = List.copyOf(settled);
  }

  /// Whether it is as the inventory wants it, as far as seen.
  public boolean clean() {
    return failure.isEmpty() && fileDrift.isEmpty() && runningDrift.isEmpty() && !wanted;
  }
}
