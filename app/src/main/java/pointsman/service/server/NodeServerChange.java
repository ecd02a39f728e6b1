package pointsman.service.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pointsman.driver.Administering;
import pointsman.driver.Shift;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Server;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.ReleaseId;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeLanes;

/// One node's way to another state or weight of a server: files first, then what runs, then a look
/// over a new connection; what does not come out right is taken back. One thread at a time.
final class NodeServerChange {
  private final Node node;
  private final ServerOrder order;
  private final NodeAccess access;
  private final String inventory;
  private final List<String> evidence = new ArrayList<>();
  private Optional<ReleaseId> release = Optional.empty();
  private Optional<String> limit = Optional.empty();

  /// @param inventory the id of ours
  NodeServerChange(Node node, ServerOrder order, NodeAccess access, String inventory) {
    this.node = node;
    this.order = order;
    this.access = access;
    this.inventory = inventory;
  }

  /// What the engine does in another way; known after the run.
  Optional<String> limit() {
    return limit.map(text -> node.name() + ": " + text);
  }

  Node node() {
    return node;
  }

  /// Does it.
  NodeResult run() {
    try (NodeLanes.Taken _ = access.lanes().take(node.name(), access.desk().limits().check());
        ServerTalk talk = ServerTalk.open(node, access, inventory)) {
      return change(talk);
    } catch (FailureException e) {
      boolean link = e.failure().isLost();
      return result(link ? NodeResult.End.UNKNOWN : NodeResult.End.UNTOUCHED, e.failure());
    }
  }

  private NodeResult change(ServerTalk talk) throws FailureException {
    release = Optional.of(talk.manifest().release());
    ServerPath at = talk.path(order.pool(), order.server());
    Server deployed = at.in(talk.pools()).orElseThrow();
    ServerOverrides was = talk.standing();
    ServerOverrides next = was.with(at, deployed, order.change());
    Administering administering = access.driver(node).administering();
    limit =
        talk.pools().stream()
            .filter(pool -> pool.name().equals(at.pool()))
            .findFirst()
            .flatMap(pool -> administering.limit(pool, next.of(at)));
    Optional<Administering.Runs> runs =
        Optional.ofNullable(access.servers(node, talk.pools()).servers().get(at));
    Administering.Runs wanted = ServerTalk.runs(deployed, next.of(at));
    Shift shift = talk.shift(next, at);
    if (was.equals(next) && runs.equals(Optional.of(wanted)) && talk.isWritten(shift)) {
      see(at, wanted);
      return result(NodeResult.End.UNCHANGED);
    }
    try {
      talk.bring(shift);
      await(talk, at, wanted);
      see(at, wanted);
      return result(NodeResult.End.DONE);
    } catch (FailureException e) {
      return e.failure().isLost()
          ? lookAgain(talk, at, wanted, runs, e.failure())
          : takeBack(talk, at, was, runs, e.failure());
    }
  }

  private void see(ServerPath at, Administering.Runs runs) {
    evidence.add("runs: " + at + " " + runs.state().word() + ", weight " + runs.weight());
  }

  /// Looks until it runs so, or the time is up: old and new workers overlap for a moment.
  private void await(ServerTalk talk, ServerPath at, Administering.Runs wanted)
      throws FailureException {
    Instant deadline = now().plus(access.desk().limits().verify());
    while (true) {
      Failure failure;
      try {
        Administering.AdminSight sight = access.servers(node, talk.pools());
        Optional<Administering.Runs> runs = Optional.ofNullable(sight.servers().get(at));
        if (runs.equals(Optional.of(wanted)) && !sight.stopping() && isOurs(sight)) {
          return;
        }
        failure =
            new Failure.NotVerified(
                node.name(),
                at
                    + " runs "
                    + runs.map(each -> each.state().word() + ", weight " + each.weight())
                        .orElse("nowhere")
                    + ", not "
                    + wanted.state().word()
                    + ", weight "
                    + wanted.weight());
      } catch (FailureException e) {
        failure = e.failure();
      }
      if (now().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
        throw new FailureException(failure);
      }
      pause();
    }
  }

  private boolean isOurs(Administering.AdminSight sight) {
    return release.map(ReleaseId::value).equals(Optional.of(sight.release()));
  }

  /// The former files and the former state again.
  private NodeResult takeBack(
      ServerTalk talk,
      ServerPath at,
      ServerOverrides was,
      Optional<Administering.Runs> before,
      Failure why) {
    talk.back();
    try {
      if (before.isPresent()
          && before.equals(
              Optional.ofNullable(access.servers(node, talk.pools()).servers().get(at)))) {
        return result(NodeResult.End.UNTOUCHED, why);
      }
      talk.bring(talk.shift(was, at));
      await(talk, at, ServerTalk.runs(at.in(talk.pools()).orElseThrow(), was.of(at)));
      return result(NodeResult.End.REVERTED, why);
    } catch (FailureException e) {
      evidence.add("back: " + e.failure().summary());
      return result(NodeResult.End.UNKNOWN, why);
    }
  }

  /// The link broke: what is kept on the node and what runs decide.
  private NodeResult lookAgain(
      ServerTalk talk,
      ServerPath at,
      Administering.Runs wanted,
      Optional<Administering.Runs> before,
      Failure why) {
    talk.close();
    access.forget(node);
    try {
      Administering.Runs runs = access.servers(node, talk.pools()).servers().get(at);
      Administering.Runs kept =
          ServerTalk.runs(
              at.in(talk.pools()).orElseThrow(), access.observe(node).status().overrides().of(at));
      if (wanted.equals(runs) && wanted.equals(kept)) {
        see(at, wanted);
        return result(NodeResult.End.DONE);
      }
      boolean same = before.equals(Optional.ofNullable(runs)) && !wanted.equals(kept);
      return result(same ? NodeResult.End.UNTOUCHED : NodeResult.End.UNKNOWN, why);
    } catch (FailureException e) {
      evidence.add("looked again: " + e.failure().summary());
      return result(NodeResult.End.UNKNOWN, why);
    }
  }

  private NodeResult result(NodeResult.End end) {
    return new NodeResult(node.name(), end, release, Optional.empty(), evidence);
  }

  private NodeResult result(NodeResult.End end, Failure why) {
    return new NodeResult(node.name(), end, release, Optional.of(why), evidence);
  }

  private Instant now() {
    return access.desk().clock().instant();
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
