package pointsman.service.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pointsman.driver.ScriptVerbs;
import pointsman.engine.plan.FreeListeners;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Service;
import pointsman.model.node.Frame;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodePlan;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeStatus;
import pointsman.model.plan.Phase;
import pointsman.model.plan.Release;
import pointsman.model.plan.TakenUsers;
import pointsman.service.node.LostServers;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.Sha256;

/// One node's way through a deploy: prepare, commit, verify, confirm, or back. Each step is written
/// down before it is taken. One thread at a time; {@link #close} frees the node.
final class NodeDeploy implements AutoCloseable {
  /// Writes a step down.
  interface Steps {
    void begin(Phase phase, String note) throws FailureException;
  }

  private final NodeHold hold;
  private final NodeReturn back;
  private int master;

  NodeDeploy(Node node, NodePlan.Change change, NodeAccess access, Steps steps) {
    this.hold = new NodeHold(node, change, access, steps);
    this.back = new NodeReturn(hold);
  }

  /// The node.
  Name name() {
    return hold.node().name();
  }

  private Release release() {
    return hold.change().release();
  }

  // --- prepare ---------------------------------------------------------------------------------

  /// Sends the release and has it judged. Nothing that serves is changed.
  void prepare() throws FailureException {
    hold.begin(Phase.UPLOADING);
    NodeStatus status = hold.take();
    master = status.masterPid();
    upload(serverFiles(status), status.stateFiles());
    hold.begin(Phase.CHECKING);
    List<String> free =
        FreeListeners.added(
            hold.node(),
            hold.former().map(Manifest::services).orElse(List.<Service>of()),
            release().manifest().services());
    Frame check = ScriptVerbs.check(hold.driver().installing().mainFile(), free);
    hold.talk()
        .require("check", hold.talk().exchange(List.of(check), hold.limits().check()).getFirst());
    hold.begin(Phase.PREPARED);
  }

  /// What stands of the servers goes on standing in the new release, read under the lock.
  private Map<String, String> serverFiles(NodeStatus status) throws FailureException {
    Manifest manifest = release().manifest();
    if (manifest.inventory().isEmpty()) {
      return Map.of();
    }
    String config = release().files().getOrDefault(hold.driver().installing().mainFile(), "");
    Map<String, String> files =
        new TreeMap<>(new LostServers(hold.access()).files(hold.node(), status, hold.former()));
    files.putAll(
        hold.access()
            .serverFiles(
                hold.node(), manifest, status.modules(), config, hold.standingIn(manifest)));
    return files;
  }

  private void upload(Map<String, String> serverFiles, Set<String> there) throws FailureException {
    List<Frame> frames = new ArrayList<>();
    frames.add(ScriptVerbs.prepare(release().id(), hold.change().against()));
    Map<String, String> state = new TreeMap<>(release().stateFiles());
    state.keySet().removeIf(name -> there.contains(name) && !release().anew().contains(name));
    state.putAll(serverFiles);
    for (String name : release().anew()) {
      String text = state.remove(name);
      if (text != null) {
        frames.addAll(ScriptVerbs.stateFileAnew(name, text, Sha256.of(text)));
      }
    }
    for (TakenUsers users : release().taken()) {
      users
          .files()
          .forEach(
              (name, text) -> frames.addAll(ScriptVerbs.usersFile(name, text, Sha256.of(text))));
    }
    Map<String, String> files = new TreeMap<>(release().files());
    Map<String, String> sums = new TreeMap<>(release().manifest().files());
    String manifest = hold.access().write(release().manifest());
    String manifestSum = hold.access().known().sum(manifest);
    files.put(Manifest.FILE, manifest);
    sums.put(Manifest.FILE, manifestSum);
    state.forEach((name, text) -> sums.put(name, Sha256.of(text)));
    frames.addAll(ScriptVerbs.pack(files, state, sums));
    for (ScriptAnswer answer : hold.talk().exchange(frames, hold.limits().check())) {
      hold.talk().require("upload", answer);
    }
    hold.access().known().sent(hold.node(), release(), manifestSum);
  }

  // --- commit, verify, confirm ------------------------------------------------------------------

  /// Flips, reloads, compares what runs with the plan, disarms the dead-man.
  NodeResult finish() {
    try {
      hold.begin(Phase.COMMITTING);
    } catch (FailureException e) {
      return untouched(e.failure());
    }
    ScriptAnswer answer;
    try {
      Frame frame = ScriptVerbs.commit(hold.limits().deadMan(), hold.change().against(), master);
      answer = hold.talk().exchange(List.of(frame), hold.limits().check()).getFirst();
    } catch (FailureException e) {
      return back.recover(e.failure());
    }
    if (!answer.ok()) {
      return refusedCommit(answer);
    }
    answer.find("stamp").ifPresent(stamp -> hold.saw("committed at: " + stamp + " ns"));
    try {
      hold.begin(Phase.VERIFYING);
      hold.verify();
    } catch (FailureException e) {
      return back.unverified(e.failure());
    }
    try {
      hold.begin(Phase.CONFIRMING);
      return back.confirm(hold.talk());
    } catch (FailureException e) {
      return e.failure().isLost() ? back.recover(e.failure()) : back.goBack(e.failure());
    }
  }

  private NodeResult refusedCommit(ScriptAnswer answer) {
    return answer.code().equals("reload")
        ? back.goBack(new Failure.NotVerified(name(), "the reload failed: " + answer.text()))
        : untouched(hold.talk().failure("commit", answer));
  }

  /// Ends without a commit; says untouched only when the former release is seen in place.
  NodeResult untouched(Failure why) {
    return back.untouched(why);
  }

  @Override
  public void close() {
    hold.close();
  }
}
