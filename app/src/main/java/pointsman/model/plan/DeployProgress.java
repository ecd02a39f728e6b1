package pointsman.model.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;

/// Where a running deploy is.
///
/// @param wave the wave that runs, from 1
/// @param waves how many
/// @param nodes a line each, in the plan's order
/// @param elapsed since the start
/// @param result once it has ended
public record DeployProgress(
    int wave, int waves, List<Line> nodes, Duration elapsed, Optional<DeployResult> result) {
  /// Copies.
  public DeployProgress {
    nodes = List.copyOf(nodes);
  }

  /// One node.
  ///
  /// @param node its name
  /// @param wave its wave, from 1
  /// @param phase where it is
  /// @param note what it does or why it failed, in words; may be empty
  /// @param failure why it failed
  public record Line(Name node, int wave, Phase phase, String note, Optional<Failure> failure) {}
}
