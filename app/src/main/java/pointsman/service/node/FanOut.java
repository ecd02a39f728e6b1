package pointsman.service.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;

/// The same work on many nodes at once, each on a virtual thread of its own; a failure of one is
/// its outcome, not the end of the others, and so is a fault of ours.
public final class FanOut {
  private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

  private FanOut() {}

  /// Work that may fail.
  ///
  /// @param <A> on what
  /// @param <B> what comes of it
  @FunctionalInterface
  public interface Work<A, B> {
    /// Does it.
    B on(A each) throws FailureException;
  }

  /// Does the work on all and waits for all.
  ///
  /// @param name the node's name of each
  public static <A, B> Map<Name, Outcome<B>> all(
      List<A> all, Function<A, Name> name, Work<A, B> work) {
    Map<Name, Outcome<B>> outcomes = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome<B>>> running = new ArrayList<>();
      for (A each : all) {
        running.add(threads.submit(() -> attempt(each, work)));
      }
      for (int i = 0; i < all.size(); i++) {
        outcomes.put(name.apply(all.get(i)), result(name.apply(all.get(i)), running.get(i)));
      }
    }
    return outcomes;
  }

  private static <A, B> Outcome<B> attempt(A each, Work<A, B> work) {
    try {
      return new Outcome.Ok<>(work.on(each));
    } catch (FailureException e) {
      return new Outcome.Failed<>(e.failure());
    }
  }

  private static <B> Outcome<B> result(Name node, Future<Outcome<B>> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.cancel(true);
      return new Outcome.Failed<>(new Failure.Stopped("The work"));
    } catch (ExecutionException e) {
      return new Outcome.Failed<>(ownFault(node, e.getCause() == null ? e : e.getCause()));
    }
  }

  /// Tells the log of a fault of ours, once, and makes it the node's failure.
  public static Failure ownFault(Name node, Throwable fault) {
    LOG.error("work on {} ended unexpectedly", node, fault);
    String said = fault.getMessage();
    return new Failure.OwnFault(
        node, said == null || said.isBlank() ? fault.getClass().getSimpleName() : said);
  }
}
