package pointsman.ui.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.health.FleetHealth;
import pointsman.model.health.NodeHealth;
import pointsman.model.health.ServerSight;

/// How much goes to which lane through which node, from what each node's server counters grew
/// between two looks. A node that counts only its total shares it out as the counting nodes
/// measured. Safe for all threads.
final class LaneRates {
  /// A lane of a pool.
  ///
  /// @param pool which pool
  /// @param lane which lane
  record Key(Name pool, LaneColor lane) {}

  private record Counts(Instant at, Map<Key, Long> totals) {}

  private final Map<Name, Counts> last = new HashMap<>();
  private final Map<Name, Map<Key, Double>> measured = new HashMap<>();

  /// Counts on.
  synchronized void observe(FleetHealth health) {
    health.nodes().forEach(this::measure);
  }

  /// Rates a second by node and lane, of nodes with a current picture.
  synchronized Map<Name, Map<Key, Double>> of(FleetHealth health) {
    Map<Name, Map<Key, Double>> rates = new HashMap<>();
    Map<Key, Double> shares = shares();
    for (NodeHealth node : health.nodes()) {
      switch (node.contact()) {
        case FRESH, AGEING -> {
          Map<Key, Double> own = measured.get(node.node());
          rates.put(node.node(), own != null ? own : shared(node, shares));
        }
        case CONNECTING, BUSY, STALE, LOST -> {}
      }
    }
    return rates;
  }

  private void measure(NodeHealth node) {
    if (node.sight().isEmpty() || node.seenAt().isEmpty()) {
      return;
    }
    Map<Key, Long> totals = new HashMap<>();
    for (ServerSight server : node.sight().get().servers()) {
      if (server.totalSessions() >= 0) {
        totals.merge(new Key(server.pool(), server.lane()), server.totalSessions(), Long::sum);
      }
    }
    Instant at = node.seenAt().get();
    Counts before = last.get(node.node());
    if (totals.isEmpty()) {
      measured.remove(node.node());
      return;
    }
    if (before != null && at.isAfter(before.at()) && !restarted(before, totals)) {
      measured.put(node.node(), grown(before, totals, Duration.between(before.at(), at)));
    }
    if (before == null || at.isAfter(before.at())) {
      last.put(node.node(), new Counts(at, totals));
    }
  }

  /// A reload begins counting anew; what was measured before it stays until the next look.
  private static boolean restarted(Counts before, Map<Key, Long> totals) {
    return totals.entrySet().stream()
        .anyMatch(each -> each.getValue() < before.totals().getOrDefault(each.getKey(), 0L));
  }

  private static Map<Key, Double> grown(Counts before, Map<Key, Long> totals, Duration time) {
    Map<Key, Double> rates = new HashMap<>();
    double seconds = Math.max(0.001, time.toNanos() / 1e9);
    totals.forEach((key, total) -> {
      long grown = total - before.totals().getOrDefault(key, total);
      rates.put(key, Math.max(0, grown) / seconds);
    });
    return rates;
  }

  private Map<Key, Double> shares() {
    Map<Key, Double> sums = new HashMap<>();
    measured
        .values()
        .forEach(own -> own.forEach((key, rate) -> sums.merge(key, rate, Double::sum)));
    double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
    if (all <= 0) {
      return Map.of();
    }
    sums.replaceAll((_, rate) -> rate / all);
    return sums;
  }

  private static Map<Key, Double> shared(NodeHealth node, Map<Key, Double> shares) {
    Map<Key, Double> rates = new HashMap<>();
    if (node.requestsPerSecond() > 0) {
      shares.forEach((key, share) -> rates.put(key, share * node.requestsPerSecond()));
    }
    return rates;
  }
}
