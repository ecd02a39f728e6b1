package pointsman.driver.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.driver.Counting;
import pointsman.driver.ScriptVerbs;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.model.Outcome;
import pointsman.model.fleet.Node;
import pointsman.model.traffic.LaneCounts;
import pointsman.model.traffic.PoolLane;
import pointsman.model.traffic.TimeCounts;
import pointsman.model.value.InvalidValueException;

/// Counts by the request log, which the node's script adds up from the place where it was read
/// last.
final class NginxCounting implements Counting {
  /// Some 40,000 requests; takes a node less than a tenth of a second.
  static final int MOST = 4_000_000;

  /// @param places `LOG PLACE` a line, for the next look
  private record Places(List<String> places) implements Mark {}

  @Override
  public Question question(Node node, Optional<Mark> since) {
    List<String> places =
        since.isPresent() && since.get() instanceof Places(List<String> at) ? at : List.of();
    return new Question.Verb(ScriptVerbs.count(MOST, TimeCounts.LIMITS, places));
  }

  @Override
  public Counted read(
      Node node, Optional<Mark> since, Duration elapsed, List<Outcome<String>> answers)
      throws FailureException {
    String text =
        switch (answers.getFirst()) {
          case Outcome.Ok<String> ok -> ok.value();
          case Outcome.Failed<String> failed -> throw new FailureException(failed.failure());
        };
    Map<PoolLane, LaneCounts> grown = new HashMap<>();
    List<String> places = new ArrayList<>();
    Optional<String> missing = Optional.empty();
    boolean late = false;
    try {
      for (String line : text.split("\n", -1)) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "lane" -> {
            Optional<PoolLane> lane = PoolLane.find(words[1]);
            if (lane.isPresent()) {
              grown.merge(lane.get(), counts(words), LaneCounts::plus);
            }
          }
          case "at" -> places.add(line.substring("at ".length()));
          case "late" -> late = true;
          case "lost" -> missing = Optional.of("what was logged before its log was turned twice");
          default -> {}
        }
      }
    } catch (NumberFormatException | InvalidValueException | IndexOutOfBoundsException e) {
      throw unreadable(node, "unreadable answer: " + e.getMessage());
    }
    if (places.isEmpty()) {
      throw unreadable(node, "the answer is cut short");
    }
    return new Counted(new Places(List.copyOf(places)), grown, missing, late);
  }

  /// `lane NAME ATTEMPTS FAILED REFUSED MICROSECONDS BUCKET…`.
  private static LaneCounts counts(String[] words) {
    List<Long> buckets = new ArrayList<>();
    for (int i = 6; i < words.length; i++) {
      buckets.add(Long.parseLong(words[i]));
    }
    return new LaneCounts(
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        new TimeCounts(buckets, Long.parseLong(words[5])));
  }

  private static FailureException unreadable(Node node, String why) {
    return new FailureException(new Failure.StepFailed(node.name(), "count", why));
  }
}
