package pointsman.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.NodeResult;

/// What was done to servers at run time: written down before it is done, and what came of it after.
/// Safe for all threads.
public interface ServerLog {

  /// One change.
  ///
  /// @param id its id
  /// @param at when it began
  /// @param operator who
  /// @param reason why, in the operator's words; empty where nobody had to say
  /// @param pool the server's pool
  /// @param server its name
  /// @param change such as `drain` or `weight 50`
  /// @param nodes a line each
  record Entry(
      String id,
      Instant at,
      String operator,
      String reason,
      Name pool,
      Name server,
      String change,
      List<Line> nodes) {
    /// Copies.
    public Entry {
      nodes = List.copyOf(nodes);
    }
  }

  /// A node of a change.
  ///
  /// @param node its name
  /// @param end how it ended; empty: it never said so
  /// @param note the failure in words, or empty
  record Line(Name node, Optional<NodeResult.End> end, String note) {}

  /// Begins a change.
  ///
  /// @param entry its id is not looked at
  /// @return its id
  String begin(Entry entry) throws FailureException;

  /// Ends it.
  void end(String id, List<NodeResult> nodes) throws FailureException;

  /// The latest changes, newest first.
  List<Entry> latest(int limit) throws FailureException;
}
