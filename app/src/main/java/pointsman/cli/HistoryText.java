package pointsman.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pointsman.port.Journal;

/// What was deployed when, in lines.
final class HistoryText {
  private HistoryText() {}

  /// That a run's program is at it now.
  static String underWay(Journal.Run run) {
    return "Run "
        + run.id()
        + " ("
        + run.purpose()
        + ") by "
        + run.operator()
        + ", begun "
        + run.started().truncatedTo(ChronoUnit.SECONDS)
        + ", is under way in another program.";
  }

  /// @param underWay those whose programs live
  static List<String> lines(List<Journal.Run> runs, Set<String> underWay) {
    List<String> lines = new ArrayList<>();
    for (Journal.Run run : runs) {
      lines.add(
          run.id()
              + "  "
              + run.started().truncatedTo(ChronoUnit.SECONDS)
              + "  "
              + run.operator()
              + "  "
              + run.purpose()
              + (run.reason().isEmpty() ? "" : "  (" + run.reason() + ")")
              + end(run, underWay));
      run.nodes().forEach(node -> lines.add("  " + line(node)));
    }
    return lines;
  }

  private static String end(Journal.Run run, Set<String> underWay) {
    if (run.ended().isPresent()) {
      return "";
    }
    return underWay.contains(run.id()) ? "  (under way)" : "  (never ended)";
  }

  private static String line(Journal.RunNode node) {
    return node.node()
        + "  "
        + node.release()
        + "  "
        + node.end()
            .map(end -> end.name().toLowerCase(Locale.ROOT))
            .orElse("at " + node.phase().name().toLowerCase(Locale.ROOT))
        + former(node)
        + (node.note().isEmpty() ? "" : "  " + node.note());
  }

  /// What a node had before, and where it was seen to be left. What nobody looked at is not told: a
  /// release that came to nothing leaves a node on what it had, or on what others brought
  /// meanwhile.
  private static String former(Journal.RunNode node) {
    String before = node.previous().map(previous -> "  before: " + previous).orElse("");
    if (node.end().isEmpty() || node.seen().isEmpty()) {
      return before;
    }
    boolean asBefore = node.seen().equals(node.previous());
    String found = "  found there: " + node.seen().get();
    return switch (node.end().get()) {
      case DONE, UNCHANGED -> before;
      case UNTOUCHED -> asBefore ? "  stayed on: " + node.seen().get() : before + found;
      case REVERTED -> asBefore ? "  went back to: " + node.seen().get() : before + found;
      case UNKNOWN -> before + found;
    };
  }
}
