package pointsman.ssh;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Host;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Port;

/// The sessions that are kept: one a node, made when first needed, made anew when it died. Any
/// thread; those who want the same node at the same time share one attempt.
final class Links implements AutoCloseable {
  private final Dialer dialer;
  private final Semaphore handshakes;
  private final Supplier<KeptScripts> scripts;
  private final ConcurrentHashMap<Way, CompletableFuture<NodeLink>> links =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// @param pulse runs the watch over silent sessions
  Links(SshSettings settings, Dialer dialer, ScheduledExecutorService pulse) {
    this.dialer = dialer;
    this.handshakes = new Semaphore(settings.handshakes(), true);
    this.scripts = () -> new KeptScripts(pulse, settings.scriptRest());
    long every = settings.keepAlive().toMillis();
    var _ = pulse.scheduleAtFixedRate(this::watch, every, every, TimeUnit.MILLISECONDS);
  }

  /// What a session was made with. Another address, port, user or key means another session.
  private record Way(
      Name name, Host address, Port port, String user, Optional<String> identity, boolean agent) {
    static Way to(Node node) {
      return new Way(
          node.name(), node.address(), node.port(), node.user(), node.identity(), node.agent());
    }
  }

  /// The session to a node; its attempts are compared as what they are, not by what they hold.
  ///
  /// @throws FailureException when the node cannot be signed in to, or not before the deadline
  @SuppressWarnings("ReferenceEquality")
  NodeLink load(Node node, Deadline deadline) throws FailureException {
    if (closed) {
      throw new FailureException(new Failure.Stopped("the way to " + node.name()));
    }
    Way way = Way.to(node);
    CompletableFuture<NodeLink> earlier = links.get(way);
    boolean begun = earlier != null && earlier.state() == CompletableFuture.State.RUNNING;
    CompletableFuture<NodeLink> attempt = attempt(way, node);
    try {
      return result(attempt, node, deadline);
    } catch (FailureException e) {
      // It may have read keys that were replaced since; the one after it began after this question.
      if (!begun || attempt != earlier || e.failure() instanceof Failure.Unreachable) {
        throw e;
      }
      return result(attempt(way, node), node, deadline);
    }
  }

  private CompletableFuture<NodeLink> attempt(Way way, Node node) {
    return links.compute(way, (_, kept) -> kept != null && usable(kept) ? kept : start(node));
  }

  private static NodeLink result(CompletableFuture<NodeLink> attempt, Node node, Deadline deadline)
      throws FailureException {
    try {
      return attempt.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new FailureException(
          new Failure.Unreachable(
              node.name(),
              "no answer from %s port %s within %d ms"
                  .formatted(node.address(), node.port(), deadline.limit().toMillis())),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Stopped("signing in to " + node.name()), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof FailureException failure
          ? failure
          : new FailureException(
              new Failure.Unreachable(node.name(), "an unexpected error: " + e.getCause()), e);
    }
  }

  private static boolean usable(CompletableFuture<NodeLink> kept) {
    return switch (kept.state()) {
      case RUNNING -> true;
      case SUCCESS -> kept.resultNow().link().alive();
      case FAILED, CANCELLED -> false;
    };
  }

  private CompletableFuture<NodeLink> start(Node node) {
    CompletableFuture<NodeLink> attempt = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("ssh-dial-" + node.name())
        .start(() -> {
          try {
            handshakes.acquire();
            try {
              attempt.complete(new NodeLink(dialer.dial(node), scripts.get()));
            } finally {
              handshakes.release();
            }
          } catch (Throwable e) {
            attempt.completeExceptionally(e);
          }
          if (closed) {
            end(attempt);
          }
        });
    return attempt;
  }

  private void watch() {
    links
        .values()
        .forEach(attempt -> {
          if (attempt.state() == CompletableFuture.State.SUCCESS) {
            attempt.resultNow().link().cutWhenSilent();
          }
        });
  }

  /// Ends the sessions to a node.
  void forget(Name node) {
    links
        .keySet()
        .forEach(way -> {
          if (way.name().equals(node)) {
            CompletableFuture<NodeLink> attempt = links.remove(way);
            if (attempt != null) {
              end(attempt);
            }
          }
        });
  }

  private static void end(CompletableFuture<NodeLink> attempt) {
    var _ = attempt.thenAccept(made -> made.link().close());
  }

  @Override
  public void close() {
    closed = true;
    links.values().forEach(Links::end);
    links.clear();
  }
}
