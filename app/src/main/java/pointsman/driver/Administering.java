package pointsman.driver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.node.Ask;
import pointsman.model.traffic.AdminState;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;

/// How servers are drained, taken out and weighted on a running node. What stands is kept in
/// run-time files of the release, one set a release: another release never takes in the addresses
/// of this one, and a node that goes back finds what stood before.
public interface Administering {
  /// The run-time files with what stands, by name below the state folder. Their first lines tell
  /// the overrides, `# override ` each, for the node's script to read.
  ///
  /// @param intent what the release serves
  /// @param release its id
  /// @param config the release's main file; counts only where an override stands
  /// @throws FailureException when the config does not have what an override is about
  Map<String, String> files(
      NodeIntent intent, String release, String config, ServerOverrides standing)
      throws FailureException;

  /// What brings a running node from one set of overrides to another that differs in one server.
  ///
  /// @param files from {@link #files}, with what is to stand
  /// @param was what stood of the server
  /// @param next what is to stand
  Shift shift(
      NodeIntent intent, Map<String, String> files, ServerOverride was, ServerOverride next);

  /// What to ask so that the servers are told as they run.
  List<Ask> asks(Node node);

  /// Reads the answers, in the order of {@link #asks}.
  ///
  /// @param pools those deployed there
  /// @throws FailureException when they cannot be read, so that nothing is known
  AdminSight read(Node node, List<Pool> pools, List<Outcome<String>> answers)
      throws FailureException;

  /// What the engine does in another way than was asked; empty when it does just that.
  ///
  /// @param pool the server's pool
  Optional<String> limit(Pool pool, ServerOverride wished);

  /// A server as it runs.
  ///
  /// @param state what it is let do
  /// @param weight 0 to 256
  record Runs(AdminState state, int weight) {}

  /// The servers that a running load balancer told.
  ///
  /// @param pid the process that answered; 0 when the engine does not tell
  /// @param release the release it runs; empty text when it tells none
  /// @param stopping whether that process is on its way out
  /// @param servers by path; one that it does not know is missing
  record AdminSight(int pid, String release, boolean stopping, Map<ServerPath, Runs> servers) {
    /// Copies.
    public AdminSight {
      servers = Map.copyOf(servers);
    }
  }
}
