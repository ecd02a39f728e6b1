package pointsman.ui.desk;

import java.util.List;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys;

/// How a fleet begins: the demo fleet, or hosts that the operator already has.
public interface StartWork {
  /// Starts the demo fleet on this computer, puts it into the inventory, trusts and deploys it, and
  /// sends live traffic.
  ///
  /// @param steps told what happens now, in words, from any thread
  void startDemo(java.util.function.Consumer<String> steps)
      throws FailureException, InterruptedException;

  /// The hosts of the user's SSH client config.
  List<HostKeys.SshHost> sshHosts() throws FailureException;

  /// Asks a node for its host key, without signing in.
  HostKeys.Offer offer(Node node) throws FailureException;

  /// Accepts a host key.
  void trust(Node node, HostKeys.Offer offer) throws FailureException;
}
