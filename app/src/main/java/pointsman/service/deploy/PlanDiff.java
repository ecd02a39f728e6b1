package pointsman.service.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pointsman.engine.plan.OwnWords;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.NodePlan;
import pointsman.port.TextDiff;

/// What changes in one file, told once for all nodes on which it changes alike. Release, time and
/// operator are put aside in any case; for several nodes also what is only a node's own, such as
/// `<bind>` for the address it listens on.
///
/// @param nodes who, in the plan's order
/// @param file which file
/// @param lines what changes, with some lines around; empty when only release, time and operator do
public record PlanDiff(List<Name> nodes, String file, List<TextDiff.Line> lines) {
  /// Copies.
  public PlanDiff {
    nodes = List.copyOf(nodes);
    lines = List.copyOf(lines);
  }

  /// A file before and after.
  ///
  /// @param head the lines that both begin with
  /// @param tail the lines that both end with
  private record Texts(String file, String head, String before, String after, String tail) {
    static Texts of(FileChange change) {
      String before = OwnWords.withoutStamp(change.before());
      String after = OwnWords.withoutStamp(change.after());
      int shorter = Math.min(before.length(), after.length());
      int head = 0;
      while (head < shorter && before.charAt(head) == after.charAt(head)) {
        head++;
      }
      head = before.lastIndexOf('\n', head - 1) + 1;
      int tail = 0;
      while (tail < shorter - head
          && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
        tail++;
      }
      // Only whole lines: what stands before the tail ends one.
      int line = before.indexOf('\n', before.length() - tail);
      tail = line < 0 ? 0 : before.length() - 1 - line;
      return new Texts(
          change.file(),
          before.substring(0, head),
          before.substring(head, before.length() - tail),
          after.substring(head, after.length() - tail),
          before.substring(before.length() - tail));
    }

    Texts withoutNode(Fleet fleet, Name name) {
      return fleet
          .findNode(name)
          .map(node ->
              new Texts(
                  file,
                  OwnWords.withoutNode(node, head),
                  OwnWords.withoutNode(node, before),
                  OwnWords.withoutNode(node, after),
                  OwnWords.withoutNode(node, tail)))
          .orElse(this);
    }

    List<TextDiff.Line> compare(TextDiff diff, int context) {
      return diff.compare(head + before + tail, head + after + tail, context);
    }
  }

  private record Group(Texts one, List<Name> nodes) {}

  /// Folds a plan's differences; may take a while for a large fleet.
  ///
  /// @param fleet for what is a node's own; without it only equal texts are alike
  /// @param context how many equal lines around each difference
  public static List<PlanDiff> of(
      DeployPlan plan, Optional<Fleet> fleet, TextDiff diff, int context) {
    Map<Texts, Group> groups = new LinkedHashMap<>();
    for (NodePlan.Change change : plan.changes()) {
      for (FileChange file : change.changes()) {
        Texts texts = Texts.of(file);
        groups
            .computeIfAbsent(
                fleet.map(all -> texts.withoutNode(all, change.node())).orElse(texts),
                _ -> new Group(texts, new ArrayList<>()))
            .nodes()
            .add(change.node());
      }
    }
    List<PlanDiff> diffs = new ArrayList<>();
    groups.forEach((alike, group) -> {
      Texts shown = group.nodes().size() > 1 ? alike : group.one();
      diffs.add(new PlanDiff(group.nodes(), shown.file(), shown.compare(diff, context)));
    });
    return diffs;
  }

  /// How many lines are new.
  public int added() {
    return count(TextDiff.Kind.ADDED);
  }

  /// How many lines are gone.
  public int removed() {
    return count(TextDiff.Kind.REMOVED);
  }

  private int count(TextDiff.Kind kind) {
    return (int) lines.stream().filter(line -> line.kind() == kind).count();
  }
}
