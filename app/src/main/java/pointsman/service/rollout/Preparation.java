package pointsman.service.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.ActiveCheck;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Lane;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Layer;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.fleet.UrlPath;
import pointsman.model.node.Ask;
import pointsman.model.traffic.PoolLane;
import pointsman.service.node.FanOut;
import pointsman.service.node.NodeAccess;

/// What a candidate has to show before any user goes there: every node asks every one of its
/// servers, from where the users' requests will come, a bounded number of requests warms it up, and
/// a smoke test goes through every node's own listeners.
final class Preparation {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int WARM_UP = 20;

  private final NodeAccess access;
  private final ListenerSmoke listeners;

  Preparation(NodeAccess access) {
    this.access = access;
    this.listeners = new ListenerSmoke(access);
  }

  /// Refuses a candidate that does not answer.
  ///
  /// @param smoke what it must answer with 200 to 399; empty: nothing, it is warmed up only. On
  ///   layer 4 a connection that stands is the answer
  /// @return what a smoke test saw, in words; empty without one
  /// @throws FailureException with {@link Failure.Refused}; nothing was changed
  Optional<String> check(Fleet fleet, Pool pool, LaneColor color, Optional<UrlPath> smoke)
      throws FailureException {
    Lane candidate = pool.lane(color);
    boolean http = isHttp(fleet, pool.name());
    if (isUdp(fleet, pool.name())) {
      if (smoke.isPresent()) {
        throw new FailureException(
            new Failure.Refused(
                "smoke test",
                "nobody can ask the servers of " + pool.name() + ": they answer datagrams only.",
                "Nothing was changed. Begin without a smoke test."));
      }
      return Optional.empty();
    }
    List<Node> nodes = fleet.carriers(pool.name());
    List<Server> servers =
        candidate.servers().stream().filter(server -> !server.standby()).toList();
    int rounds = Math.clamp(WARM_UP / Math.max(1, nodes.size()), 1, 5);
    UrlPath path = smoke.or(() -> health(pool)).orElse(new UrlPath("/"));
    Map<Name, Outcome<List<String>>> answers =
        FanOut.all(nodes, Node::name, node -> ask(node, servers, http, path, rounds));
    if (smoke.isEmpty()) {
      return Optional.empty();
    }
    refuse(pool.name(), wrong(answers));
    if (!http) {
      return Optional.of(
          "smoke test: every server takes connections from every node; on layer 4 nothing is asked"
              + " through the listeners");
    }
    PoolLane lane = new PoolLane(pool.name(), color);
    Map<Name, Outcome<ListenerSmoke.Said>> said =
        FanOut.all(nodes, Node::name, node -> listeners.ask(node, lane, path));
    refuse(pool.name(), wrong(mapped(said, ListenerSmoke.Said::wrong)));
    return Optional.of(words(path, lane, said));
  }

  private static String words(
      UrlPath path, PoolLane lane, Map<Name, Outcome<ListenerSmoke.Said>> said) {
    long seen =
        said.values().stream().mapToLong(each -> each.find().orElseThrow().seen().size()).sum();
    List<String> untested = new ArrayList<>();
    said.forEach((node, each) ->
        each.find().orElseThrow().untested().forEach(why -> untested.add(node + ": " + why)));
    String through =
        seen == 0
            ? "by each server of " + lane
            : "by "
                + lane
                + " through "
                + seen
                + (seen == 1 ? " listener" : " listeners")
                + ", and by each of its servers";
    return "smoke test: "
        + path
        + " was answered "
        + through
        + (untested.isEmpty() ? "" : "; not through the listener: " + few(untested));
  }

  private static <T> Map<Name, Outcome<List<String>>> mapped(
      Map<Name, Outcome<T>> outcomes, Function<T, List<String>> part) {
    Map<Name, Outcome<List<String>>> parts = new LinkedHashMap<>();
    outcomes.forEach((name, outcome) ->
        parts.put(
            name,
            switch (outcome) {
              case Outcome.Ok<T> ok -> new Outcome.Ok<>(part.apply(ok.value()));
              case Outcome.Failed<T> failed -> new Outcome.Failed<>(failed.failure());
            }));
    return parts;
  }

  private static List<String> wrong(Map<Name, Outcome<List<String>>> answers) {
    List<String> wrong = new ArrayList<>();
    answers.forEach((name, outcome) -> {
      outcome.find().ifPresent(each -> each.forEach(text -> wrong.add(name + ": " + text)));
      outcome.findFailure().ifPresent(failure -> wrong.add(clause(failure)));
    });
    return wrong;
  }

  private static String few(List<String> all) {
    return String.join("; ", all.subList(0, Math.min(5, all.size())))
        + (all.size() > 5 ? " and " + (all.size() - 5) + " more" : "");
  }

  private static void refuse(Name pool, List<String> wrong) throws FailureException {
    if (!wrong.isEmpty()) {
      throw new FailureException(
          new Failure.Refused(
              "smoke test",
              "the candidate of " + pool + " does not answer as it must: " + few(wrong) + ".",
              "No user went there. Mend the candidate, then begin again."));
    }
  }

  /// What was wrong with the first answer of each server. Only those that answered well are warmed
  /// up: one that hangs would cost its whole time limit in every round.
  private List<String> ask(Node node, List<Server> servers, boolean http, UrlPath path, int rounds)
      throws FailureException {
    List<Ask> asks =
        servers.stream()
            .map(Server::endpoint)
            .map(at -> http ? new Ask.Http(at, path, LIMIT) : new Ask.Connect(at, LIMIT))
            .map(Ask.class::cast)
            .toList();
    List<String> wrong = new ArrayList<>();
    List<Ask> good = new ArrayList<>();
    List<Outcome<String>> answers = access.ask(node, asks);
    for (int i = 0; i < servers.size(); i++) {
      Optional<String> problem = problem(answers.get(i), http);
      if (problem.isPresent()) {
        wrong.add(servers.get(i).name() + " " + problem.get());
      } else {
        good.add(asks.get(i));
      }
    }
    for (int round = 1; round < rounds && !good.isEmpty(); round++) {
      access.ask(node, good);
    }
    return wrong;
  }

  private static Optional<String> problem(Outcome<String> answer, boolean http) {
    return switch (answer) {
      case Outcome.Failed<String> failed -> Optional.of(clause(failed.failure()));
      case Outcome.Ok<String> ok -> {
        String status = ok.value().lines().findFirst().orElse("");
        boolean good = !http || status.startsWith("2") || status.startsWith("3");
        yield good ? Optional.empty() : Optional.of("answered " + status);
      }
    };
  }

  /// A summary as a part of a sentence that goes on.
  static String clause(Failure failure) {
    return failure.summary().replaceFirst("[.]$", "");
  }

  private static Optional<UrlPath> health(Pool pool) {
    return pool.health()
        .active()
        .filter(check -> check.kind() == ActiveCheck.Kind.HTTP)
        .map(ActiveCheck::path);
  }

  static boolean isHttp(Fleet fleet, Name pool) {
    return isOn(Layer.HTTP, fleet, pool);
  }

  private static boolean isUdp(Fleet fleet, Name pool) {
    return isOn(Layer.UDP, fleet, pool)
        && !isOn(Layer.TCP, fleet, pool)
        && !isOn(Layer.HTTP, fleet, pool);
  }

  private static boolean isOn(Layer layer, Fleet fleet, Name pool) {
    return fleet.services().stream()
        .anyMatch(service -> service.pools().contains(pool) && service.layer() == layer);
  }
}
