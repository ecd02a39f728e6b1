package pointsman.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pointsman.model.plan.NodeResult.End;
import pointsman.port.Journal;

/// What was deployed when, in lines.
final class HistoryText {
  private HistoryText() {}

  static List<String> lines(List<Journal.Run> runs) {
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
              + (run.ended().isEmpty() ? "  (never ended)" : ""));
      run.nodes().forEach(node -> lines.add("  " + line(node)));
    }
    return lines;
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
