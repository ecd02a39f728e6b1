package pointsman.service.shift;

import java.util.List;
import java.util.Map;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;

/// What must hold before a pool's audience rules are switched on: that there are any where it
/// counts, in what the nodes run. To say that they are on would be no truth without.
final class Audience {
  private final NodeAccess access;

  Audience(NodeAccess access) {
    this.access = access;
  }

  /// Refuses a pool without rules, or with other ones on a node.
  void require(Pool pool, List<Node> nodes) throws FailureException {
    if (pool.audience().isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "audience",
              "Pool " + pool.name() + " has no audience rules.",
              "Nothing was changed. Give it some in the fleet file, apply and deploy."));
    }
    Map<Name, Outcome<Boolean>> deployed =
        FanOut.all(nodes, Node::name, node -> hasRules(node, pool));
    List<String> without =
        deployed.entrySet().stream()
            .filter(each -> each.getValue().find().filter(has -> !has).isPresent())
            .map(each -> each.getKey().value())
            .toList();
    if (!without.isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "audience",
              "The audience rules of "
                  + pool.name()
                  + " are not as deployed on "
                  + String.join(", ", without)
                  + ".",
              "Nothing was changed. Deploy them first: pointsman deploy."));
    }
  }

  /// Whether a node's release has rules of a pool, whatever the inventory wants; a node that is not
  /// heard may have.
  boolean mayBeDeployed(Name pool, List<Node> nodes) {
    return FanOut.all(nodes, Node::name, node -> access.observe(node).manifest()).values().stream()
        .anyMatch(seen ->
            seen.find()
                .map(manifest ->
                    manifest.stream()
                        .flatMap(release -> release.pools().stream())
                        .anyMatch(each -> each.name().equals(pool) && !each.audience().isEmpty()))
                .orElse(true));
  }

  private boolean hasRules(Node node, Pool pool) throws FailureException {
    return access
        .observe(node)
        .manifest()
        .flatMap(release ->
            release.pools().stream().filter(each -> each.name().equals(pool.name())).findFirst())
        .filter(there -> there.audience().equals(pool.audience()))
        .isPresent();
  }
}
