package pointsman.service.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.port.HostKeys;
import pointsman.port.HostKeys.Offer;
import pointsman.port.Inventory;
import pointsman.service.node.FanOut;

/// Shows and accepts the host keys of nodes. Asks all nodes at once; any thread.
public final class TrustService {
  private final Inventory inventory;
  private final HostKeys keys;
  private final Duration limit;

  /// @param limit for one node to offer its key
  public TrustService(Inventory inventory, HostKeys keys, Duration limit) {
    this.inventory = inventory;
    this.keys = keys;
    this.limit = limit;
  }

  /// What a node offered.
  ///
  /// @param node which
  /// @param offer its key, or why there is none
  public record Offered(Node node, Outcome<Offer> offer) {}

  /// Asks nodes for their keys, without signing in.
  ///
  /// @param names which; empty: all
  /// @return in the inventory's order
  /// @throws FailureException when a name is unknown
  public List<Offered> offers(Set<Name> names) throws FailureException {
    List<Node> nodes = nodes(inventory.load(), names);
    Map<Name, Outcome<Offer>> offers =
        FanOut.all(nodes, Node::name, node -> keys.offer(node, limit));
    List<Offered> all = new ArrayList<>();
    for (Node node : nodes) {
      Outcome<Offer> offer = offers.get(node.name());
      if (offer != null) {
        all.add(new Offered(node, offer));
      }
    }
    return all;
  }

  private static List<Node> nodes(Fleet fleet, Set<Name> names) throws FailureException {
    List<Node> nodes =
        fleet.nodes().stream().filter(n -> names.isEmpty() || names.contains(n.name())).toList();
    for (Name name : names) {
      if (nodes.stream().noneMatch(node -> node.name().equals(name))) {
        List<String> known = fleet.nodes().stream().map(node -> node.name().value()).toList();
        throw new FailureException(new Failure.NotFound("node", name.value(), known));
      }
    }
    return nodes;
  }

  /// Accepts the key that was shown. A changed key is accepted only against its fingerprint, told
  /// by someone who compared it.
  ///
  /// @param expected the fingerprint that the key must have; empty: none was told
  /// @throws FailureException when it is refused or cannot be stored
  public void accept(Node node, Offer offer, Optional<String> expected) throws FailureException {
    boolean matches = expected.filter(offer.fingerprint()::equals).isPresent();
    if (expected.isPresent() && !matches) {
      throw new FailureException(
          new Failure.Refused(
              "fingerprint",
              node.name() + " offers " + offer.fingerprint() + ", not " + expected.get() + ".",
              "Compare on the node: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub. Nothing was"
                  + " accepted."));
    }
    switch (offer.standing()) {
      case TRUSTED -> {}
      case UNKNOWN -> keys.accept(node, offer);
      case CHANGED -> {
        if (!matches) {
          throw new FailureException(new Failure.HostKeyChanged(node.name(), offer.fingerprint()));
        }
        keys.accept(node, offer);
      }
    }
  }

  /// Hosts of the user's SSH client config, as nodes that could be added.
  public List<HostKeys.SshHost> hostsOfSshConfig() throws FailureException {
    return keys.hostsOfSshConfig();
  }
}
