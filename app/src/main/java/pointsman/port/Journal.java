package pointsman.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;
import pointsman.model.plan.ReleaseId;

/// What was changed and what was done: inventory changes, and every step of every deploy, before it
/// changes a node.
public interface Journal {

  /// One change of the inventory.
  ///
  /// @param at when
  /// @param operator who
  /// @param what such as `pool shop-web`
  /// @param why such as `apply fleet.yaml`
  /// @param before as in a fleet file; empty when added
  /// @param after as in a fleet file; empty when removed
  record Change(
      Instant at, String operator, String what, String why, String before, String after) {}

  /// One run of a deploy or revert.
  ///
  /// @param id its id
  /// @param purpose such as `deploy shop`
  /// @param operator who
  /// @param started when
  /// @param reason why, in the operator's words; empty where nobody had to say
  /// @param ended when; empty: it never said so (a crash, or it runs now)
  /// @param nodes a line each
  record Run(
      String id,
      String purpose,
      String operator,
      String reason,
      Instant started,
      Optional<Instant> ended,
      List<RunNode> nodes) {
    /// Copies.
    public Run {
      nodes = List.copyOf(nodes);
    }
  }

  /// A node in a run.
  ///
  /// @param node its name
  /// @param release what was to be deployed
  /// @param previous what ran before
  /// @param phase the last step that was begun
  /// @param end how it ended; empty: unknown
  /// @param seen what was seen there when the run ended; empty: nobody looked
  /// @param note the failure in words, or empty
  record RunNode(
      Name node,
      ReleaseId release,
      Optional<ReleaseId> previous,
      Phase phase,
      Optional<NodeResult.End> end,
      Optional<ReleaseId> seen,
      String note) {}

  /// The inventory's latest changes, newest first.
  List<Change> changes(int limit) throws FailureException;

  /// A run whose program is gone, in the hands of this program until it is closed.
  interface Claim extends AutoCloseable {
    /// Whether the run was ended before it was claimed.
    boolean ended() throws FailureException;

    @Override
    void close();
  }

  /// Begins a run. It is this program's until it ends it, closes its home or dies.
  ///
  /// @param reason why, in the operator's words; empty where nobody had to say
  /// @param releases what each node is to run
  /// @param previous what each node runs now
  /// @return its id
  String begin(
      String purpose,
      String operator,
      String reason,
      Instant at,
      Map<Name, ReleaseId> releases,
      Map<Name, ReleaseId> previous)
      throws FailureException;

  /// Says that a node's next step begins. One that changes the node is written when this returns;
  /// another a moment later, or with the next.
  void step(String run, Name node, Phase phase, String note, Instant at) throws FailureException;

  /// Ends a run. What the run's own program says is the truth, also of one that was ended before.
  void end(DeployResult result, Instant at) throws FailureException;

  /// The latest runs, newest first.
  List<Run> runs(int limit) throws FailureException;

  /// The latest runs that never said that they ended, newest first.
  List<Run> openRuns(int limit) throws FailureException;

  /// Another one whenever a run began, took a step or ended, here or in another program. Quick, for
  /// those who look again and again.
  String mark() throws FailureException;

  /// The latest run that a node was in, with this node's line alone.
  Optional<Run> latest(Name node) throws FailureException;

  /// The last release by its id that any run was to deploy, of those before another id.
  Optional<ReleaseId> lastRelease(ReleaseId before) throws FailureException;

  /// Takes a run that no living program has, so that nobody else settles it meanwhile.
  ///
  /// @return empty: its program lives, or another one is settling it
  Optional<Claim> claim(String run) throws FailureException;
}
