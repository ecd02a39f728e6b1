package pointsman.ui.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Service;

/// Which services, groups and pools have boxes of their own, so that every column fits its card:
/// the busiest; the others stand together in one box, whose id ends with `+`.
final class FlowCut {
  /// How many boxes a column has at most.
  static final int ROWS = 9;

  /// The end of the id of a box that stands for others.
  static final String REST = "+";

  private final Set<String> kept = new HashSet<>();

  private FlowCut() {}

  /// @param groups titles of the nodes' groups
  /// @param in requests a second by box
  static FlowCut of(Fleet fleet, List<String> groups, Map<String, Double> in) {
    FlowCut cut = new FlowCut();
    List<String> pools = fleet.pools().stream().map(pool -> "p:" + pool.name()).toList();
    cut.keep(fleet.services().stream().map(each -> "s:" + each.name()).toList(), in, ROWS);
    cut.keep(groups.stream().map(each -> "g:" + each).toList(), in, ROWS);
    cut.keep(pools, in, pools.size() * 2 <= ROWS + 1 ? pools.size() : ROWS / 2 + 1);
    return cut;
  }

  private void keep(List<String> ids, Map<String, Double> in, int most) {
    List<String> busiest = new ArrayList<>(ids);
    if (ids.size() > most) {
      busiest.sort(Comparator.comparingDouble((String id) -> -in.getOrDefault(id, 0.0)));
      busiest = busiest.subList(0, most - 1);
    }
    kept.addAll(busiest);
  }

  boolean keeps(Service service) {
    return kept.contains("s:" + service.name());
  }

  boolean keeps(String group) {
    return kept.contains("g:" + group);
  }

  boolean keeps(Pool pool) {
    return keepsPool(pool.name());
  }

  boolean keepsPool(Name pool) {
    return kept.contains("p:" + pool);
  }

  /// The box that stands for this one.
  private String standIn(String id) {
    String whole =
        id.startsWith("l:") ? "p:" + id.substring(2).replaceFirst("(BLUE|GREEN)$", "") : id;
    return kept.contains(whole) ? id : id.substring(0, 2) + REST;
  }

  /// Requests a second by the boxes that are there.
  Map<String, Double> in(Map<String, Double> all) {
    Map<String, Double> in = new HashMap<>();
    all.forEach((id, rate) -> in.merge(standIn(id), rate, Double::sum));
    return in;
  }

  /// The ends of a band, by the boxes that are there.
  List<String> ends(List<String> ends) {
    return ends.stream().map(this::standIn).toList();
  }
}
