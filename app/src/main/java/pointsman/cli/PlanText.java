package pointsman.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pointsman.model.fleet.Fleet;
import pointsman.model.fleet.Name;
import pointsman.model.plan.DeployPlan;
import pointsman.model.plan.NamedLimit;
import pointsman.model.plan.NodePlan;
import pointsman.model.value.Printable;
import pointsman.port.TextDiff;
import pointsman.service.deploy.PlanDiff;

/// A plan as text: identical differences are told once, with all the nodes they are for.
final class PlanText {
  private static final int CONTEXT = 2;

  private final TextDiff diff;

  PlanText(TextDiff diff) {
    this.diff = diff;
  }

  /// @param fleet the inventory, for what is only a node's own
  List<String> lines(DeployPlan plan, Fleet fleet) {
    List<String> lines = new ArrayList<>();
    lines.add(summary(plan));
    for (NodePlan.Blocked blocked : plan.blocked()) {
      lines.add("! " + blocked.failure().summary() + " " + blocked.failure().action());
    }
    List<PlanDiff> diffs = PlanDiff.of(plan, Optional.of(fleet), diff, CONTEXT);
    Map<List<String>, List<Name>> alike = new LinkedHashMap<>();
    for (NodePlan.Change change : plan.changes()) {
      List<String> text = radius(change);
      diffs.stream()
          .filter(each -> each.nodes().contains(change.node()))
          .forEach(each -> text.addAll(file(each)));
      alike.computeIfAbsent(text, _ -> new ArrayList<>()).add(change.node());
    }
    alike.forEach((text, nodes) -> {
      lines.add("");
      lines.add(words(nodes));
      lines.addAll(text);
    });
    lines.addAll(takeOvers(plan));
    lines.addAll(told("stands at run time on ", plan.standing()));
    lines.addAll(limits(plan));
    return lines;
  }

  /// What is said of a plan without changes: just what was looked at.
  static String nothingToDo(DeployPlan plan) {
    return plan.nodes().isEmpty()
        ? NothingYet.of("nodes")
        : "Nothing to do: every node has it in place, by checksum, and its load balancer says that it"
            + " runs that release; 'pointsman drift' asks for each server.";
  }

  /// How many nodes change, reload and cannot be planned, and the connections that are open on
  /// those that change, where they are known.
  static String summary(DeployPlan plan) {
    long unchanged = plan.nodes().stream().filter(NodePlan.Unchanged.class::isInstance).count();
    long reload = plan.changes().stream().filter(change -> change.radius().reload()).count();
    return plan.changes().size()
        + " to change · "
        + unchanged
        + " unchanged · reload "
        + reload
        + " · not plannable "
        + plan.blocked().size()
        + connections(plan);
  }

  private static String connections(DeployPlan plan) {
    LongSummaryStatistics open =
        plan.changes().stream()
            .mapToLong(change -> change.radius().connections())
            .filter(count -> count >= 0)
            .summaryStatistics();
    return open.getCount() == 0 ? "" : " · open connections " + open.getSum();
  }

  private static List<String> radius(NodePlan.Change change) {
    List<String> lines = new ArrayList<>();
    List<Name> touched = change.radius().services();
    lines.add("  touches: " + (touched.isEmpty() ? "no service" : words(touched)));
    if (!change.reloadedToo().isEmpty()) {
      lines.add("  reloads too, unchanged: " + words(change.reloadedToo()));
    }
    if (!change.leftOut().isEmpty()) {
      lines.add("  left as deployed: " + words(change.leftOut()));
    }
    change.radius().notes().forEach(note -> lines.add("  " + note));
    return lines;
  }

  private static List<String> file(PlanDiff diff) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  "
            + diff.file()
            + (diff.lines().isEmpty() ? ": only release, time and operator change" : ""));
    for (TextDiff.Line line : diff.lines()) {
      String text = shown(line.text());
      lines.add(
          switch (line.kind()) {
            case SAME -> "      " + text;
            case ADDED -> "    + " + text;
            case REMOVED -> "    - " + text;
            case GAP -> "      …";
          });
    }
    return lines;
  }

  /// Safe to show; a tab is, and configs are full of them.
  private static String shown(String text) {
    return Arrays.stream(text.split("\t", -1))
        .map(Printable::line)
        .collect(Collectors.joining("\t"));
  }

  private static List<String> takeOvers(DeployPlan plan) {
    Map<String, List<Name>> byOwner = new LinkedHashMap<>();
    Map<String, List<Name>> unprepared = new LinkedHashMap<>();
    for (NodePlan.Change change : plan.changes()) {
      var lines = change.against().isPresent() ? byOwner : unprepared;
      change
          .takeOver()
          .ifPresent(
              owner -> lines.computeIfAbsent(owner, _ -> new ArrayList<>()).add(change.node()));
    }
    List<String> lines = told("needs --take-over: ", byOwner);
    lines.addAll(told("not prepared for Pointsman: ", unprepared));
    return lines;
  }

  private static List<String> told(String before, Map<String, List<Name>> byText) {
    List<String> lines = new ArrayList<>();
    byText.forEach((text, nodes) -> lines.add(before + words(nodes) + ": " + text));
    return lines;
  }

  private static List<String> limits(DeployPlan plan) {
    Map<String, Set<Name>> subjects = new LinkedHashMap<>();
    Map<String, List<Name>> nodes = new LinkedHashMap<>();
    for (NodePlan node : plan.nodes()) {
      for (NamedLimit limit : node.limits()) {
        String text = limit.wish() + "; instead: " + limit.instead();
        subjects.computeIfAbsent(text, _ -> new TreeSet<>()).add(limit.subject());
        List<Name> there = nodes.computeIfAbsent(text, _ -> new ArrayList<>());
        if (!there.contains(limit.node())) {
          there.add(limit.node());
        }
      }
    }
    Map<String, List<Name>> byText = new LinkedHashMap<>();
    nodes.forEach((text, there) ->
        byText.put(words(subjects.getOrDefault(text, Set.of())) + ": " + text, there));
    return told("limit on ", byText);
  }

  private static String words(Collection<Name> names) {
    return String.join(", ", names.stream().map(Name::value).toList());
  }
}
