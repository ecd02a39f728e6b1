package pointsman.service.rollout;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pointsman.driver.SmokeEntry;
import pointsman.engine.traffic.SmokeWays;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.UrlPath;
import pointsman.model.node.Ask;
import pointsman.model.plan.Manifest;
import pointsman.model.traffic.PoolLane;
import pointsman.model.traffic.SmokeSecret;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeTalk;

/// The part of a smoke test that goes as users do: through a node's own listeners and routes. A
/// secret, which the node knows for this one test, lets the request choose the candidate's lane;
/// the load balancer says which lane answered. Users are not touched.
final class ListenerSmoke {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerSmoke.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String NO_ENTRY =
      "its release has no entry for smoke tests (deploy once; an own template needs the lines with"
          + " 'smoke' of the built-in one)";
  private static final String UNSEEN =
      ", by nobody knows which lane: "
          + NO_ENTRY
          + ", or the workers of Nginx cannot reach the folder 'smoke' in its state";

  private static final String NOT_FORGOTTEN =
      "the load balancer did not take the test's secret back on its socket; it forgets it by itself"
          + " after 30 s";

  private final NodeAccess access;
  private final SecureRandom chance = new SecureRandom();

  ListenerSmoke(NodeAccess access) {
    this.access = access;
  }

  /// What a node's listeners said.
  ///
  /// @param seen good answers, which lane gave them
  /// @param wrong what was not as it must be
  /// @param untested listeners that cannot be asked from their node
  record Said(List<String> seen, List<String> wrong, List<String> untested) {}

  /// Asks through each service of a node that leads to the lane's pool.
  Said ask(Node node, PoolLane lane, UrlPath path) throws FailureException {
    Optional<Manifest> release = access.observe(node).manifest();
    if (release.isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "release", node.name() + " has no release of Pointsman", "Deploy to it first."));
    }
    SmokeWays ways = SmokeWays.of(node.paths(), release.get().services(), lane.pool(), path);
    List<String> seen = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    ways.astray().forEach(why -> wrong.add(why + "; give a path that users take"));
    if (ways.ways().isEmpty() && ways.closed().isEmpty() && ways.astray().isEmpty()) {
      wrong.add("no listener of its release leads to " + lane.pool() + "; deploy first");
    }
    if (!ways.ways().isEmpty()) {
      SmokeSecret secret = SmokeSecret.draw(lane, chance::nextLong);
      List<Ask> asks = ways.ways().stream().<Ask>map(way -> through(way, path, secret)).toList();
      Optional<Answers> answers = asked(node, secret, asks);
      if (answers.isEmpty()) {
        wrong.add(NO_ENTRY);
      }
      for (int i = 0; i < answers.map(each -> each.all().size()).orElse(0); i++) {
        judge(ways.ways().get(i), lane, answers.get().all().get(i), seen, wrong);
      }
      answers.filter(each -> !each.forgotten()).ifPresent(_ -> wrong.add(NOT_FORGOTTEN));
    }
    return new Said(seen, wrong, ways.closed());
  }

  private static Ask.Through through(SmokeWays.Way way, UrlPath path, SmokeSecret secret) {
    Map<String, String> headers = new TreeMap<>(way.headers());
    headers.put(SmokeSecret.HEADER, secret.toString());
    return new Ask.Through(way.to(), way.tls(), path, headers, SmokeSecret.HEADER, LIMIT);
  }

  /// What came of the questions.
  ///
  /// @param all an answer each
  /// @param forgotten whether the node was seen to know the secret no more
  private record Answers(List<Outcome<String>> all, boolean forgotten) {}

  /// The answers; empty when the node cannot know a secret.
  private Optional<Answers> asked(Node node, SmokeSecret secret, List<Ask> asks)
      throws FailureException {
    return switch (access.driver(node).shifting().smoke(node, secret)) {
      case SmokeEntry.Runtime(Ask.Socket put, Ask.Socket take) -> {
        Outcome<String> said = access.tell(node, List.of(put)).getFirst();
        if (said instanceof Outcome.Failed<String>) {
          // Its own words tell the command, and with it the secret.
          throw new FailureException(
              new Failure.StepFailed(
                  node.name(), "smoke test", "the load balancer does not answer on its socket"));
        }
        if (!said.find().orElse("").isBlank()) {
          yield Optional.empty();
        }
        List<Outcome<String>> answers = answers(node, asks);
        yield Optional.of(new Answers(answers, forgets(node, take, 2)));
      }
      case SmokeEntry.Scripted scripted -> {
        try (NodeTalk talk = access.open(node)) {
          talk.ask(scripted.put());
          yield Optional.of(new Answers(answers(node, asks), true));
        }
      }
    };
  }

  /// An answer each, also when nothing could be asked: the secret is to be taken back whatever
  /// comes.
  private List<Outcome<String>> answers(Node node, List<Ask> asks) {
    try {
      return access.ask(node, asks);
    } catch (FailureException e) {
      return asks.stream().<Outcome<String>>map(_ -> new Outcome.Failed<>(e.failure())).toList();
    }
  }

  /// Takes the secret back. What was said when that failed tells the secret, so it is not told.
  private boolean forgets(Node node, Ask.Socket take, int attempts) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      try {
        Outcome<String> said = access.tell(node, List.of(take)).getFirst();
        if (said.find().filter(String::isBlank).isPresent()) {
          return true;
        }
      } catch (FailureException e) {
        LOG.debug("{} did not take a smoke test's secret back", node.name());
      }
    }
    return false;
  }

  private static void judge(
      SmokeWays.Way way,
      PoolLane lane,
      Outcome<String> answer,
      List<String> seen,
      List<String> wrong) {
    String through = "through " + way.to() + " (" + way.service() + ")";
    switch (answer) {
      case Outcome.Failed<String> failed ->
          wrong.add(through + ": " + Preparation.clause(failed.failure()));
      case Outcome.Ok<String>(String text) -> {
        String[] parts = text.split("\n", 2);
        Optional<String> who = SmokeSecret.whoAnswered(parts[1]);
        if (who.isEmpty()) {
          wrong.add(through + ": answered " + parts[0] + UNSEEN);
        } else if (!PoolLane.find(who.get()).equals(Optional.of(lane))) {
          wrong.add(
              through
                  + ": answered "
                  + parts[0]
                  + " by "
                  + (who.get().isEmpty() ? "the load balancer itself" : who.get())
                  + ", not by "
                  + lane);
        } else if (parts[0].startsWith("2") || parts[0].startsWith("3")) {
          seen.add(through + ": " + parts[0] + " from " + lane);
        } else {
          wrong.add(through + ": answered " + parts[0] + " from " + lane);
        }
      }
    }
  }
}
