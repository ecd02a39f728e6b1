package pointsman.port;

import java.time.Duration;
import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;
import pointsman.model.node.Ask;

/// The ways to nodes: one pooled, primed session a node. Every call has a time limit and may be
/// made from any thread; calls for one node may run at the same time on channels of their own.
public interface NodeChannels extends AutoCloseable {

  /// Starts the node's one fixed script on a channel of its own. It beats while open, so the script
  /// does not give up on us.
  ///
  /// @param limit until the script has greeted
  NodeScript openScript(Node node, Duration limit) throws FailureException;

  /// Asks something that runs on the node. The answers stand in the order of the questions; each
  /// has its own outcome.
  ///
  /// @param fresh true: over new connections, as evidence needs it; false: kept ones may be used
  /// @param limit for all of it
  /// @throws FailureException when the node itself cannot be reached
  List<Outcome<String>> ask(Node node, List<Ask> asks, boolean fresh, Duration limit)
      throws FailureException;

  /// Opens a connection of one's own to a socket on a node.
  ///
  /// @param limit until it stands
  NodeSocket openSocket(Node node, FilePath path, Duration limit) throws FailureException;

  /// Forgets the session to a node, for instance after its settings changed.
  void forget(Node node);

  @Override
  void close();
}
