package pointsman.service.shift;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pointsman.model.Failure;
import pointsman.model.FailureException;

/// Prepares nodes without waiting for those that hang: when none has become ready for a while, the
/// others go.
final class Straggle {
  /// Since the last one was ready. A node that lives answers within a fraction of it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Straggle() {}

  /// Prepares all.
  ///
  /// @return those that are ready
  static List<NodeShift> prepare(List<NodeShift> shifts) {
    BlockingQueue<NodeShift> done = new LinkedBlockingQueue<>();
    for (NodeShift shift : shifts) {
      Thread.ofVirtual()
          .name("shift " + shift.name())
          .start(() -> {
            prepare(shift);
            if (shift.preparedInTime()) {
              done.add(shift);
            }
          });
    }
    int ended = 0;
    while (ended < shifts.size() && next(done).isPresent()) {
      ended++;
    }
    shifts.forEach(shift -> shift.leaveBehind(PATIENCE));
    return shifts.stream().filter(shift -> shift.failure().isEmpty()).toList();
  }

  private static void prepare(NodeShift shift) {
    try {
      shift.prepare();
    } catch (FailureException e) {
      shift.refused(e.failure());
    } catch (RuntimeException e) {
      shift.refused(new Failure.StepFailed(shift.name(), "prepare", String.valueOf(e)));
    }
  }

  private static Optional<NodeShift> next(BlockingQueue<NodeShift> done) {
    try {
      return Optional.ofNullable(done.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
