package pointsman.service.shift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pointsman.engine.plan.BareLanes;
import pointsman.engine.plan.Observed;
import pointsman.model.Outcome;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.plan.Manifest;
import pointsman.model.traffic.NodeSplit;
import pointsman.service.node.HasteLook;
import pointsman.service.node.NodeAccess;

/// Users who are sent to a lane of which no server takes any, on nodes as they are: by what is
/// deployed there and what was set by hand.
final class UnservedUsers {
  private final NodeAccess access;

  UnservedUsers(NodeAccess access) {
    this.access = access;
  }

  /// Asks the nodes, all at once. One that is silent is not judged.
  ///
  /// @param held what the nodes hold, by pool and node
  /// @return a sentence each, by pool; a pool all of whose users are served is missing
  Map<Name, List<String>> of(Fleet fleet, Map<Name, Map<Name, NodeSplit>> held) {
    List<Node> nodes =
        fleet.nodes().stream()
            .filter(node -> held.values().stream().anyMatch(on -> on.containsKey(node.name())))
            .toList();
    Map<Name, Outcome<Observed>> seen = new HasteLook(access).at(nodes, access::observe);
    Map<Name, List<String>> told = new LinkedHashMap<>();
    held.forEach((pool, splits) -> {
      Map<String, List<Name>> lanes = new LinkedHashMap<>();
      for (Node node : nodes) {
        Optional<NodeSplit> split = Optional.ofNullable(splits.get(node.name()));
        Optional<Observed> there =
            Optional.ofNullable(seen.get(node.name())).flatMap(Outcome::find);
        if (split.isPresent() && there.isPresent()) {
          bare(pool, split.get(), there.get())
              .forEach(
                  what -> lanes.computeIfAbsent(what, _ -> new ArrayList<>()).add(node.name()));
        }
      }
      if (!lanes.isEmpty()) {
        told.put(pool, sentences(lanes, splits.size()));
      }
    });
    return told;
  }

  private static List<String> bare(Name name, NodeSplit split, Observed there) {
    List<Pool> pools =
        there.manifest().map(Manifest::pools).orElse(List.of()).stream()
            .filter(each -> each.name().equals(name))
            .toList();
    List<String> lanes = new ArrayList<>();
    for (BareLanes.Bare lane : BareLanes.of(pools, there.status().overrides())) {
      lane.users(split)
          .ifPresent(users ->
              lanes.add(
                  "lane %s %s, while %s: they get errors"
                      .formatted(lane.color().word(), lane.words(), users)));
    }
    return lanes;
  }

  private static List<String> sentences(Map<String, List<Name>> lanes, int all) {
    List<String> sentences = new ArrayList<>();
    lanes.forEach((what, on) ->
        sentences.add(
            what
                + (on.size() == all && all > 1
                    ? ", on all " + all + " nodes"
                    : ", on " + on.stream().map(Name::value).collect(Collectors.joining(", ")))));
    return sentences;
  }
}
