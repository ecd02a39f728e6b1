package pointsman.model.plan;

import java.util.Optional;
import pointsman.model.fleet.Server;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerPath;

/// A server of a node three ways: as deployed, as it is to run, as it runs.
///
/// @param at which
/// @param deployed as in the node's release
/// @param standing what was set at run time and kept on the node
/// @param state as it runs; empty: it does not
/// @param weight as it runs; -1: it does not
public record ServerRuns(
    ServerPath at,
    Server deployed,
    ServerOverride standing,
    Optional<AdminState> state,
    int weight) {
  /// Whether it runs as it was deployed, and nothing is kept that says otherwise.
  public boolean asDeployed() {
    return standing.isNone()
        && state.equals(Optional.of(ServerOverride.deployed(deployed)))
        && weight == deployed.weight();
  }

  /// Whether what is kept on the node is what runs: else somebody set it by hand, and a reload
  /// would lose it.
  public boolean kept() {
    return state.equals(Optional.of(standing.stateOf(deployed)))
        && weight == standing.weightOf(deployed);
  }
}
