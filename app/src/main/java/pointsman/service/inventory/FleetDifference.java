package pointsman.service.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pointsman.model.fleet.Fleet;

/// Which objects of a fleet differ from before, each by its kind and name, such as `pool shop-web`.
///
/// @param added objects that are new
/// @param changed objects that are not as they were
/// @param removed objects that are gone
/// @param unchanged objects that are as they were
record FleetDifference(
    List<String> added, List<String> changed, List<String> removed, List<String> unchanged) {

  static FleetDifference between(Fleet before, Fleet after) {
    Map<String, Object> old = byName(before);
    Map<String, Object> now = byName(after);
    FleetDifference found =
        new FleetDifference(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    now.forEach((name, object) -> {
      if (!old.containsKey(name)) {
        found.added.add(name);
      } else if (object.equals(old.get(name))) {
        found.unchanged.add(name);
      } else {
        found.changed.add(name);
      }
    });
    old.keySet().stream().filter(name -> !now.containsKey(name)).forEach(found.removed::add);
    return found;
  }

  /// As an apply tells it.
  ///
  /// @param file what the file names; the others stay
  ApplyReport report(Fleet file, List<String> notes) {
    Set<String> named = byName(file).keySet();
    List<String> left = new ArrayList<>(unchanged);
    left.removeAll(named);
    return new ApplyReport(added, changed, removed, unchanged.size(), left, notes);
  }

  private static Map<String, Object> byName(Fleet fleet) {
    Map<String, Object> byName = new LinkedHashMap<>();
    fleet.nodes().forEach(each -> byName.put("node " + each.name(), each));
    fleet.services().forEach(each -> byName.put("service " + each.name(), each));
    fleet.pools().forEach(each -> byName.put("pool " + each.name(), each));
    return byName;
  }
}
