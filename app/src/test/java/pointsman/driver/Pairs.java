package pointsman.driver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rows of options in which every two options of different factors stand together at least once.
/// Greedy: each row begins with a pair that is still missing and takes, factor by factor, the
/// option that adds the most missing pairs.
final class Pairs {
  private record Pair(String oneFactor, String one, String otherFactor, String other) {}

  private final Map<String, List<String>> factors;
  private final Set<Pair> missing = new HashSet<>();

  private Pairs(Map<String, List<String>> factors) {
    this.factors = factors;
    List<String> names = List.copyOf(factors.keySet());
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        for (String one : options(names.get(i))) {
          for (String other : options(names.get(j))) {
            missing.add(new Pair(names.get(i), one, names.get(j), other));
          }
        }
      }
    }
  }

  private List<String> options(String factor) {
    return factors.getOrDefault(factor, List.of());
  }

  static List<Map<String, String>> rows(Map<String, List<String>> factors) {
    Pairs pairs = new Pairs(factors);
    List<Map<String, String>> rows = new ArrayList<>();
    while (!pairs.missing.isEmpty()) {
      Map<String, String> row = pairs.row();
      pairs.missing.removeAll(pairs.of(row));
      rows.add(row);
    }
    return rows;
  }

  private Map<String, String> row() {
    Pair first = missing.stream().min(java.util.Comparator.comparing(Pair::toString)).orElseThrow();
    Map<String, String> row = new LinkedHashMap<>();
    row.put(first.oneFactor(), first.one());
    row.put(first.otherFactor(), first.other());
    for (String factor : factors.keySet()) {
      if (!row.containsKey(factor)) {
        String best = "";
        int most = -1;
        for (String option : options(factor)) {
          Map<String, String> tried = new LinkedHashMap<>(row);
          tried.put(factor, option);
          Set<Pair> adds = of(tried);
          adds.retainAll(missing);
          if (adds.size() > most) {
            most = adds.size();
            best = option;
          }
        }
        row.put(factor, best);
      }
    }
    return row;
  }

  private Set<Pair> of(Map<String, String> row) {
    Set<Pair> pairs = new HashSet<>();
    List<String> names = factors.keySet().stream().filter(row::containsKey).toList();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        pairs.add(
            new Pair(
                names.get(i),
                row.getOrDefault(names.get(i), ""),
                names.get(j),
                row.getOrDefault(names.get(j), "")));
      }
    }
    return pairs;
  }
}
