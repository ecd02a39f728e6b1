package pointsman.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;

/// A lab that was started. May be called from any thread and by any process of the same user.
public interface RunningLab {
  /// Its folder.
  Path dir();

  /// Its fleet file: the nodes, two services and three pools.
  Path fleetFile();

  /// Its nodes, in order.
  List<LabNode> nodes();

  /// What answers and what does not, seen just now.
  LabStatus status() throws FailureException;

  /// What a node's load balancer runs by its own word, asked on its socket or status server and not
  /// by what the program asks with. Waits up to 10 s, while a reload has old and new workers
  /// answer.
  ///
  /// @return empty when it does not answer, or not twice the same
  Optional<LabRuns> runs(Name node) throws FailureException;

  /// Puts a fault on a node and waits until it is in force.
  void fault(Name node, LabFault fault) throws FailureException;

  /// Takes a fault back and waits until the node is as before. Nothing happens when it is not in
  /// force.
  ///
  /// @return whether it was in force
  boolean undo(Name node, LabFault fault) throws FailureException;

  /// Tells demo servers how to behave from now on.
  ///
  /// @return how many servers it concerned, spares counted
  int turn(DemoKnob knob) throws FailureException;
}
