package pointsman.service.node;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pointsman.driver.Shifting;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.NodeSplit;

/// What running load balancers told of their splits when they were asked for nothing else, as each
/// shift does when it reads back. Each is a measurement with a time of its own, as good as that of
/// a look. Safe for all threads.
public final class SplitReadings {
  private final Map<Name, Map<Name, Reading>> latest = new ConcurrentHashMap<>();

  /// What a node told of a pool.
  ///
  /// @param split what it runs
  /// @param nanos when that was received, by the monotonic clock
  public record Reading(NodeSplit split, long nanos) {
    public Duration age() {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  /// Takes in what was just received. A process on its way out says nothing of those who come now.
  void take(Name node, Shifting.SplitSight sight) {
    if (sight.stopping()) {
      return;
    }
    long now = System.nanoTime();
    Map<Name, Reading> own = latest.computeIfAbsent(node, _ -> new ConcurrentHashMap<>());
    sight.splits().forEach((pool, split) -> own.put(pool, new Reading(split, now)));
  }

  /// The last that a node told of a pool.
  public Optional<Reading> find(Name node, Name pool) {
    return Optional.ofNullable(latest.getOrDefault(node, Map.of()).get(pool));
  }
}
