package pointsman.service.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.StatusReader;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.NodeStatus;
import pointsman.port.NodeScript;

/// A conversation with one node's script that has been told where things are. One thread at a time.
public final class NodeTalk implements AutoCloseable {
  private final Node node;
  private final NodeScript script;
  private final Duration limit;
  private Optional<Frame> setup;

  /// @param setup tells the script where things are; it goes with the first frames
  NodeTalk(Node node, NodeScript script, Frame setup, Duration limit) {
    this.node = node;
    this.setup = Optional.of(setup);
    this.script = script;
    this.limit = limit;
  }

  /// Sends frames and gives every answer.
  public List<ScriptAnswer> exchange(List<Frame> frames, Duration within) throws FailureException {
    if (setup.isEmpty()) {
      return script.exchange(frames, within);
    }
    List<Frame> all = new ArrayList<>(frames);
    all.addFirst(setup.get());
    List<ScriptAnswer> answers = script.exchange(all, within);
    require("setup", answers.getFirst());
    setup = Optional.empty();
    return answers.subList(1, answers.size());
  }

  /// Sends one frame; a NO is a failure.
  public ScriptAnswer ask(Frame frame) throws FailureException {
    ScriptAnswer answer = exchange(List.of(frame), limit).getFirst();
    return require(frame.verb(), answer);
  }

  /// The answer itself, when it is an OK.
  public ScriptAnswer require(String step, ScriptAnswer answer) throws FailureException {
    if (!answer.ok()) {
      throw new FailureException(failure(step, answer));
    }
    return answer;
  }

  /// What a NO means.
  public Failure failure(String step, ScriptAnswer answer) {
    return switch (answer.code()) {
      case "held" -> new Failure.LockHeld(node.name(), answer.text());
      case "invalid" -> new Failure.ConfigRefused(node.name(), answer.text());
      case "moved" -> new Failure.Drifted(node.name(), "another release", answer.text());
      case "address" -> new Failure.AddressMissing(node.name(), answer.text().strip());
      case "port" -> {
        int line = answer.text().indexOf('\n');
        yield new Failure.PortTaken(
            node.name(),
            line < 0 ? answer.text() : answer.text().substring(0, line),
            line < 0 ? "something" : answer.text().substring(line + 1));
      }
      default ->
          new Failure.StepFailed(
              node.name(),
              step.toLowerCase(java.util.Locale.ROOT),
              answer.text().isBlank() ? answer.code() : answer.text());
    };
  }

  /// Takes the lock.
  public void lock(String owner) throws FailureException {
    ask(ScriptVerbs.lock(owner));
  }

  /// Takes the lock, and says what the node says of itself then.
  public NodeStatus lockedStatus(String owner) throws FailureException {
    List<ScriptAnswer> answers =
        exchange(List.of(ScriptVerbs.lock(owner), ScriptVerbs.status()), limit);
    require("lock", answers.getFirst());
    return StatusReader.read(node.name(), answers.get(1));
  }

  /// What the node says of itself.
  public NodeStatus status() throws FailureException {
    return StatusReader.read(node.name(), ask(ScriptVerbs.status()));
  }

  /// A file of the current release, when it is there.
  Optional<String> find(String name) throws FailureException {
    ScriptAnswer answer =
        exchange(List.of(ScriptVerbs.read(Optional.empty(), name)), limit).getFirst();
    return answer.ok() ? Optional.of(answer.text()) : Optional.empty();
  }

  @Override
  public void close() {
    script.close();
  }
}
