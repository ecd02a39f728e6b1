package pointsman.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolCounts;

/// What the lanes of a pool did, as text and as a document.
final class CountsText {
  private CountsText() {}

  /// A lane in the document; times in seconds, empty where nothing was answered or timed.
  record Lane(
      LaneColor lane,
      long attempts,
      long failed,
      long refused,
      double perSecond,
      Optional<Duration> p50,
      Optional<Duration> p95,
      Optional<Duration> p99,
      Optional<Duration> mean) {}

  /// A pool's counts in the document.
  record Counted(
      Duration over,
      List<Lane> lanes,
      List<Name> nodes,
      Map<Name, String> silent,
      Map<Name, String> missing) {}

  static Counted document(PoolCounts counts) {
    List<Lane> lanes = new ArrayList<>();
    for (LaneColor lane : LaneColor.values()) {
      LaneCounts of = counts.of(lane).counts();
      lanes.add(
          new Lane(
              lane,
              of.attempts(),
              of.failed(),
              of.refused(),
              counts.of(lane).perSecond(),
              of.times().quantile(0.5),
              of.times().quantile(0.95),
              of.times().quantile(0.99),
              of.times().mean()));
    }
    return new Counted(counts.over(), lanes, counts.counted(), counts.silent(), counts.missing());
  }

  /// Lines for people; lanes without an attempt are not told.
  ///
  /// @param reasons those that were told already; each is told once
  static List<String> lines(PoolCounts counts, Set<String> reasons) {
    List<String> lines = new ArrayList<>();
    Counted told = document(counts);
    if (told.nodes().isEmpty()) {
      lines.add("  counted: nothing is known yet");
    }
    for (Lane lane : told.lanes()) {
      if (lane.attempts() > 0) {
        lines.add("  " + words(lane));
      } else if (!told.nodes().isEmpty()) {
        lines.add("  " + lane.lane().word() + ": no attempts");
      }
    }
    byName(told.silent())
        .forEach((node, why) ->
            lines.add("  not counted on " + node + (reasons.add(why) ? ": " + why : "")));
    byName(told.missing())
        .forEach((node, what) -> lines.add("  missing from " + node + ": " + what));
    return lines;
  }

  private static Map<Name, String> byName(Map<Name, String> nodes) {
    Map<Name, String> sorted = new TreeMap<>(Comparator.naturalOrder());
    sorted.putAll(nodes);
    return sorted;
  }

  private static String words(Lane lane) {
    String times =
        lane.p50().isEmpty()
            ? "no times"
            : "P50 %s, P95 %s, P99 %s"
                .formatted(millis(lane.p50()), millis(lane.p95()), millis(lane.p99()));
    return String.format(
        Locale.ROOT,
        "%s: %.1f/s, %d tried, %d failed (%.2f %%), %s",
        lane.lane().word(),
        lane.perSecond(),
        lane.attempts(),
        lane.failed(),
        100 * Math.min(1, lane.failed() / (double) lane.attempts()),
        times);
  }

  private static String millis(Optional<Duration> time) {
    double millis = time.orElse(Duration.ZERO).toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}
