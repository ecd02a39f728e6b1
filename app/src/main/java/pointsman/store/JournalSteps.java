package pointsman.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.Phase;

/// Writes steps of nodes down. Each caller returns when its own step is on the disk; those who come
/// while another writes go together in the next transaction, since a whole fleet takes the same
/// step at the same time. Any thread.
final class JournalSteps {
  private final Database database;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  JournalSteps(Database database) {
    this.database = database;
  }

  /// A step of a node in a run.
  record Step(long run, Name node, Phase phase, String note, Instant at) {}

  /// A step and what came of it; guarded by the lock.
  private static final class Waiting {
    private final Step step;
    private boolean written;
    private Optional<FailureException> failure = Optional.empty();

    Waiting(Step step) {
      this.step = step;
    }
  }

  /// Writes a step down.
  void write(Step step) throws FailureException {
    Waiting mine = new Waiting(step);
    queue.add(mine);
    writing.lock();
    try {
      if (!mine.written) {
        writeAll();
      }
    } finally {
      writing.unlock();
    }
    if (mine.failure.isPresent()) {
      throw mine.failure.get();
    }
  }

  private void writeAll() {
    List<Waiting> all = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    try {
      database.write(handle -> insert(handle, all));
    } catch (FailureException e) {
      all.forEach(each -> each.failure = Optional.of(e));
    } finally {
      all.forEach(each -> each.written = true);
    }
  }

  private static int insert(Handle handle, List<Waiting> all) {
    int[] known;
    try (PreparedBatch nodes =
        handle.prepareBatch("UPDATE run_node SET phase = ?, note = ? WHERE run = ? AND node = ?")) {
      for (Waiting each : all) {
        Step step = each.step;
        nodes.add(step.phase().name(), step.note(), step.run(), step.node().value());
      }
      known = nodes.execute();
    }
    try (PreparedBatch steps =
        handle.prepareBatch(
            "INSERT INTO step(run, node, at, phase, note) VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < known.length; i++) {
        Step step = all.get(i).step;
        if (known[i] == 0) {
          all.get(i).failure = Optional.of(unknown(step));
        } else {
          steps.add(
              step.run(),
              step.node().value(),
              step.at().toString(),
              step.phase().name(),
              step.note());
        }
      }
      return steps.size() == 0 ? 0 : steps.execute().length;
    }
  }

  private static FailureException unknown(Step step) {
    return new FailureException(
        new Failure.NotFound("node in run r" + step.run(), step.node().value(), List.of()));
  }
}
