package pointsman.driver.haproxy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import pointsman.model.node.Ask;
import pointsman.model.traffic.NodeSplit;
import pointsman.model.traffic.SmokeSecret;
import pointsman.model.value.InvalidValueException;

/// Changes splits by the map of each pool, without a reload. A map has versions: the next one is
/// filled beside the one in use, and a commit of one that is older than the one in use is refused.
final class HaproxyShifting implements Shifting {
  private static final Pattern VERSION = Pattern.compile("New version created: ([0-9]{1,10})");
  private static final String SMOKE = "pointsman.smoke";
  private static final Pattern DATE =
      Pattern.compile("(?m)^date_now: ([0-9]{1,12})\\.([0-9]{6})\\s*$");

  @Override
  public Shift shift(Node node, Name pool, NodeSplit split) {
    return new Shift.Staged(
        Map.of(SplitMap.name(pool), SplitMap.text(pool, split)),
        new Ask.Socket(node.paths().socket(), "prepare map " + path(node, pool)));
  }

  @Override
  public Word word(Node node, Name pool, NodeSplit split, Outcome<String> opened)
      throws FailureException {
    String said = HaproxyProcess.require(opened).strip();
    Matcher version = VERSION.matcher(said);
    if (!version.matches()) {
      throw new FailureException(new Failure.StepFailed(node.name(), "prepare map", said));
    }
    String map = " @" + version.group(1) + " " + path(node, pool);
    return new Word(
        List.of(
            new Ask.Socket(
                node.paths().socket(), "add map" + map + " " + pool + " " + SplitText.of(split))),
        List.of(
            new Ask.Socket(node.paths().socket(), "commit map" + map),
            new Ask.Socket(node.paths().socket(), "show activity")));
  }

  /// A map that takes a value says nothing. The time is that of the turn of the event loop in which
  /// the commands were read. HAProxy corrects that clock for jumps and never sets it back, so that
  /// it may lie hundreds of milliseconds beside the node's own.
  @Override
  public Instant went(Node node, List<Outcome<String>> answers) throws FailureException {
    for (Outcome<String> answer : answers.subList(0, answers.size() - 1)) {
      String said = HaproxyProcess.require(answer).strip();
      if (!said.isEmpty()) {
        throw new FailureException(new Failure.StepFailed(node.name(), "commit map", said));
      }
    }
    Matcher date = DATE.matcher(HaproxyProcess.require(answers.getLast()));
    if (!date.find()) {
      throw new FailureException(
          new Failure.StepFailed(node.name(), "show activity", "the answer has no date"));
    }
    return Instant.ofEpochSecond(
        Long.parseLong(date.group(1)), Long.parseLong(date.group(2)) * 1000);
  }

  private static String path(Node node, Name pool) {
    return node.paths().state() + "/" + SplitMap.name(pool);
  }

  @Override
  public List<Ask> asks(Node node, List<Name> pools) {
    List<Ask> asks = new ArrayList<>();
    asks.add(new Ask.Socket(node.paths().socket(), "show info"));
    pools.forEach(
        pool -> asks.add(new Ask.Socket(node.paths().socket(), "show map " + path(node, pool))));
    return asks;
  }

  @Override
  public SplitSight read(Node node, List<Name> pools, List<Outcome<String>> answers)
      throws FailureException {
    HaproxyProcess process = HaproxyProcess.read(node, answers.getFirst());
    Map<Name, NodeSplit> splits = new HashMap<>();
    for (int i = 0; i < pools.size(); i++) {
      read(node, pools.get(i), HaproxyProcess.require(answers.get(i + 1)), splits);
    }
    return new SplitSight(process.pid(), process.release(), process.stopping(), splits);
  }

  /// Lines are `0xADDRESS KEY VALUE`. A key that stands twice is a finding: the first one wins.
  private static void read(Node node, Name pool, String answer, Map<Name, NodeSplit> splits)
      throws FailureException {
    for (String line : answer.split("\n", -1)) {
      String[] words = line.strip().split(" ", -1);
      if (words.length == 3 && words[1].equals(pool.value())) {
        try {
          if (splits.putIfAbsent(pool, SplitText.parse(words[2])) != null) {
            throw unreadable(node, pool, "it stands twice");
          }
        } catch (InvalidValueException e) {
          throw unreadable(node, pool, e.problem());
        }
      }
    }
  }

  private static FailureException unreadable(Node node, Name pool, String why) {
    return new FailureException(
        new Failure.StepFailed(node.name(), "show map", "the split of " + pool + ": " + why));
  }

  @Override
  public SmokeEntry smoke(Node node, SmokeSecret secret) {
    String key = " table " + SMOKE + " key " + secret;
    return new SmokeEntry.Runtime(
        new Ask.Socket(node.paths().socket(), "set" + key),
        new Ask.Socket(node.paths().socket(), "clear" + key));
  }

  @Override
  public List<Ask> cut(Node node, Pool pool, LaneColor lane) {
    return pool.lane(lane).servers().stream()
        .map(server ->
            (Ask)
                new Ask.Socket(
                    node.paths().socket(),
                    "shutdown sessions server "
                        + pool.name()
                        + "."
                        + lane.word()
                        + "/"
                        + server.name()))
        .toList();
  }
}
