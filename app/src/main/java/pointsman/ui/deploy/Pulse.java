package pointsman.ui.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pointsman.model.fleet.Name;
import pointsman.model.plan.Awaited;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.Phase;

/// What goes on by itself between two pieces of news of a run: its time, and the stillness of those
/// that it waits for. Times are those of a monotonic clock, in nanoseconds.
///
/// @param began when the run began, as its news tell
/// @param moved when a node last took a step
/// @param awaited on whom it waits
record Pulse(long began, long moved, Awaited awaited) {

  /// Where a node is.
  private record Step(Name node, Phase phase) {}

  /// The pulse after a piece of news.
  ///
  /// @param rows the rows before it
  /// @param now when the news came
  static Pulse after(
      Optional<Pulse> before, List<PushBoard.Row> rows, DeployProgress news, long now) {
    long began = now - news.elapsed().toNanos();
    List<Step> was = rows.stream().map(row -> new Step(row.node(), row.phase())).toList();
    List<Step> is = news.nodes().stream().map(line -> new Step(line.node(), line.phase())).toList();
    boolean still = was.equals(is);
    // News that came late must not set the time back.
    return new Pulse(
        before.map(pulse -> began - pulse.began() < 0 ? began : pulse.began()).orElse(began),
        before.filter(_ -> still).map(Pulse::moved).orElse(now),
        Awaited.of(news));
  }

  /// For how long the run is under way.
  Duration elapsed(long now) {
    return Duration.ofNanos(now - began);
  }

  /// Whom to name now; empty while it moves.
  Optional<Awaited> told(long now) {
    boolean still = now - moved >= Awaited.PATIENCE.toNanos();
    return Optional.of(awaited).filter(who -> still && !who.isEmpty());
  }
}
