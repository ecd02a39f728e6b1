package pointsman.service.node;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pointsman.driver.Observing;
import pointsman.driver.Shifting;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.health.NodeSight;
import pointsman.model.node.Ask;

/// Looks at running load balancers: at what each was deployed with, whatever the inventory wishes
/// by now. Blocking; safe for all threads.
public final class NodeLooks {
  private final NodeAccess access;
  private final Map<Name, Deployed> deployed = new ConcurrentHashMap<>();

  /// @param release of the manifest; empty text without one
  /// @param told which release the running process told last
  private record Deployed(String release, List<Pool> pools, String told) {
    Deployed telling(String next) {
      return new Deployed(release, pools, next);
    }
  }

  public NodeLooks(NodeAccess access) {
    this.access = access;
  }

  /// One look over kept connections, the splits with it.
  public NodeSight at(Node node) throws FailureException {
    Deployed known = deployed.get(node.name());
    if (known == null) {
      known = read(node);
    }
    NodeSight sight = look(access, node, known.pools());
    String told = sight.release();
    // Somebody deployed: read once for each release that is told.
    if (told.equals(known.release()) || told.equals(known.told())) {
      deployed.put(node.name(), known.telling(told));
    } else {
      deployed.put(node.name(), read(node).telling(told));
    }
    return sight;
  }

  private Deployed read(Node node) throws FailureException {
    return access
        .observe(node)
        .manifest()
        .map(manifest -> new Deployed(manifest.release().value(), manifest.pools(), ""))
        .orElse(new Deployed("", List.of(), ""));
  }

  /// One look at some pools.
  public static NodeSight look(NodeAccess access, Node node, List<Pool> pools)
      throws FailureException {
    Observing observing = access.driver(node).observing();
    Shifting shifting = access.driver(node).shifting();
    List<Name> names = pools.stream().map(Pool::name).toList();
    List<Ask> looks = observing.asks(node, pools);
    List<Ask> splits = shifting.asks(node, names);
    List<Ask> asks = new ArrayList<>(new LinkedHashSet<>(looks));
    splits.stream().filter(each -> !looks.contains(each)).forEach(asks::add);
    List<Outcome<String>> answers = access.askAgain(node, asks);
    NodeSight sight = observing.read(node, pools, answersTo(looks, asks, answers));
    try {
      return sight.with(shifting.read(node, names, answersTo(splits, asks, answers)).splits());
    } catch (FailureException e) {
      return sight;
    }
  }

  /// How many of a look's questions the load balancer counts among its users' requests.
  public int requests(Node node) throws FailureException {
    Observing observing = access.driver(node).observing();
    Set<Ask> asks = new LinkedHashSet<>(observing.asks(node, List.of()));
    asks.addAll(access.driver(node).shifting().asks(node, List.of()));
    return (int) asks.stream().filter(ask -> observing.counts(node, ask)).count();
  }

  private static List<Outcome<String>> answersTo(
      List<Ask> some, List<Ask> asks, List<Outcome<String>> answers) {
    return some.stream().map(each -> answers.get(asks.indexOf(each))).toList();
  }
}
