package pointsman.service.shift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.driver.Shift;
import pointsman.driver.Shifting;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.node.Ask;
import pointsman.model.traffic.NodeSplit;
import pointsman.port.NodeSocket;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.ShiftClock;

/// The open connection to a load balancer that takes its split at run time: laid beside what it
/// holds, and at the word taken in. One thread at a time.
final class ShiftLine implements AutoCloseable {
  private final Node node;
  private final Name pool;
  private final NodeSplit wanted;
  private final NodeAccess access;
  private final ShiftClock clock;
  private Optional<NodeSocket> socket = Optional.empty();
  private List<String> word = List.of();

  /// @param clock learns what the load balancer's clock shows
  ShiftLine(Node node, Name pool, NodeSplit wanted, NodeAccess access, ShiftClock clock) {
    this.node = node;
    this.pool = pool;
    this.wanted = wanted;
    this.access = access;
    this.clock = clock;
  }

  /// Connects, reads what runs, and lays what is wanted beside it.
  Shifting.SplitSight lay(Shift.Staged staged) throws FailureException {
    NodeSocket open = access.socket(node, staged.opening().socket());
    socket = Optional.of(open);
    List<String> questions = new ArrayList<>(questions());
    questions.add(staged.opening().command());
    List<Outcome<String>> answers = ask(questions);
    int last = answers.size() - 1;
    Shifting.SplitSight sight = shifting().read(node, List.of(pool), answers.subList(0, last));
    Shifting.Word next = shifting().word(node, pool, wanted, answers.get(last));
    for (Outcome<String> answer : ask(commands(next.lay()))) {
      requireTaken(answer);
    }
    word = commands(next.go());
    return sight;
  }

  private void requireTaken(Outcome<String> answer) throws FailureException {
    Optional<Failure> refusal =
        answer
            .findFailure()
            .or(() ->
                answer
                    .find()
                    .filter(said -> !said.isBlank())
                    .map(said -> new Failure.StepFailed(node.name(), "prepare", said.strip())));
    if (refusal.isPresent()) {
      throw new FailureException(refusal.get());
    }
  }

  /// What runs, over this connection.
  Shifting.SplitSight sight() throws FailureException {
    return shifting().read(node, List.of(pool), ask(questions()));
  }

  /// Asks for the load balancer's time only.
  void learnClock() throws FailureException {
    stamp(List.of(word.getLast()));
  }

  /// The word.
  ///
  /// @return what the load balancer's clock showed when it had done it
  Instant go() throws FailureException {
    return stamp(word);
  }

  private Instant stamp(List<String> commands) throws FailureException {
    Instant sent = clock.now();
    List<Outcome<String>> answers = ask(commands);
    Instant answered = clock.now();
    Instant stamp = shifting().went(node, answers);
    clock.learn(sent, stamp, stamp, answered);
    return stamp;
  }

  private List<Outcome<String>> ask(List<String> commands) throws FailureException {
    return socket.orElseThrow().ask(commands, access.desk().limits().answer());
  }

  private List<String> questions() throws FailureException {
    return commands(shifting().asks(node, List.of(pool)));
  }

  private static List<String> commands(List<? extends Ask> asks) {
    return asks.stream().map(Ask.Socket.class::cast).map(Ask.Socket::command).toList();
  }

  private Shifting shifting() throws FailureException {
    return access.driver(node).shifting();
  }

  @Override
  public void close() {
    socket.ifPresent(NodeSocket::close);
    socket = Optional.empty();
  }
}
