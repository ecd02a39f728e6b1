package pointsman.service.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pointsman.driver.Administering;
import pointsman.driver.NodeIntent;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.Shift;
import pointsman.driver.StatusReader;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.Server;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.traffic.ServerOverride;
import pointsman.model.traffic.ServerOverrides;
import pointsman.model.traffic.ServerPath;
import pointsman.service.node.LostServers;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeTalk;
import pointsman.service.node.Readiness;
import pointsman.service.node.Sha256;

/// One node's conversation about its servers, under its lock: what is deployed there, and the way
/// from one set of overrides to another. One thread at a time.
final class ServerTalk implements AutoCloseable {
  private final Node node;
  private final NodeAccess access;
  private final NodeTalk talk;
  private final NodeStatus status;
  private final Manifest manifest;
  private final String config;

  private ServerTalk(
      Node node, NodeAccess access, NodeTalk talk, NodeStatus status, List<String> texts)
      throws FailureException {
    this.node = node;
    this.access = access;
    this.talk = talk;
    this.manifest = access.read(node, texts.get(0));
    this.status = new LostServers(access).recover(node, status, Optional.of(manifest));
    this.config = texts.get(1);
  }

  /// Takes the lock and reads what is there.
  ///
  /// @param inventory the id of ours
  /// @throws FailureException nothing was changed
  static ServerTalk open(Node node, NodeAccess access, String inventory) throws FailureException {
    NodeTalk talk = access.open(node);
    try {
      String main = access.driver(node).installing().mainFile();
      List<ScriptAnswer> answers =
          talk.exchange(
              List.of(
                  ScriptVerbs.lock(access.desk().operator()),
                  ScriptVerbs.status(),
                  ScriptVerbs.read(Optional.empty(), Manifest.FILE),
                  ScriptVerbs.read(Optional.empty(), main)),
              access.desk().limits().answer());
      talk.require("lock", answers.get(0));
      NodeStatus status = StatusReader.read(node.name(), answers.get(1));
      if (status.current().isEmpty() || !answers.get(2).ok() || !answers.get(3).ok()) {
        throw new FailureException(
            new Failure.Refused(
                "release",
                node.name() + " has no release of Pointsman",
                "Deploy to it first, or leave it out: name the others with --node."));
      }
      ServerTalk open =
          new ServerTalk(
              node, access, talk, status, List.of(answers.get(2).text(), answers.get(3).text()));
      Readiness.requireOurs(node, open.manifest, inventory);
      Readiness.requireQuiet(access, node, status);
      return open;
    } catch (FailureException e) {
      talk.close();
      throw e;
    }
  }

  /// The pools as deployed there.
  List<Pool> pools() {
    return manifest.pools();
  }

  /// The release there.
  Manifest manifest() {
    return manifest;
  }

  /// What stands there.
  ServerOverrides standing() {
    return status.overrides().on(pools());
  }

  /// Where a server stands there.
  ServerPath path(Name pool, Name server) throws FailureException {
    List<String> known = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Pool each : pools()) {
      for (LaneColor lane : LaneColor.values()) {
        for (Server one : each.lane(lane).servers()) {
          if (each.name().equals(pool) && one.name().equals(server)) {
            return new ServerPath(pool, lane, server);
          }
          (each.name().equals(pool) ? known : others).add(each.name() + "/" + one.name());
        }
      }
    }
    throw new FailureException(
        new Failure.NotFound(
            "server deployed on " + node.name(),
            pool + "/" + server,
            known.isEmpty() ? others : known));
  }

  /// What brings the node there.
  Shift shift(ServerOverrides next, ServerPath at) throws FailureException {
    NodeIntent intent = NodeAccess.intent(node, manifest, status.modules());
    Administering administering = access.driver(node).administering();
    Map<String, String> files =
        administering.files(intent, manifest.release().value(), config, next);
    return administering.shift(intent, files, standing().of(at), next.of(at));
  }

  /// Whether the files lie there as they would be written; a hand may have changed them.
  boolean isWritten(Shift shift) throws FailureException {
    Set<String> there = new HashSet<>(talk.ask(ScriptVerbs.sums()).all("file"));
    return shift.files().entrySet().stream()
        .allMatch(file -> there.contains(file.getKey() + " " + Sha256.of(file.getValue())));
  }

  /// Lays the files beside those in use, has them judged, puts them in their places, tells what
  /// runs, and lets them stay. Where it fails before the last step the former files come back.
  void bring(Shift shift) throws FailureException {
    List<Frame> frames = new ArrayList<>();
    frames.add(ScriptVerbs.turn(manifest.release()));
    shift
        .files()
        .forEach((name, text) -> frames.addAll(ScriptVerbs.turnFile(name, text, Sha256.of(text))));
    boolean reload = shift instanceof Shift.Reload;
    if (reload) {
      Readiness.requireIntact(node, status, manifest);
      frames.add(ScriptVerbs.judge(access.driver(node).installing().mainFile()));
    }
    all("prepare", frames);
    all("place", List.of(ScriptVerbs.place(status.masterPid())));
    if (shift instanceof Shift.Runtime runtime) {
      tell(runtime);
    }
    all("go", List.of(ScriptVerbs.go(reload)));
  }

  private void tell(Shift.Runtime runtime) throws FailureException {
    for (Outcome<String> answer : access.tell(node, runtime.commands())) {
      switch (answer) {
        case Outcome.Failed<String> failed -> throw new FailureException(failed.failure());
        case Outcome.Ok<String> ok -> {
          if (!ok.value().isBlank()) {
            throw new FailureException(
                new Failure.StepFailed(node.name(), "set server", ok.value().strip()));
          }
        }
      }
    }
  }

  private void all(String step, List<Frame> frames) throws FailureException {
    for (ScriptAnswer answer : talk.exchange(frames, access.desk().limits().check())) {
      talk.require(step, answer);
    }
  }

  /// Takes back what was placed and not let go. Never throws.
  void back() {
    try {
      talk.exchange(List.of(ScriptVerbs.back()), access.desk().limits().answer());
    } catch (FailureException e) {
      // The node takes it back by itself once the conversation ends.
      talk.close();
    }
  }

  /// How a server is to run once these stand.
  static Administering.Runs runs(Server deployed, ServerOverride standing) {
    return new Administering.Runs(standing.stateOf(deployed), standing.weightOf(deployed));
  }

  @Override
  public void close() {
    talk.close();
  }
}
