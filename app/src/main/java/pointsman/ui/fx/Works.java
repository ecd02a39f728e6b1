package pointsman.ui.fx;

import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;

/// Runs long work in the background and hands its outcome to the FX thread. What runs is listed for
/// the tray. The list is touched on the FX thread only.
public final class Works {
  private static final Logger LOG = LoggerFactory.getLogger(Works.class);

  private final ObservableList<Work> running = FXCollections.observableArrayList();
  private final ObservableList<Notice> notices = FXCollections.observableArrayList();
  private final Threads threads;

  /// @param threads where work runs
  public Works(Threads threads) {
    this.threads = threads;
  }

  /// What runs now, oldest first.
  public ObservableList<Work> running() {
    return running;
  }

  /// Something that failed and waits to be read.
  ///
  /// @param title what was done, in words
  /// @param failure why it failed
  public record Notice(String title, Failure failure) {}

  /// What failed and was not read yet, oldest first.
  public ObservableList<Notice> notices() {
    return notices;
  }

  /// Keeps a failure until the operator has read it. FX thread.
  public void tell(String title, Failure failure) {
    notices.removeIf(notice -> notice.title().equals(title));
    notices.add(new Notice(title, failure));
  }

  /// Where work runs.
  public Threads threads() {
    return threads;
  }

  /// A piece of work that may block.
  ///
  /// @param <T> what comes of it
  @FunctionalInterface
  public interface Call<T> {
    /// Does it, in the background.
    ///
    /// @param work for reporting progress and for being stopped
    T run(Work work) throws FailureException, InterruptedException;
  }

  /// Starts work that the tray shows.
  ///
  /// @param title what is done, in words
  /// @param call the work
  /// @param then called on the FX thread with what came of it
  public <T> Work start(String title, Call<T> call, Consumer<Outcome<T>> then) {
    Work work = new Work(title, threads.fx());
    running.add(work);
    threads
        .background()
        .execute(() -> {
          Outcome<T> outcome = outcomeOf(work, call);
          threads
              .fx()
              .execute(() -> {
                running.remove(work);
                then.accept(outcome);
              });
        });
    return work;
  }

  /// Does something short in the background that the tray need not show.
  public <T> void ask(String title, Call<T> call, Consumer<Outcome<T>> then) {
    Work work = new Work(title, threads.fx());
    threads
        .background()
        .execute(() -> {
          Outcome<T> outcome = outcomeOf(work, call);
          threads.fx().execute(() -> then.accept(outcome));
        });
  }

  private static <T> Outcome<T> outcomeOf(Work work, Call<T> call) {
    try {
      return new Outcome.Ok<>(call.run(work));
    } catch (FailureException e) {
      LOG.warn("{}: {}", work.title(), e.failure().summary());
      return new Outcome.Failed<>(e.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed<>(new Failure.Stopped(work.title()));
    } catch (RuntimeException e) {
      LOG.error("{} ended unexpectedly", work.title(), e);
      return new Outcome.Failed<>(
          new Failure.Unsupported(
              work.title(),
              "something unexpected happened (" + e + ")",
              "This is a fault in Pointsman: the log file tells more."));
    }
  }
}
