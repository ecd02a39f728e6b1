package pointsman.ui.desk;

import java.util.List;
import java.util.Set;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NodeDrift;
import pointsman.port.Journal;

/// What was done, and the way back.
public interface HistoryWork {
  /// The latest runs, newest first.
  List<Journal.Run> runs(int limit) throws FailureException;

  /// Those of them that are under way, here or in another program.
  Set<String> underWay() throws FailureException;

  /// Another one whenever a run began, took a step or ended, here or in another program; quick.
  String mark() throws FailureException;

  /// The plan that brings the state of a release back.
  ///
  /// @param release its id, as history shows it
  /// @param nodes which; empty: all that it is for
  DeployPlan planRevert(String release, Set<Name> nodes) throws FailureException;

  /// Settles what an interrupted run left on nodes, and says what was found and done.
  List<Left> settle() throws FailureException;

  /// What an interrupted run left on a node.
  ///
  /// @param node which
  /// @param found what was there
  /// @param settled how it was settled, or why it could not be
  /// @param done whether it is settled
  record Left(Name node, String found, String settled, boolean done) {}

  /// Looks at nodes three ways: wanted, on disk, running.
  ///
  /// @param nodes which; empty: all
  List<NodeDrift> drift(Set<Name> nodes) throws FailureException;
}
