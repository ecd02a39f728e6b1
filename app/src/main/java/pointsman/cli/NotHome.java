package pointsman.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.Rollout;
import pointsman.model.traffic.RolloutState;
import pointsman.model.traffic.RolloutState.Target;

/// A way back that not all nodes took: who is home, who is not and why, and what brings the others
/// home.
final class NotHome {
  private NotHome() {}

  /// Nothing where users are not on their way home.
  static List<String> of(Services services, Rollout rollout, RolloutState.Parted parted)
      throws FailureException {
    return switch (parted.to()) {
      case Target.ToStage _ -> List.of();
      case Target.Home _ -> lines(services, rollout, parted);
    };
  }

  /// The nodes of its pool that were seen home, in the order of the fleet.
  static List<Node> home(Services services, Rollout rollout, List<Name> behind)
      throws FailureException {
    return services.inventory().load().carriers(rollout.pool()).stream()
        .filter(node -> !behind.contains(node.name()))
        .toList();
  }

  private static List<String> lines(Services services, Rollout rollout, RolloutState.Parted parted)
      throws FailureException {
    List<Name> home = home(services, rollout, parted.behind()).stream().map(Node::name).toList();
    List<String> lines = new ArrayList<>();
    lines.add("Home: " + (home.isEmpty() ? "no node" : names(home)));
    lines.add("Not home: " + names(parted.behind()) + ": " + parted.why());
    lines.add(
        byItself(services, rollout)
            ? "  its lease of "
                + rollout.policy().lease().orElseThrow().toSeconds()
                + " s is not renewed any more: when it has run out, a node that has one brings its"
                + " users home by itself"
            : "  it has no lease: its users stay on "
                + rollout.live().other().word()
                + " until it is told");
    return lines;
  }

  /// At the promotion the leases ended.
  private static boolean byItself(Services services, Rollout rollout) throws FailureException {
    return rollout.policy().lease().isPresent()
        && services.rollouts().history(rollout.pool()).stream()
            .noneMatch(line -> line.after() instanceof RolloutState.SafetyNet);
  }

  private static String names(List<Name> names) {
    return names.stream().map(Name::value).collect(Collectors.joining(", "));
  }
}
