package pointsman.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.FilePath;
import pointsman.model.fleet.Node;
import pointsman.port.NodeSocket;

/// A line to a node's socket that belongs to one caller.
final class HeldLine implements NodeSocket {
  private final Node node;
  private final Link link;
  private final FilePath path;
  private final PromptLine line;

  private HeldLine(Node node, Link link, FilePath path, PromptLine line) {
    this.node = node;
    this.link = link;
    this.path = path;
    this.line = line;
  }

  static HeldLine open(Node node, NodeLink way, FilePath path, Deadline deadline)
      throws FailureException {
    try {
      return new HeldLine(node, way.link(), path, way.sockets().open(node, path, deadline));
    } catch (Exception e) {
      throw SshTrouble.step(
          node, "open the socket " + path, e, deadline.limit(), way.link().alive());
    }
  }

  @Override
  public List<Outcome<String>> ask(List<String> commands, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    List<String> answers = new ArrayList<>();
    Optional<Failure> failure = Optional.empty();
    try {
      line.ask(commands, answers, deadline);
    } catch (Exception e) {
      line.close();
      String step = "ask " + path + ": " + commands.get(answers.size());
      failure = Optional.of(SshTrouble.step(node, step, e, limit, link.alive()).failure());
    }
    List<Outcome<String>> all = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      all.add(
          i < answers.size()
              ? new Outcome.Ok<>(answers.get(i))
              : new Outcome.Failed<>(failure.orElseThrow()));
    }
    return all;
  }

  @Override
  public boolean usable() {
    return line.usable();
  }

  @Override
  public void close() {
    line.close();
  }
}
