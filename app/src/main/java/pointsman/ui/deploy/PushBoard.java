package pointsman.ui.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployProgress;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.Phase;

/// A running or ended deploy as rows of steps. Remembers how far each node came, so that a failure
/// stands in the column where it happened.
///
/// @param wave the wave that runs
/// @param waves how many
/// @param rows a node each; failures first once it has ended
/// @param pulse its time, and on whom it waits
/// @param result once it has ended
record PushBoard(int wave, int waves, List<Row> rows, Pulse pulse, Optional<DeployResult> result) {

  /// The columns.
  enum Step {
    /// Files sent and checked by hash.
    UPLOAD,
    /// Judged by the node's load balancer.
    CHECK,
    /// Flipped and reloaded.
    COMMIT,
    /// What runs was compared with the plan.
    VERIFY,
    /// The dead-man is disarmed.
    CONFIRM
  }

  /// How a step of a node is.
  enum Mark {
    /// Not begun.
    NONE,
    /// Runs.
    RUNNING,
    /// Done.
    DONE,
    /// Failed here.
    FAILED
  }

  /// A node.
  ///
  /// @param node its name
  /// @param wave its wave
  /// @param phase where it is
  /// @param reached the furthest step begun
  /// @param note in words
  /// @param failure why it failed
  /// @param end how it ended
  record Row(
      Name node,
      int wave,
      Phase phase,
      Phase reached,
      String note,
      Optional<Failure> failure,
      Optional<NodeResult> end) {

    /// Whether it failed itself.
    boolean isFailed() {
      return failure.isPresent() && !isLeftOut();
    }

    /// Whether nothing is wrong with it: its wave was stopped for another's sake, or by hand.
    boolean isLeftOut() {
      return failure.orElse(null) instanceof Failure.Stopped && phase == Phase.ENDED;
    }

    private int place() {
      return isFailed() ? 0 : isLeftOut() ? 1 : 2;
    }

    /// How a step is drawn.
    Mark mark(Step step) {
      int begun = order(reached);
      int column = step.ordinal() + 1;
      if (phase == Phase.DONE) {
        return Mark.DONE;
      }
      if (isLeftOut()) {
        return Mark.NONE;
      }
      if (isFailed() || phase == Phase.ENDED || phase == Phase.REVERTING) {
        return column < begun ? Mark.DONE : column == begun ? Mark.FAILED : Mark.NONE;
      }
      if (reached == Phase.PREPARED) {
        return column <= 2 ? Mark.DONE : Mark.NONE;
      }
      return column < begun ? Mark.DONE : column == begun ? Mark.RUNNING : Mark.NONE;
    }

    private static int order(Phase phase) {
      return switch (phase) {
        case WAITING -> 0;
        case UPLOADING -> 1;
        case CHECKING, PREPARED -> 2;
        case COMMITTING -> 3;
        case VERIFYING -> 4;
        case CONFIRMING -> 5;
        case DONE -> 6;
        case REVERTING, ENDED -> 0;
      };
    }
  }

  /// The board after a piece of news.
  ///
  /// @param now when it came, by a monotonic clock, in nanoseconds
  static PushBoard after(Optional<PushBoard> before, DeployProgress news, long now) {
    Map<Name, Phase> reached = new HashMap<>();
    before.ifPresent(board -> board.rows().forEach(row -> reached.put(row.node(), row.reached())));
    Map<Name, NodeResult> ends = new HashMap<>();
    news.result().ifPresent(result -> result.nodes().forEach(end -> ends.put(end.node(), end)));
    List<Row> rows = new ArrayList<>();
    for (DeployProgress.Line line : news.nodes()) {
      Phase furthest = furthest(reached.getOrDefault(line.node(), Phase.WAITING), line.phase());
      rows.add(
          new Row(
              line.node(),
              line.wave(),
              line.phase(),
              furthest,
              line.note(),
              line.failure(),
              Optional.ofNullable(ends.get(line.node()))));
    }
    if (news.result().isPresent()) {
      rows.sort(Comparator.comparingInt(Row::place));
    }
    Pulse pulse =
        Pulse.after(
            before.map(PushBoard::pulse), before.map(PushBoard::rows).orElse(List.of()), news, now);
    return new PushBoard(news.wave(), news.waves(), rows, pulse, news.result());
  }

  /// The board of a run whose last news were missed.
  ///
  /// @param now by a monotonic clock, in nanoseconds
  static PushBoard ended(Optional<PushBoard> last, DeployResult result, long now) {
    int wave = last.map(PushBoard::wave).orElse(1);
    int waves = last.map(PushBoard::waves).orElse(1);
    List<Row> rows = last.map(PushBoard::rows).orElse(List.of());
    DeployProgress end =
        new DeployProgress(wave, waves, List.of(), result.took(), Optional.of(result));
    Pulse pulse = Pulse.after(last.map(PushBoard::pulse), rows, end, now);
    return new PushBoard(wave, waves, rows, pulse, Optional.of(result));
  }

  private static Phase furthest(Phase known, Phase now) {
    return switch (now) {
      case REVERTING, ENDED -> known;
      case WAITING, UPLOADING, CHECKING, PREPARED, COMMITTING, VERIFYING, CONFIRMING, DONE ->
          now.compareTo(known) > 0 ? now : known;
    };
  }

  /// How many nodes are through, one way or the other.
  int through() {
    return (int)
        rows.stream()
            .filter(row -> row.phase() == Phase.DONE || row.phase() == Phase.ENDED)
            .count();
  }

  /// How many run the new release.
  int done() {
    return (int) rows.stream().filter(row -> row.phase() == Phase.DONE).count();
  }

  /// How many failed or were left alone.
  int failed() {
    return (int) rows.stream().filter(row -> row.failure().isPresent()).count();
  }
}
