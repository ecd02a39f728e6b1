package pointsman.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pointsman.model.plan.NodeResult.End;
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

  /// What a node had before, or has still where the release never came into use.
  private static String former(Journal.RunNode node) {
    boolean still =
        node.end().filter(end -> end == End.UNTOUCHED || end == End.REVERTED).isPresent();
    return node.previous()
        .map(previous -> (still ? "  runs still: " : "  before: ") + previous)
        .orElse("");
  }
}
