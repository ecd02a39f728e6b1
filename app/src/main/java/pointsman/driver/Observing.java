package pointsman.driver;

import java.util.List;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.health.NodeSight;
import pointsman.model.node.Ask;
import pointsman.model.traffic.ServerOverrides;

/// How a running load balancer is looked at.
public interface Observing {
  /// What to ask for a look.
  ///
  /// @param pools the pools as deployed there
  List<Ask> asks(Node node, List<Pool> pools);

  /// Whether the load balancer counts a question of ours among its users' requests.
  default boolean counts(Node node, Ask ask) {
    return false;
  }

  /// Reads the answers, in the order of {@link #asks}.
  ///
  /// @throws FailureException when they cannot be read, so that nothing is known
  NodeSight read(Node node, List<Pool> pools, List<Outcome<String>> answers)
      throws FailureException;

  /// What to ask for how busy a node is.
  List<Ask> busyAsks(Node node);

  /// The open connections.
  ///
  /// @param answers to {@link #busyAsks}
  long connections(Node node, List<Outcome<String>> answers) throws FailureException;

  /// What to ask for the release that runs.
  List<Ask> releaseAsks(Node node);

  /// The release that the running process tells of itself; empty when it tells none.
  ///
  /// @param answers to {@link #releaseAsks}, over new connections
  String release(Node node, List<Outcome<String>> answers) throws FailureException;

  /// What to ask so that the running state can be compared with the plan.
  List<Ask> evidenceAsks(Node node, List<Pool> pools);

  /// Compares what runs with what was planned: every server's address, port, weight and admin state
  /// where the engine tells them, and the release.
  ///
  /// @param release the release's id that must run
  /// @param standing how servers are to differ from it
  /// @param answers to {@link #evidenceAsks}, over new connections
  Evidence compare(
      Node node,
      List<Pool> pools,
      String release,
      ServerOverrides standing,
      List<Outcome<String>> answers)
      throws FailureException;

  /// What a comparison showed.
  ///
  /// @param pid the process that answered
  /// @param seen what was seen, as `label: value` lines for people
  /// @param differences what is not as planned; empty when all is
  record Evidence(int pid, List<String> seen, List<String> differences) {
    /// Copies.
    public Evidence {
      seen = List.copyOf(seen);
      differences = List.copyOf(differences);
    }

    /// What is not as planned when another release runs.
    ///
    /// @param running its id; empty when the process tells none
    public static Optional<String> otherRelease(String running, String planned) {
      return running.equals(planned)
          ? Optional.empty()
          : Optional.of(
              "runs release "
                  + (running.isEmpty() ? "without a name" : running)
                  + ", not "
                  + planned);
    }
  }
}
