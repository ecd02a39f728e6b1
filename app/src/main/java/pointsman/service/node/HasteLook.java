package pointsman.service.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;

/// Asks nodes without waiting for those that hang: when none has answered for a while, the others'
/// answers are told, and each silent one with the reason as far as its script tells it.
public final class HasteLook {
  /// Since the last one answered. A node that lives answers within a fraction of it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration REASON = Duration.ofMillis(1500);

  private final NodeAccess access;

  public HasteLook(NodeAccess access) {
    this.access = access;
  }

  /// Asks all.
  public <T> Map<Name, Outcome<T>> at(List<Node> nodes, FanOut.Work<Node, T> work) {
    Map<Name, Outcome<T>> answers = inHaste(nodes, PATIENCE, work);
    List<Node> silent =
        nodes.stream().filter(node -> reason(answers, node) instanceof Failure.TimedOut).toList();
    Map<Name, Outcome<Failure>> reasons = inHaste(silent, REASON, this::reason);
    reasons.forEach((name, outcome) ->
        outcome.find().ifPresent(why -> answers.put(name, new Outcome.Failed<>(why))));
    return answers;
  }

  private static <T> Failure reason(Map<Name, Outcome<T>> answers, Node node) {
    return Optional.ofNullable(answers.get(node.name()))
        .flatMap(Outcome::findFailure)
        .orElse(new Failure.Stopped("The look"));
  }

  /// Why its load balancer does not answer, while its script does.
  private Failure reason(Node node) throws FailureException {
    try {
      Readiness.requireLife(access, node);
    } catch (FailureException e) {
      return e.failure();
    }
    return silence(node, PATIENCE);
  }

  private static Failure silence(Node node, Duration limit) {
    return new Failure.TimedOut(node.name(), "look", limit);
  }

  /// In the order of the nodes.
  private static <T> Map<Name, Outcome<T>> inHaste(
      List<Node> nodes, Duration patience, FanOut.Work<Node, T> work) {
    BlockingQueue<Map.Entry<Name, Outcome<T>>> done = new LinkedBlockingQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (Node node : nodes) {
      threads.add(
          Thread.ofVirtual()
              .name("look " + node.name())
              .start(() -> done.add(Map.entry(node.name(), attempt(node, work)))));
    }
    Map<Name, Outcome<T>> answers = new LinkedHashMap<>();
    nodes.forEach(node -> answers.put(node.name(), new Outcome.Failed<>(silence(node, patience))));
    for (int told = 0; told < nodes.size(); told++) {
      Optional<Map.Entry<Name, Outcome<T>>> next = next(done, patience);
      if (next.isEmpty()) {
        break;
      }
      answers.put(next.get().getKey(), next.get().getValue());
    }
    threads.forEach(Thread::interrupt);
    return answers;
  }

  private static <T> Outcome<T> attempt(Node node, FanOut.Work<Node, T> work) {
    try {
      return new Outcome.Ok<>(work.on(node));
    } catch (FailureException e) {
      return new Outcome.Failed<>(e.failure());
    } catch (RuntimeException e) {
      return new Outcome.Failed<>(FanOut.ownFault(node.name(), e));
    }
  }

  private static <T> Optional<T> next(BlockingQueue<T> done, Duration patience) {
    try {
      return Optional.ofNullable(done.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
