package pointsman.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.plan.Phase;

/// Writes steps of nodes down, in their order. One that changes its node is on the disk when its
/// caller goes on; the others go with the next such step, or alone a moment later, since each
/// transaction waits for the disk. Those who come while another writes go together in the next one:
/// a whole fleet takes the same step at the same time. Any thread.
final class JournalSteps {
  private static final Logger LOG = LoggerFactory.getLogger(JournalSteps.class);

  /// How long a step that changes nothing waits for others to go with, at most.
  private static final Duration MOMENT = Duration.ofMillis(25);

  private final Database database;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicBoolean due = new AtomicBoolean();

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

  /// Writes a step down, now or soon.
  void write(Step step) throws FailureException {
    Waiting mine = new Waiting(step);
    queue.add(mine);
    if (!step.phase().changesTheNode()) {
      writeSoon();
      return;
    }
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

  private void writeSoon() {
    if (due.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("journal")
          .start(() -> {
            LockSupport.parkNanos(MOMENT.toNanos());
            due.set(false);
            writeRest();
          });
    }
  }

  /// Writes down what still waits.
  void writeRest() {
    writing.lock();
    try {
      if (!queue.isEmpty()) {
        writeAll();
      }
    } finally {
      writing.unlock();
    }
  }

  private void writeAll() {
    List<Waiting> all = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    try {
      database.note(connection -> insert(connection, all));
    } catch (FailureException e) {
      all.forEach(each -> each.failure = Optional.of(e));
    } finally {
      all.forEach(JournalSteps::ended);
    }
  }

  private static void ended(Waiting step) {
    step.written = true;
    if (!step.step.phase().changesTheNode()) {
      step.failure.ifPresent(failure -> LOG.warn("a step is not in the journal", failure));
    }
  }

  private static boolean insert(Connection connection, List<Waiting> all) throws SQLException {
    int[] known;
    try (PreparedStatement nodes =
        connection.prepareStatement(
            "UPDATE run_node SET phase = ?, note = ? WHERE run = ? AND node = ?")) {
      for (Waiting each : all) {
        Step step = each.step;
        nodes.setString(1, step.phase().name());
        nodes.setString(2, step.note());
        nodes.setLong(3, step.run());
        nodes.setString(4, step.node().value());
        nodes.addBatch();
      }
      known = nodes.executeBatch();
    }
    try (PreparedStatement steps =
        connection.prepareStatement(
            "INSERT INTO step(run, node, at, phase, note) VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < known.length; i++) {
        Step step = all.get(i).step;
        if (known[i] == 0) {
          all.get(i).failure = Optional.of(unknown(step));
        } else {
          steps.setLong(1, step.run());
          steps.setString(2, step.node().value());
          steps.setString(3, step.at().toString());
          steps.setString(4, step.phase().name());
          steps.setString(5, step.note());
          steps.addBatch();
        }
      }
      steps.executeBatch();
      return true;
    }
  }

  private static FailureException unknown(Step step) {
    return new FailureException(
        new Failure.NotFound("node in run r" + step.run(), step.node().value(), List.of()));
  }
}
