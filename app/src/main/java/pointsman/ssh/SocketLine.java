package pointsman.ssh;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;

/// What is kept of one socket: an open line, reopened when HAProxy closed it (it does so after some
/// idle seconds) or when the process behind it is about to end: after a reload an open line still
/// leads to the old one. A batch that changes anything always goes over a new line, which leads to
/// the process that serves, and is never sent twice. Any thread; one batch at a time.
final class SocketLine {
  private final Link link;
  private final NodeSockets sockets;
  private final FilePath path;
  private final ReentrantLock lock = new ReentrantLock(true);
  private Optional<PromptLine> kept = Optional.empty();

  SocketLine(Link link, NodeSockets sockets, FilePath path) {
    this.link = link;
    this.sockets = sockets;
    this.path = path;
  }

  /// Asks a batch of commands; each has its own outcome. What was not answered when the line broke
  /// or the time was over has failed, never an empty answer.
  ///
  /// @param fresh over a new line, which then replaces the kept one
  List<Outcome<String>> ask(Node node, List<String> commands, boolean fresh, Deadline deadline) {
    List<String> answers = new ArrayList<>();
    try {
      if (!lock.tryLock(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      try {
        if (fresh || !commands.stream().allMatch(SocketLine::onlyReads)) {
          drop();
        }
        exchange(node, commands, answers, deadline);
      } finally {
        lock.unlock();
      }
      return outcomes(commands, answers, Optional.empty());
    } catch (Exception e) {
      return outcomes(
          commands, answers, Optional.of(failure(node, commands, answers, e, deadline)));
    }
  }

  private void exchange(Node node, List<String> commands, List<String> answers, Deadline deadline)
      throws Exception {
    boolean reused = kept.filter(PromptLine::usable).isPresent();
    try {
      once(node, commands, answers, deadline);
    } catch (EOFException e) {
      // HAProxy closed the kept line just now, as it does with idle ones. Only reads come this way.
      if (!reused || !answers.isEmpty() || link.broke()) {
        throw e;
      }
      once(node, commands, answers, deadline);
    }
    if (isStopping(commands, answers)) {
      drop();
      if (reused) {
        answers.clear();
        once(node, commands, answers, deadline);
        if (isStopping(commands, answers)) {
          drop();
        }
      }
    }
  }

  private void once(Node node, List<String> commands, List<String> answers, Deadline deadline)
      throws Exception {
    if (kept.filter(PromptLine::usable).isEmpty()) {
      drop();
      kept = Optional.of(sockets.open(node, path, deadline));
    }
    try {
      kept.get().ask(commands, answers, deadline);
    } catch (Exception e) {
      drop();
      throw e;
    }
  }

  private void drop() {
    kept.ifPresent(PromptLine::close);
    kept = Optional.empty();
  }

  private static boolean onlyReads(String command) {
    return command.startsWith("show ") || command.startsWith("get ");
  }

  private static boolean isStopping(List<String> commands, List<String> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (commands.get(i).startsWith("show info")
          && answers.get(i).lines().anyMatch("Stopping: 1"::equals)) {
        return true;
      }
    }
    return false;
  }

  private FailureException failure(
      Node node, List<String> commands, List<String> answers, Exception e, Deadline deadline) {
    String command = commands.get(Math.min(answers.size(), commands.size() - 1));
    String step = "ask " + path + ": " + command;
    if (e instanceof EOFException && !link.broke()) {
      return NodeSockets.failed(
          node, path, "it was closed before it answered '" + command + "'", e);
    }
    return SshTrouble.step(node, step, e, deadline.limit(), link.alive());
  }

  private static List<Outcome<String>> outcomes(
      List<String> commands, List<String> answers, Optional<FailureException> failure) {
    List<Outcome<String>> all = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      all.add(
          i < answers.size()
              ? new Outcome.Ok<>(answers.get(i))
              : new Outcome.Failed<>(failure.orElseThrow().failure()));
    }
    return all;
  }
}
