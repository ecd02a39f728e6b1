package pointsman.driver.nginx;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pointsman.driver.ScriptVerbs;
import pointsman.driver.Shift;
import pointsman.driver.Shifting;
import pointsman.driver.SmokeEntry;
import pointsman.driver.SplitText;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.LaneColor;
import pointsman.model.fleet.Name;
import pointsman.model.fleet.Node;
import pointsman.model.fleet.Pool;
import pointsman.model.fleet.UrlPath;
import pointsman.model.node.Ask;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.SmokeSecret;
import pointsman.model.value.InvalidValueException;

/// Changes splits by the files that the config includes, and a reload.
final class NginxShifting implements Shifting {
  private static final UrlPath RELEASE = new UrlPath("/pointsman/release");
  private static final UrlPath SPLITS = new UrlPath("/pointsman/splits");
  private static final Duration LIMIT = Duration.ofSeconds(3);

  @Override
  public Shift shift(Node node, Name pool, NodeSplit split) {
    return new Shift.Reload(SplitConf.files(pool, split));
  }

  /// Nginx has no commands at run time.
  @Override
  public Instant went(Node node, List<Outcome<String>> answers) throws FailureException {
    throw new FailureException(
        new Failure.StepFailed(node.name(), "shift", "Nginx is told by a reload"));
  }

  @Override
  public List<Ask> asks(Node node, List<Name> pools) {
    return List.of(
        new Ask.Http(node.paths().status(), RELEASE, LIMIT),
        new Ask.Http(node.paths().status(), SPLITS, LIMIT));
  }

  @Override
  public SplitSight read(Node node, List<Name> pools, List<Outcome<String>> answers)
      throws FailureException {
    String release = NginxStatus.release(node, answers.get(0));
    Map<Name, NodeSplit> splits = new HashMap<>();
    for (String line : NginxStatus.body(node, answers.get(1)).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      for (Name pool : pools) {
        if (words.length == 2 && words[0].equals(pool.value())) {
          splits.put(pool, split(node, pool, words[1]));
        }
      }
    }
    return new SplitSight(0, release, false, splits);
  }

  private static NodeSplit split(Node node, Name pool, String text) throws FailureException {
    try {
      return SplitText.parse(text);
    } catch (InvalidValueException e) {
      throw new FailureException(
          new Failure.StepFailed(node.name(), "splits", "of " + pool + ": " + e.problem()), e);
    }
  }

  @Override
  public SmokeEntry smoke(Node node, SmokeSecret secret) {
    return new SmokeEntry.Scripted(ScriptVerbs.smoke(secret));
  }

  /// Open-source Nginx neither tells nor cuts the connections of one server.
  @Override
  public List<Ask> cut(Node node, Pool pool, LaneColor lane) {
    return List.of();
  }
}
