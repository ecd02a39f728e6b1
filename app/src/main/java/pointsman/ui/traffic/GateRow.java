package pointsman.ui.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import pointsman.model.traffic.GateReading;
import pointsman.model.traffic.Gates;
import pointsman.model.traffic.LaneTraffic;
import pointsman.model.traffic.Rollout;
import pointsman.ui.kit.Mark;
import pointsman.ui.kit.Units;
import pointsman.ui.kit.Words;

/// A gate as it is shown: its limit, what was measured, and whether that keeps it. What is not
/// known keeps nothing.
///
/// @param mark shape and colour
/// @param limit in words
/// @param value as measured
record GateRow(Mark mark, String limit, String value) {

  /// The gates of a pool's rollout, else those that a rollout usually has.
  static List<GateRow> of(TrafficPicture now, Words words) {
    Gates gates = now.rollout().map(Rollout::policy).map(each -> each.gates()).orElse(Gates.USUAL);
    LaneTraffic lane = now.lane(now.candidate());
    boolean watched = now.rollout().isPresent() && !now.stale();
    List<GateRow> rows = new ArrayList<>();
    double limit = gates.errors().basisPoints() / 10_000.0;
    rows.add(
        new GateRow(
            watched ? kept(lane.errorShare(), limit) : Mark.NONE,
            words.of("gates.errors", gates.errors().toString(), gates.minimum()),
            share(lane.errorShare())));
    gates
        .mean()
        .ifPresent(most ->
            rows.add(
                new GateRow(
                    watched ? kept(millis(lane.mean()), (double) most.toMillis()) : Mark.NONE,
                    words.of("gates.mean", Units.took(most)),
                    lane.mean().map(GateRow::mean).orElse("–"))));
    rows.add(
        new GateRow(
            watched ? LaneSummary.state(lane, LaneSummary.seenByAll(now)) : Mark.NONE,
            words.of("gates.probes", gates.probes()),
            lane.seen() == 0
                ? words.of("gates.unseen")
                : words.of("gates.up", lane.up(), lane.servers())));
    return rows;
  }

  /// What the gates say together, as the rollout heard it.
  static GateRow reading(GateReading reading, Words words) {
    return switch (reading) {
      case GateReading.Kept _ -> new GateRow(Mark.UP, words.of("gates.kept"), "");
      case GateReading.Passed passed ->
          new GateRow(Mark.DOWN, words.of("gates.passed", passed.words()), "");
      case GateReading.Unknown unknown ->
          new GateRow(Mark.STALE, words.of("gates.unknown", unknown.words()), "");
    };
  }

  private static Mark kept(OptionalDouble value, double limit) {
    if (value.isEmpty()) {
      return Mark.STALE;
    }
    return value.getAsDouble() <= limit ? Mark.UP : Mark.DOWN;
  }

  private static OptionalDouble millis(Optional<Duration> mean) {
    return mean.isPresent()
        ? OptionalDouble.of((double) mean.get().toMillis())
        : OptionalDouble.empty();
  }

  /// A mean time: to a tenth of a millisecond below ten; what is less than that was not measured.
  static String mean(Duration mean) {
    double millis = mean.toNanos() / 1e6;
    if (millis < 0.05) {
      return "<1 ms";
    }
    return millis < 10 ? String.format(Locale.ROOT, "%.1f ms", millis) : Units.took(mean);
  }

  /// A share of requests: `0.25 %`; a dash when it is not known.
  static String share(OptionalDouble share) {
    return share.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f %%", share.getAsDouble() * 100);
  }
}
