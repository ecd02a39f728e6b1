package pointsman.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.FileChange;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.model.value.Printable;
import pointsman.port.TextDiff;

/// A plan as text: identical differences are told once, with all the nodes they are for.
final class PlanText {
  private final TextDiff diff;

  PlanText(TextDiff diff) {
    this.diff = diff;
  }

  List<String> lines(DeployPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(summary(plan));
    for (NodePlan.Blocked blocked : plan.blocked()) {
      lines.add("! " + blocked.failure().summary() + " " + blocked.failure().action());
    }
    Map<List<String>, List<Name>> alike = new LinkedHashMap<>();
    for (NodePlan.Change change : plan.changes()) {
      alike.computeIfAbsent(difference(change), _ -> new ArrayList<>()).add(change.node());
    }
    alike.forEach((text, nodes) -> {
      lines.add("");
      lines.add(String.join(", ", nodes.stream().map(Name::value).toList()));
      lines.addAll(text);
    });
    lines.addAll(limits(plan));
    return lines;
  }

  static String summary(DeployPlan plan) {
    long unchanged = plan.nodes().stream().filter(NodePlan.Unchanged.class::isInstance).count();
    long reload = plan.changes().stream().filter(change -> change.radius().reload()).count();
    return plan.changes().size()
        + " to change · "
        + unchanged
        + " unchanged · reload "
        + reload
        + " · not plannable "
        + plan.blocked().size();
  }

  private List<String> difference(NodePlan.Change change) {
    List<String> lines = new ArrayList<>();
    List<String> touched = change.radius().services().stream().map(Name::value).toList();
    lines.add("  touches: " + (touched.isEmpty() ? "no service" : String.join(", ", touched)));
    if (!change.leftOut().isEmpty()) {
      lines.add(
          "  left as deployed: "
              + String.join(", ", change.leftOut().stream().map(Name::value).toList()));
    }
    change.takeOver().ifPresent(owner -> lines.add("  needs --take-over: " + owner));
    change.radius().notes().forEach(note -> lines.add("  " + note));
    for (FileChange file : change.changes()) {
      lines.add("  " + file.file());
      for (TextDiff.Line line : diff.compare(file.before(), file.after(), 2)) {
        String text = Printable.line(line.text());
        lines.add(
            switch (line.kind()) {
              case SAME -> "      " + text;
              case ADDED -> "    + " + text;
              case REMOVED -> "    - " + text;
              case GAP -> "      …";
            });
      }
    }
    return lines;
  }

  private static List<String> limits(DeployPlan plan) {
    Map<String, List<Name>> byText = new LinkedHashMap<>();
    for (NodePlan node : plan.nodes()) {
      List<NamedLimit> limits =
          switch (node) {
            case NodePlan.Unchanged same -> same.limits();
            case NodePlan.Change change -> change.limits();
            case NodePlan.Blocked _ -> List.of();
          };
      for (NamedLimit limit : limits) {
        byText
            .computeIfAbsent(
                limit.subject() + ": " + limit.wish() + "; instead: " + limit.instead(),
                _ -> new ArrayList<>())
            .add(limit.node());
      }
    }
    List<String> lines = new ArrayList<>();
    byText.forEach((text, nodes) ->
        lines.add(
            "limit on "
                + String.join(", ", nodes.stream().map(Name::value).toList())
                + ": "
                + text));
    return lines;
  }
}
