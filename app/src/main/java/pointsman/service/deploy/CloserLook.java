package pointsman.service.deploy;

import java.util.Map;
import pointsman.engine.plan.Observed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.service.node.NodeAccess;

/// What a plan tells of a node that changes: the files there, for the difference, and how busy it
/// is.
///
/// @param access how nodes are reached
record CloserLook(NodeAccess access) {
  /// Looks closer at what was observed.
  ///
  /// @return the same, with the texts and the open connections, where they are known
  Observed at(Node node, Observed observed) throws FailureException {
    Map<String, String> texts = access.currentFiles(node, observed.status());
    long connections = -1;
    try {
      connections = access.connections(node);
    } catch (FailureException e) {
      connections = -1;
    }
    return new Observed(
        observed.status(), observed.manifest(), texts, connections, observed.unloaded());
  }
}
