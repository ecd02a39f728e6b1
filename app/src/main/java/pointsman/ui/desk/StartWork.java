package pointsman.ui.desk;

import java.nio.file.Path;
import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys;
import pointsman.service.inventory.ApplyReport;

/// How a fleet begins: the demo fleet, hosts that the operator already has, or a fleet file.
public interface StartWork {
  /// Starts the demo fleet on this computer, puts it into the inventory, trusts and deploys it, and
  /// sends live traffic.
  ///
  /// @param steps told what happens now, in words, from any thread
  void startDemo(java.util.function.Consumer<String> steps)
      throws FailureException, InterruptedException;

  /// The hosts of the user's SSH client config.
  List<HostKeys.SshHost> sshHosts() throws FailureException;

  /// Takes a fleet file into the inventory: all of it or nothing; touches no node.
  ///
  /// @param file where it lies
  FleetFile open(Path file) throws FailureException;

  /// What came of a fleet file.
  ///
  /// @param report what it added, with notes
  /// @param nodes all nodes of the inventory now
  record FleetFile(ApplyReport report, List<Node> nodes) {
    /// Copies.
    public FleetFile {
      nodes = List.copyOf(nodes);
    }
  }

  /// Asks a node for its host key, without signing in.
  HostKeys.Offer offer(Node node) throws FailureException;

  /// Accepts a host key.
  void trust(Node node, HostKeys.Offer offer) throws FailureException;
}
