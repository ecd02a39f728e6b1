package pointsman.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import pointsman.model.Failure;
import pointsman.model.plan.DeployResult;
import pointsman.model.plan.NodeResult;
import pointsman.model.plan.NodeResult.End;

/// What came of a deploy as text: every node, and where it is only partly done, who is where and
/// how to go on.
final class ResultText {
  /// More nodes than these are told by name only where they are not done.
  private static final int FEW = 8;

  private ResultText() {}

  /// The exit code.
  static int code(DeployResult result) {
    if (result.done()) {
      return Complaint.DONE;
    }
    if (!result.asBefore()) {
      return Complaint.UNKNOWN;
    }
    return locked(result) ? Complaint.REFUSED : Complaint.AS_BEFORE;
  }

  /// @param everyNode also the nodes that are done, however many there are
  static List<String> lines(DeployResult result, boolean everyNode) {
    List<String> lines = new ArrayList<>();
    boolean few = everyNode || result.nodes().size() <= FEW;
    Map<String, List<String>> left = new LinkedHashMap<>();
    for (NodeResult node : result.nodes()) {
      if (!few && node.failure().orElse(null) instanceof Failure.Stopped stopped) {
        String why = "  " + stopped.summary() + "\n  " + stopped.action();
        left.computeIfAbsent(end(node) + "\n" + why, _ -> new ArrayList<>())
            .add(node.node().value());
      } else if (few || (node.end() != End.DONE && node.end() != End.UNCHANGED)) {
        lines.addAll(node(node));
      }
    }
    left.forEach(
        (told, names) -> (String.join(", ", names) + ": " + told).lines().forEach(lines::add));
    lines.addAll(users(result));
    lines.add(
        summary(result) + "run " + result.run() + " took " + result.took().toMillis() + " ms");
    lines.addAll(
        switch (code(result)) {
          case Complaint.DONE -> List.of();
          case Complaint.REFUSED ->
              List.of(
                  "Refused: this run changed no node; someone else holds one and may be changing it.");
          case Complaint.AS_BEFORE ->
              List.of(
                  movedByOthers(result)
                      ? "Failed: this run changed no node; others changed some of them meanwhile."
                      : "Failed: every node was " + seenBefore(result));
          default -> howToGoOn(result);
        });
    return lines;
  }

  /// Where users are whom another inventory commanded before: told once, with the nodes.
  private static List<String> users(DeployResult result) {
    Map<String, List<String>> nodes = new LinkedHashMap<>();
    for (NodeResult node : result.nodes()) {
      node.evidence().stream()
          .filter(line -> line.startsWith(NodeResult.USERS))
          .forEach(
              line -> nodes.computeIfAbsent(line, _ -> new ArrayList<>()).add(node.node().value()));
    }
    List<String> lines = new ArrayList<>();
    nodes.forEach((line, names) -> lines.add(line + ": on " + String.join(", ", names)));
    return lines;
  }

  private static String end(NodeResult node) {
    return node.end().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> node(NodeResult node) {
    List<String> lines = new ArrayList<>();
    String release =
        node.release()
            .filter(_ -> !dead(node))
            .map(each -> (node.end() == End.UNKNOWN ? " · on its disk " : " · runs ") + each)
            .orElse("");
    lines.add(node.node() + ": " + end(node) + release);
    node.failure()
        .ifPresent(failure -> {
          lines.add("  " + failure.summary());
          lines.add("  " + failure.action());
        });
    node.back()
        .filter(_ -> node.end() == End.UNKNOWN)
        .ifPresent(told ->
            lines.add("  Told to go back at once: " + told + ". That this runs was not seen."));
    return lines;
  }

  /// How many nodes ended how: `50 nodes done · `, or `50 nodes: 49 done, 1 untouched · `.
  private static String summary(DeployResult result) {
    Map<End, Integer> counts = new EnumMap<>(End.class);
    result.nodes().forEach(node -> counts.merge(node.end(), 1, Integer::sum));
    String ends =
        counts.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    int all = result.nodes().size();
    String nodes = all == 1 ? "1 node" : all + " nodes";
    return switch (counts.size()) {
      case 0 -> "";
      case 1 -> nodes + ends.substring(ends.indexOf(' ')) + " · ";
      default -> nodes + ": " + ends + " · ";
    };
  }

  /// Whether nothing but locks of others kept it from being done.
  private static boolean locked(DeployResult result) {
    List<Failure> failures =
        result.nodes().stream().flatMap(node -> node.failure().stream()).toList();
    return failures.stream().anyMatch(Failure.LockHeld.class::isInstance)
        && failures.stream()
            .allMatch(each -> each instanceof Failure.LockHeld || each instanceof Failure.Stopped);
  }

  /// Whether nothing of its load balancer runs.
  private static boolean dead(NodeResult node) {
    return node.failure().orElse(null) instanceof Failure.NotRunning;
  }

  private static boolean movedByOthers(DeployResult result) {
    return result.nodes().stream()
        .anyMatch(node ->
            node.failure().orElse(null) instanceof Failure.Drifted
                || node.failure().orElse(null) instanceof Failure.LockHeld);
  }

  /// How far the former state was seen.
  private static String seenBefore(DeployResult result) {
    List<String> notCompared =
        result.nodes().stream()
            .filter(node -> node.notCompared().isPresent())
            .map(node -> node.node().value())
            .toList();
    return notCompared.isEmpty()
        ? "verified to be in its former state."
        : "seen with its former files and a load balancer that lives; what "
            + String.join(", ", notCompared)
            + (notCompared.size() == 1 ? " answers" : " answer")
            + " was not compared, since Pointsman did not make what runs there: look at it.";
  }

  private static List<String> howToGoOn(DeployResult result) {
    Map<End, List<String>> nodes = new EnumMap<>(End.class);
    Map<String, List<String>> told = new TreeMap<>();
    for (NodeResult node : result.nodes()) {
      nodes.computeIfAbsent(node.end(), _ -> new ArrayList<>()).add(node.node().value());
      told.computeIfAbsent(node.end().ordinal() + words(node), _ -> new ArrayList<>())
          .add(node.node().value());
    }
    List<String> lines = new ArrayList<>(List.of("Partly done:"));
    told.forEach(
        (words, names) -> lines.add("  " + String.join(", ", names) + ": " + words.substring(1)));
    if (nodes.containsKey(End.UNKNOWN)) {
      lines.add(
          "To see what is there: pointsman drift"
              + String.join("", nodes.get(End.UNKNOWN).stream().map(n -> " --node " + n).toList()));
    }
    lines.add("To go on: mend the cause, then deploy again; nodes that are done stay as they are.");
    if (nodes.containsKey(End.DONE)) {
      lines.add("To take it back: pointsman revert " + result.run());
    }
    return lines;
  }

  private static String words(NodeResult node) {
    return switch (node.end()) {
      case DONE -> "the planned release runs, verified";
      case UNCHANGED -> "there was nothing to do";
      case UNTOUCHED -> "not changed";
      case REVERTED ->
          node.notCompared()
              .map(what -> "went back; its files are back and it lives; not compared: " + what)
              .orElse("went back; the former release runs, verified");
      case UNKNOWN ->
          "unknown: " + node.failure().map(Failure::summary).orElse("neither state was seen there");
    };
  }
}
