package pointsman.service.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.Shifting;
import pointsman.driver.StatusReader;
import pointsman.engine.plan.Observed;
import pointsman.model.FailureException;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.node.ScriptAnswer;
import pointsman.model.plan.Manifest;
import pointsman.model.plan.NodeStatus;
import pointsman.model.traffic.NodeSplit;
import pointsman.service.node.NodeAccess;
import pointsman.service.node.NodeTalk;
import pointsman.service.node.Sha256;

/// Holds the run-time files on a node against what runs there: one that was changed by hand counts
/// with the next reload, whoever reloads. Their sums cost the node a process, so only who compares
/// asks for them.
///
/// @param access how nodes are reached
record RunTimeFiles(NodeAccess access) {
  /// For a moment a shift has its files in place and has not gone.
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /// The files that say something else than what runs; those that are gone are told elsewhere.
  ///
  /// @param observed a release of ours that runs
  /// @throws FailureException when node or load balancer does not tell
  List<String> differences(Node node, Observed observed) throws FailureException {
    Instant deadline = access.desk().clock().instant().plus(MOMENT);
    while (true) {
      Map<String, String> told = new HashMap<>();
      NodeStatus status = look(node, told);
      if (!status.current().equals(observed.status().current())) {
        return List.of();
      }
      List<String> differences = new ArrayList<>();
      expected(node, observed.manifest().orElseThrow(), status)
          .forEach((name, mend) -> {
            String sum = told.get(name);
            if (sum != null && status.stateFiles().contains(name) && !mend.sum().equals(sum)) {
              differences.add(
                  name
                      + " is not as Pointsman writes it for what runs: changed by hand, or by another"
                      + " version of it; the next reload takes it in, "
                      + mend.words()
                      + " writes it anew");
            }
          });
      if (differences.isEmpty() || access.desk().clock().instant().isAfter(deadline)) {
        // Whoever works there is in the midst of a change.
        return status.lockHolder().isPresent() ? List.of() : differences;
      }
      NodeHold.pause(Duration.ofMillis(200));
    }
  }

  private NodeStatus look(Node node, Map<String, String> told) throws FailureException {
    try (NodeTalk talk = access.open(node)) {
      List<ScriptAnswer> answers =
          talk.exchange(
              List.of(ScriptVerbs.sums(), ScriptVerbs.status()), access.desk().limits().answer());
      for (String line : talk.require("sums", answers.getFirst()).all("file")) {
        int space = line.indexOf(' ');
        told.put(line.substring(0, space), line.substring(space + 1));
      }
      return StatusReader.read(node.name(), answers.get(1));
    }
  }

  /// What a file should be, and what makes it so.
  private record Mend(String sum, String words) {}

  private Map<String, Mend> expected(Node node, Manifest release, NodeStatus status)
      throws FailureException {
    Map<String, Mend> expected = new TreeMap<>();
    String main = access.driver(node).installing().mainFile();
    String config = access.currentFiles(node, status).getOrDefault(main, "");
    access
        .serverFiles(
            node, release, status.modules(), config, status.overrides().on(release.pools()))
        .forEach((name, text) ->
            expected.put(
                name,
                new Mend(
                    Sha256.of(text), "'pointsman server reset POOL/SERVER' of one as deployed")));
    List<Name> pools = release.pools().stream().map(Pool::name).toList();
    Shifting.SplitSight sight = access.splits(node, pools);
    for (Name pool : pools) {
      if (sight.splits().get(pool) instanceof NodeSplit split) {
        access
            .driver(node)
            .shifting()
            .shift(node, pool, split)
            .files()
            .forEach((name, text) ->
                expected.put(
                    name,
                    new Mend(
                        Sha256.of(text),
                        "'pointsman split " + pool + "' with the share that it has")));
      }
    }
    return expected;
  }
}
